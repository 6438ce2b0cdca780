/** A JSON Schema as far as the page shows it. */
interface Shape {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly unknown[];
  readonly items?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly description?: string;
}

/** A schema as TypeScript would write the type, in HTML: named types are links, descriptions are comments. */
export function typeOf(schema: unknown, indent = ''): string {
  if (!isShape(schema)) return 'unknown';
  if (schema.$ref !== undefined) return link(schema.$ref.split('/').at(-1) ?? '');
  if (schema.const !== undefined) return escapeHtml(JSON.stringify(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((one) => escapeHtml(JSON.stringify(one))).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map((one) => typeOf(one, indent)).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(' | ');
  if (schema.type === 'array') return `${typeOf(schema.items, indent)}[]`;
  if (schema.type !== 'object') return typeof schema.type === 'string' ? escapeHtml(schema.type) : 'unknown';
  if (schema.properties === undefined) return `{ [key: string]: ${typeOf(schema.additionalProperties, indent)} }`;
  return fieldsOf(schema.properties, new Set(schema.required), indent);
}

function fieldsOf(properties: Readonly<Record<string, unknown>>, required: ReadonlySet<string>, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, field]) => {
    const about = isShape(field) && field.description !== undefined ? ` <i>// ${escapeHtml(field.description)}</i>` : '';
    return `${inner}${escapeHtml(name)}${required.has(name) ? '' : '?'}: ${typeOf(field, inner)};${about}`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function link(name: string): string {
  return `<a href="#type-${escapeHtml(name.toLowerCase())}">${escapeHtml(name)}</a>`;
}

function isShape(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null;
}

export function escapeHtml(value: string): string {
  return value.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

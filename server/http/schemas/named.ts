import { z } from 'zod';

const NAMES = new Map<z.core.$ZodType, string>();

/** Gives a schema a name under which the API's description has it once, instead of wherever it is used. */
export function named<T extends z.ZodType>(name: string, schema: T): T {
  NAMES.set(schema, name);
  return schema;
}

/** Puts a reference in the place of a schema that has a name. Called by zod for each schema that it turns into JSON Schema. */
export function refer(root: z.core.$ZodType | null, { zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: object }): void {
  const name = NAMES.get(zodSchema);
  if (name === undefined || zodSchema === root) return;
  for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
  Object.assign(jsonSchema, { $ref: `#/components/schemas/${name}` });
}

/** The JSON Schemas of all that have a name, as an answer has them. */
export function namedSchemas(): Record<string, object> {
  const entries = [...NAMES].map(([schema, name]) => {
    const { $schema, ...json } = z.toJSONSchema(schema, { io: 'output', override: (context) => refer(schema, context) });
    return [name, json] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

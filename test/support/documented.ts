import type { Answer, Parsed } from './api.ts';

/** What may come from any route, and from where there is none. */
const ANYWHERE = new Set(['request.not-found', 'request.method', 'origin.refused', 'address.refused', 'server.fault', 'request.too-many']);

/** Sees that the description of the API has this answer: its status, its type, and the code of a problem. @throws Error where it hasn't */
export function checkDocumented(document: Parsed, method: string, path: string, { status, headers, body }: Answer): void {
  if (status >= 400 && ANYWHERE.has(body.code)) return;
  const operation = operationOf(document, method, path);
  if (operation === null) return;
  const documented = operation.responses[status];
  const what = `${method} ${path} answered ${status} ${JSON.stringify(body).slice(0, 300)}`;
  if (documented === undefined) throw new Error(`${what}, which is not documented.`);
  if (status >= 400 && !documented.description.includes(`\`${body.code}\``)) throw new Error(`${what}, whose code is not documented.`);
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  const types = Object.keys(documented.content ?? {});
  if (types.length === 0 ? type !== '' : !types.includes(type))
    throw new Error(`${what} as ${type || 'nothing'}, which is not documented.`);
}

/** The operation at a path of the API, or null. */
function operationOf(document: Parsed, method: string, path: string): Parsed {
  const steps = `/api${path.split('?', 1)[0]}`.split('/');
  const matches = (template: string): boolean => {
    const parts = template.split('/');
    return parts.length === steps.length && parts.every((part, i) => part.startsWith('{') || part === steps[i]);
  };
  // A path without parameters wins.
  const template = Object.keys(document.paths)
    .filter(matches)
    .sort((a, b) => a.split('{').length - b.split('{').length)[0];
  return template === undefined ? null : (document.paths[template][method.toLowerCase()] ?? null);
}

import type { OpenAPIV3_1 } from 'openapi-types';
import { PROBLEMS } from '../../shared/problems.ts';
import { STYLE } from './page-style.ts';
import { escapeHtml, typeOf } from './page-types.ts';

type Operation = OpenAPIV3_1.OperationObject;
type Parameter = OpenAPIV3_1.ParameterObject;

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The description of the API as one page of HTML that needs nothing else. */
export function renderPage(document: OpenAPIV3_1.Document): string {
  const entries = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method): Entry[] => {
      const operation = item?.[method];
      return operation === undefined ? [] : [{ method: method.toUpperCase(), path, operation }];
    }),
  );
  const tags = document.tags ?? [];
  const sections = tags.map((tag) =>
    section(
      tag,
      entries.filter(({ operation }) => operation.tags?.includes(tag.name)),
    ),
  );
  const schemas = Object.entries(document.components?.schemas ?? {});
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(document.info.title)} API</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${escapeHtml(document.info.title)} API <small>${escapeHtml(document.info.version)}</small></h1>
<p>${prose(document.info.description)}</p>
<p><a href="api/openapi.json">openapi.json</a></p>
<nav>${[...tags.map(({ name }) => name), 'Types', 'Problems'].map((name) => `<a href="#${slug(name)}">${escapeHtml(name)}</a>`).join(' ')}</nav></header>
<main>
${sections.join('\n')}
<section id="types"><h2>Types</h2>
${schemas.map(([name, schema]) => `<article id="type-${slug(name)}"><h3>${escapeHtml(name)}</h3><pre>${typeOf(schema)}</pre></article>`).join('\n')}
</section>
<section id="problems"><h2>Problems</h2>
<table><tr><th>code</th><th>status</th><th>title</th></tr>
${Object.entries(PROBLEMS)
  .map(([code, [status, title]]) => `<tr><td><code>${code}</code></td><td>${status}</td><td>${escapeHtml(title)}</td></tr>`)
  .join('\n')}
</table></section>
</main>
</body>
</html>
`;
}

function section({ name, description }: OpenAPIV3_1.TagObject, entries: readonly Entry[]): string {
  return `<section id="${slug(name)}"><h2>${escapeHtml(name)}</h2><p>${prose(description)}</p>\n${entries.map(article).join('\n')}</section>`;
}

function article({ method, path, operation }: Entry): string {
  const parts = [
    `<h3><b class="${method.toLowerCase()}">${method}</b> <code>${escapeHtml(path)}</code></h3>`,
    `<p><strong>${escapeHtml(operation.summary ?? '')}</strong> ${prose(operation.description)}</p>`,
    parameters((operation.parameters ?? []).filter((one): one is Parameter => 'name' in one)),
    body(operation),
    responses(operation),
  ];
  return `<article>${parts.join('')}</article>`;
}

function parameters(list: readonly Parameter[]): string {
  if (list.length === 0) return '';
  const rows = list.map(({ name, in: place, required, description, schema }) => {
    const mark = required === true ? '' : '<small> optional</small>';
    return `<tr><td><code>${escapeHtml(name)}</code>${mark}</td><td>${escapeHtml(place)}</td><td><code>${typeOf(schema)}</code></td><td>${prose(description)}</td></tr>`;
  });
  return `<table>${rows.join('')}</table>`;
}

function body({ requestBody }: Operation): string {
  if (requestBody === undefined || !('content' in requestBody)) return '';
  return contents('Body', requestBody.content);
}

function responses({ responses: all = {} }: Operation): string {
  return Object.entries(all)
    .map(([status, response]) => {
      if (response === undefined || '$ref' in response) return '';
      const isProblem = Number(status) >= 400;
      if (isProblem) return `<p class="problem"><b>${status}</b> ${prose(response.description)}</p>`;
      return contents(status, response.content) || `<p><b>${status}</b> ${prose(response.description)}</p>`;
    })
    .join('');
}

function contents(label: string, content: Readonly<Record<string, OpenAPIV3_1.MediaTypeObject>> = {}): string {
  return Object.entries(content)
    .map(([type, { schema }]) => `<p><b>${escapeHtml(label)}</b> <small>${escapeHtml(type)}</small></p><pre>${typeOf(schema)}</pre>`)
    .join('');
}

/** Text in which `…` is code. */
function prose(text = ''): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function slug(name: string): string {
  return name.toLowerCase();
}

import { z } from 'zod';
import type { Documents, Format } from '../../workspace/documents/documents.ts';
import { type Api, route } from '../route.ts';
import { ContentBody, ContentQuery, DocumentPath } from '../schemas/documents.ts';

const tag = 'Documents';

const TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  text: 'text/plain; charset=utf-8',
};

const MARKDOWN = ['text/markdown'] as const;

const WRITE_PROBLEMS = ['document.unknown', 'document.binned', 'document.too-large', 'store.failing', 'room.busy'] as const;

/** What is written in a document. */
export function addContentRoutes(api: Api, documents: Documents): void {
  route(api, {
    method: 'GET',
    path: '/projects/:project_id/documents/:document_id/content',
    may: 'read',
    tag,
    summary: 'Read a document',
    description: "As it is on disk. JSON is Lexical's serialized editor state, or a string for a document of kind `text`.",
    params: DocumentPath,
    query: ContentQuery,
    types: {
      'application/json': z.unknown(),
      'text/markdown': z.string(),
      'text/html': z.string(),
      'text/plain': z.string(),
    },
    problems: ['document.unknown', 'document.unreadable'],
    handler: async ({ params: { project_id, document_id }, query, request, reply }) => {
      const format = query.format ?? preferred(request.headers.accept ?? '');
      const content = await documents.read(project_id, document_id, format);
      // What people wrote must run nowhere, also where somebody opens this address in a browser.
      reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; sandbox");
      await reply.type(TYPES[format]).serializer(String).send(content);
      return undefined;
    },
  });

  route(api, {
    method: 'POST',
    path: '/projects/:project_id/documents/:document_id/content',
    may: 'write',
    creates: true,
    tag,
    summary: 'Append to a document',
    description: 'Nothing that is there is touched, and what people type meanwhile stays.',
    params: DocumentPath,
    body: ContentBody,
    takes: MARKDOWN,
    problems: WRITE_PROBLEMS,
    handler: async ({ actor, params: { project_id, document_id }, body, also }) => {
      const row = also(() => undefined);
      await documents.write(actor, project_id, document_id, body, 'append', row);
      return undefined;
    },
  });

  route(api, {
    method: 'PUT',
    path: '/projects/:project_id/documents/:document_id/content',
    may: 'write',
    tag,
    summary: 'Replace what is in a document',
    params: DocumentPath,
    body: ContentBody,
    takes: MARKDOWN,
    problems: WRITE_PROBLEMS,
    handler: async ({ actor, params: { project_id, document_id }, body }) => {
      await documents.write(actor, project_id, document_id, body, 'replace');
      return undefined;
    },
  });
}

/** The format that an `Accept` header likes best; `json` where it is all the same. */
function preferred(accept: string): Format {
  let best: Format = 'json';
  let weight = 0;
  for (const part of accept.split(',')) {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const format = formatOf(type);
    const q = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
    if (format === null || !(q > weight)) continue;
    best = format;
    weight = q;
  }
  return best;
}

function formatOf(type: string): Format | null {
  if (type === 'text/markdown') return 'markdown';
  if (type === 'text/html') return 'html';
  if (type === 'text/plain') return 'text';
  return type === 'application/json' || type === '*/*' || type === 'application/*' ? 'json' : null;
}

import { z } from 'zod';
import type { DocumentEntry } from '../../../shared/model/records.ts';
import type { Documents } from '../../workspace/documents/documents.ts';
import { given } from '../given.ts';
import { type Api, route } from '../route.ts';
import { flag, listOf, ProjectPath } from '../schemas/common.ts';
import { Document, DocumentDraft, DocumentPatch, DocumentPath, DocumentQuery } from '../schemas/documents.ts';

const tag = 'Documents';

/** The documents of a project, as its list has them. */
export function addDocumentRoutes(api: Api, documents: Documents): void {
  route(api, {
    method: 'GET',
    path: '/projects/:project_id/documents',
    may: 'read',
    tag,
    summary: 'The documents of a project',
    params: ProjectPath,
    query: DocumentQuery,
    answer: listOf(Document),
    handler: async ({ params: { project_id }, query }) => {
      const entries = await documents.list(project_id, query);
      return { items: entries.map((entry) => ({ ...entry, project_id })), next: null };
    },
  });

  route(api, {
    method: 'POST',
    path: '/projects/:project_id/documents',
    may: 'write',
    creates: true,
    tag,
    summary: 'Make a document',
    params: ProjectPath,
    body: DocumentDraft,
    status: 201,
    answer: Document,
    problems: ['limit.documents', 'document.too-large', 'store.failing'],
    handler: async ({ actor, params: { project_id }, body, also }) => {
      const show = (entry: DocumentEntry) => ({ ...entry, project_id });
      return show(await documents.create(actor, project_id, given(body), also(show)));
    },
  });

  route(api, {
    method: 'GET',
    path: '/projects/:project_id/documents/:document_id',
    may: 'read',
    tag,
    summary: 'A document',
    description: 'What the list says of it. What is written in it is at `…/content`.',
    params: DocumentPath,
    answer: Document,
    problems: ['document.unknown'],
    handler: async ({ params: { project_id, document_id } }) => ({ ...(await documents.get(project_id, document_id)), project_id }),
  });

  route(api, {
    method: 'PATCH',
    path: '/projects/:project_id/documents/:document_id',
    may: 'write',
    tag,
    summary: 'Rename a document, or move it in the list',
    params: DocumentPath,
    body: DocumentPatch,
    answer: Document,
    problems: ['document.unknown', 'store.failing'],
    handler: async ({ actor, params: { project_id, document_id }, body }) => ({
      ...(await documents.change(actor, project_id, document_id, given(body))),
      project_id,
    }),
  });

  route(api, {
    method: 'DELETE',
    path: '/projects/:project_id/documents/:document_id',
    may: 'write',
    tag,
    summary: 'Put a document into the bin',
    description: 'There it can be read, but not changed.',
    params: DocumentPath,
    query: z.object({ forever: flag('Deletes it for good, with all that is written in it and the comments.') }),
    problems: ['document.unknown', 'store.failing'],
    handler: async ({ actor, params: { project_id, document_id }, query }) => {
      await (query.forever ? documents.remove(actor, project_id, document_id) : documents.bin(actor, project_id, document_id));
      return undefined;
    },
  });

  route(api, {
    method: 'POST',
    path: '/projects/:project_id/documents/:document_id/restore',
    may: 'write',
    tag,
    summary: 'Take a document out of the bin',
    params: DocumentPath,
    answer: Document,
    problems: ['document.unknown', 'store.failing'],
    handler: async ({ actor, params: { project_id, document_id } }) => ({
      ...(await documents.restore(actor, project_id, document_id)),
      project_id,
    }),
  });
}

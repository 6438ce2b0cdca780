import * as Y from 'yjs';
import { Problem } from '../problems.ts';
import { BOUNDS } from './bounds.ts';
import { Checks, refuse } from './checks.ts';
import type { Doing } from './doing.ts';
import { compareOrdered, compareText, keysToPlace, type Ordered, orderOf } from './order.ts';
import { writeOrder } from './project.ts';
import { DOCUMENT_KINDS, type DocumentEntry, type DocumentKind, type Parsed } from './records.ts';
import { idOf, parseMap, recordIn, rootMap, textOf, timeOf, wordOf } from './values.ts';

/** The project's list of documents, those in the bin too, sorted by `(order, document_id)`. */
export function readDocuments(doc: Y.Doc): Parsed<DocumentEntry> {
  const parsed = parseMap(rootMap(doc, 'documents'), 'documents', parseDocument);
  parsed.items.sort((a, b) => compareText(a.order, b.order) || compareText(a.document_id, b.document_id));
  return parsed;
}

/** A document's entry, in the bin or not; null where there is none that can be understood. */
export function readDocument(doc: Y.Doc, id: string): DocumentEntry | null {
  const record = idOf(id) === null ? null : recordIn(rootMap(doc, 'documents'), id);
  const entry = record === null ? null : parseDocument(id, record);
  return typeof entry === 'string' ? null : entry;
}

/** Lists a document, at the end. @throws Problem `request.invalid`, also for an id that is taken */
export function addDocument(
  doc: Y.Doc,
  id: string,
  draft: { readonly title: string; readonly kind?: DocumentKind | undefined },
  { now, by }: Doing,
): void {
  const checks = new Checks();
  checks.id('document_id', id);
  const title = checks.text('title', draft.title, BOUNDS.title);
  const kind = checks.word('kind', draft.kind ?? 'lexical', DOCUMENT_KINDS);
  checks.done('The document');
  const documents = doc.getMap<unknown>('documents');
  if (documents.has(id)) refuse('The document', 'document_id', 'is taken');
  const keys = keysToPlace(listed(doc), id, undefined) ?? new Map<string, string>();
  doc.transact(() => {
    documents.set(id, new Y.Map(Object.entries({ title, kind, order: '', created_at: now, created_by: by, deleted_at: null })));
    writeOrder(documents, keys);
  });
}

/**
 * Changes a document's title, or its place: behind the document `after`, at the top for null.
 * @throws Problem `document.unknown`; `request.invalid`, also when `after` is no document of the list
 */
export function changeDocument(
  doc: Y.Doc,
  id: string,
  patch: { readonly title?: string | undefined; readonly after?: string | null | undefined },
): void {
  const checks = new Checks();
  const title = patch.title === undefined ? undefined : checks.text('title', patch.title, BOUNDS.title);
  checks.done('The document');
  const { entry, record } = knownDocument(doc, id);
  const keys = patch.after === undefined ? new Map<string, string>() : keysToPlace(listed(doc), id, patch.after);
  if (keys === null) refuse('The move', 'after', 'must be a document of the list, or null');
  doc.transact(() => {
    if (title !== undefined && title !== entry.title) record.set('title', title);
    writeOrder(doc.getMap<unknown>('documents'), keys);
  });
}

/** Puts a document into the bin; one that is there stays as it is. @throws Problem `document.unknown` */
export function binDocument(doc: Y.Doc, id: string, now: number): void {
  const { entry, record } = knownDocument(doc, id);
  if (entry.deleted_at === null) record.set('deleted_at', now);
}

/** Takes a document out of the bin. @throws Problem `document.unknown` */
export function restoreDocument(doc: Y.Doc, id: string): void {
  const { entry, record } = knownDocument(doc, id);
  if (entry.deleted_at !== null) record.set('deleted_at', null);
}

/** Takes a document off the list, for good. @throws Problem `document.unknown` */
export function removeDocument(doc: Y.Doc, id: string): void {
  knownDocument(doc, id);
  doc.getMap<unknown>('documents').delete(id);
}

function knownDocument(doc: Y.Doc, id: string): { readonly entry: DocumentEntry; readonly record: Y.Map<unknown> } {
  const entry = readDocument(doc, id);
  const record = recordIn(rootMap(doc, 'documents'), id);
  if (entry === null || record === null) {
    throw new Problem('document.unknown', `There is no document ${JSON.stringify(id)} in this project.`);
  }
  return { entry, record };
}

function listed(doc: Y.Doc): readonly Ordered[] {
  return readDocuments(doc)
    .items.map(({ document_id, order }) => ({ id: document_id, order }))
    .sort(compareOrdered);
}

function parseDocument(id: string, record: Y.Map<unknown>): DocumentEntry | string {
  const title = textOf(record.get('title'), BOUNDS.title);
  const kind = wordOf(record.get('kind'), DOCUMENT_KINDS);
  const order = orderOf(record.get('order'));
  if (title === null) return 'has no title';
  if (kind === null) return 'is of no known kind';
  if (order === null) return 'has no order';
  return {
    document_id: id,
    title,
    kind,
    order,
    created_at: timeOf(record.get('created_at')) ?? 0,
    created_by: idOf(record.get('created_by')),
    deleted_at: timeOf(record.get('deleted_at')),
  };
}

import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  addDocument,
  binDocument,
  changeDocument,
  readDocument,
  readDocuments,
  removeDocument,
  restoreDocument,
} from '../../../shared/model/documents.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { boardDoc, exchange } from './support.ts';

const ADA = { now: 1_000, by: 'usr_ada' };

function listing(...ids: readonly string[]): Y.Doc {
  const doc = boardDoc();
  for (const id of ids) addDocument(doc, id, { title: id }, ADA);
  return doc;
}

const idsOf = (doc: Y.Doc): readonly string[] => readDocuments(doc).items.map((entry) => entry.document_id);

describe('the list of documents', () => {
  it('keeps what was added, in order', () => {
    const doc = listing('a', 'b');
    addDocument(doc, 'c', { title: 'Notes', kind: 'text' }, { now: 2, by: null });
    expect(idsOf(doc)).toEqual(['a', 'b', 'c']);
    expect(readDocument(doc, 'c')).toEqual({
      document_id: 'c',
      title: 'Notes',
      kind: 'text',
      order: 'a2',
      created_at: 2,
      created_by: null,
      deleted_at: null,
    });
    expect(readDocument(doc, 'a')).toMatchObject({ kind: 'lexical', created_by: 'usr_ada' });
    expect(readDocument(doc, 'nobody')).toBeNull();
  });

  it('takes new titles and places', () => {
    const doc = listing('a', 'b', 'c');
    changeDocument(doc, 'c', { title: 'C', after: null });
    expect(idsOf(doc)).toEqual(['c', 'a', 'b']);
    changeDocument(doc, 'c', { after: 'a' });
    expect(idsOf(doc)).toEqual(['a', 'c', 'b']);
    expect(readDocument(doc, 'c')?.title).toBe('C');
    const before = Y.encodeStateAsUpdate(doc);
    changeDocument(doc, 'c', { title: 'C', after: 'a' });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('bins, gives back and removes for good', () => {
    const doc = listing('a', 'b');
    binDocument(doc, 'a', 5);
    binDocument(doc, 'a', 6);
    expect(readDocument(doc, 'a')?.deleted_at).toBe(5);
    restoreDocument(doc, 'a');
    expect(readDocument(doc, 'a')?.deleted_at).toBeNull();
    removeDocument(doc, 'a');
    expect(idsOf(doc)).toEqual(['b']);
  });

  it('refuses what is wrong, and what is unknown', () => {
    const doc = listing('a');
    expect(() => addDocument(doc, 'a', { title: 'Again' }, ADA)).toThrow(
      expect.objectContaining({ faults: [{ field: 'document_id', message: 'is taken' }] }),
    );
    expect(() => addDocument(doc, 'b', { title: '', kind: JSON.parse('"sheet"') }, ADA)).toThrow(
      expect.objectContaining({
        code: 'request.invalid',
        faults: [expect.objectContaining({ field: 'title' }), expect.objectContaining({ field: 'kind' })],
      }),
    );
    expect(() => changeDocument(doc, 'a', { after: 'nobody' })).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    doc.getMap('documents').set('broken', new Y.Map());
    for (const id of ['nobody', 'broken']) {
      for (const change of [
        () => changeDocument(doc, id, { title: 'T' }),
        () => binDocument(doc, id, 1),
        () => restoreDocument(doc, id),
        () => removeDocument(doc, id),
      ]) {
        expect(change).toThrow(expect.objectContaining({ code: 'document.unknown' }));
      }
    }
  });

  it('is the same everywhere after several people added at once', () => {
    const docs = [boardDoc(2), boardDoc(3), boardDoc(4)];
    for (const [index, doc] of docs.entries()) for (const id of ['a', 'b']) addDocument(doc, `${id}${index}`, { title: id }, ADA);
    exchange(docs, seeded(runSeed()));
    const lists = docs.map(idsOf);
    expect(lists[0]).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2']);
    expect(lists[1]).toEqual(lists[0]);
    expect(lists[2]).toEqual(lists[0]);
    changeDocument(docs[0] as Y.Doc, 'b2', { after: 'a0' });
    expect(idsOf(docs[0] as Y.Doc)).toEqual(['a0', 'b2', 'a1', 'a2', 'b0', 'b1']);
  });
});

import { expect, it, onTestFinished } from 'vitest';
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
import { createDocumentsStore, type DocumentsStore } from '../../../web/client/documents-store.ts';
import { exchange, ODDITIES } from '../../shared/model/support.ts';
import { runSeed, type Seeded, seeded } from '../../support/random.ts';

const SEED = runSeed();

function storeOf(doc: Y.Doc): DocumentsStore {
  const store = createDocumentsStore(doc);
  onTestFinished(() => store.stop());
  return store;
}

function listOf(...ids: readonly string[]): Y.Doc {
  const doc = new Y.Doc();
  for (const id of ids) addDocument(doc, id, { title: id }, { now: 1, by: 'ada' });
  return doc;
}

function expectFresh(store: DocumentsStore, doc: Y.Doc, why: string): void {
  const { items } = readDocuments(doc);
  expect(store.documents.getSnapshot(), why).toEqual(items.filter((entry) => entry.deleted_at === null));
  const times = store.binned.getSnapshot().map((entry) => entry.deleted_at ?? 0);
  expect(times, why).toEqual([...times].sort((a, b) => b - a));
  expect(new Set(store.binned.getSnapshot()), why).toEqual(new Set(items.filter((entry) => entry.deleted_at !== null)));
  for (const { document_id } of items) expect(store.document(document_id).getSnapshot(), why).toEqual(readDocument(doc, document_id));
}

it('tells of a document to those who look at it or at the list, and to nobody else', () => {
  const doc = listOf('a', 'b');
  const store = storeOf(doc);
  const a = store.document('a').getSnapshot();
  const told: string[] = [];
  for (const id of ['a', 'b']) onTestFinished(store.document(id).subscribe(() => told.push(id)));
  onTestFinished(store.documents.subscribe(() => told.push('documents')));
  onTestFinished(store.binned.subscribe(() => told.push('binned')));
  changeDocument(doc, 'b', { title: 'New' });
  expect(told).toEqual(['documents', 'b']);
  expect(store.documents.getSnapshot()[0]).toBe(a);
  expect(store.document('b').getSnapshot()).toMatchObject({ title: 'New' });
  binDocument(doc, 'a', 5);
  expect(told.slice(2)).toEqual(['documents', 'binned', 'a']);
  doc.getMap('tasks').set('t', new Y.Map());
  expect(told).toHaveLength(5);
  store.stop();
  changeDocument(doc, 'b', { title: 'Unheard' });
  expect(told).toHaveLength(5);
});

it(`says what a fresh read says, whatever replicas do (seed ${SEED})`, () => {
  const random = seeded(SEED);
  const docs = [listOf(), listOf(), listOf()];
  const stores = docs.map(storeOf);
  for (let step = 0; step < 300; step++) {
    const index = random.below(docs.length);
    const doc = docs[index] as Y.Doc;
    if (random.chance(0.2)) exchange([doc, random.pick(docs)], random);
    else doSomething(doc, random, step);
    expectFresh(stores[index] as DocumentsStore, doc, `seed ${SEED}`);
  }
  exchange(docs, random);
  for (const [index, store] of stores.entries()) expectFresh(store, docs[index] as Y.Doc, `seed ${SEED}`);
});

it('takes anything that clients write', () => {
  for (const [name, make] of ODDITIES) {
    const doc = listOf('a', 'sound');
    const store = storeOf(doc);
    for (const key of ['title', 'kind', 'order', 'deleted_at']) doc.getMap<Y.Map<unknown>>('documents').get('a')?.set(key, make());
    doc.getMap('documents').set('b', make());
    expectFresh(store, doc, name);
    expect(store.document('sound').getSnapshot()?.title).toBe('sound');
  }
});

function doSomething(doc: Y.Doc, random: Seeded, step: number): void {
  const ids = readDocuments(doc).items.map((entry) => entry.document_id);
  if (ids.length === 0 || random.chance(0.2))
    return addDocument(doc, `d${doc.clientID}_${step}`, { title: 'New' }, { now: step, by: null });
  const id = random.pick(ids);
  random.pick([
    () => changeDocument(doc, id, { title: `Title ${random.below(3)}` }),
    () => changeDocument(doc, id, { after: random.pick([null, ...ids.filter((other) => other !== id)]) }),
    () => binDocument(doc, id, step),
    () => restoreDocument(doc, id),
    () => removeDocument(doc, id),
  ])();
}

import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { addComment, createThread, readThread } from '../../../shared/model/comments.ts';
import {
  createDocumentThreadActions,
  createDocumentThreadsStore,
  type DocumentThreadsStore,
} from '../../../web/client/document-threads.ts';
import { editableRoom } from './editable-room.ts';

const ANCHOR = { start: 'AAA=', end: 'BBB=', quote: 'words', before: '', after: '' };

function storeOf(doc: Y.Doc): DocumentThreadsStore {
  const store = createDocumentThreadsStore(doc);
  onTestFinished(() => store.stop());
  return store;
}

/** Somebody with a clock that goes on with each look. */
function actionsOf(doc: Y.Doc, by: string) {
  let now = 0;
  const { room, setReadOnly } = editableRoom(doc);
  return { ...createDocumentThreadActions({ handle: room, by, now: () => ++now }), setReadOnly };
}

const words = (store: DocumentThreadsStore): string[][] =>
  store.threads.getSnapshot().map(({ comments }) => comments.map(({ text }) => text));

it('a thread is begun, answered, resolved and opened again; who looks is told, and what stays is the same object', async () => {
  const doc = new Y.Doc();
  const store = storeOf(doc);
  const ada = actionsOf(doc, 'ada');
  let told = 0;
  onTestFinished(store.open.subscribe(() => told++));
  await ada.begin('one', ANCHOR, 'First');
  await ada.begin('two', ANCHOR, 'Second');
  expect(told).toBe(2);
  const [one] = store.threads.getSnapshot();
  await ada.answer('two', 'Yes');
  expect(words(store)).toEqual([['First'], ['Second', 'Yes']]);
  expect(store.threads.getSnapshot()[0]).toBe(one);
  expect(one).toMatchObject({ anchor: ANCHOR, comments: [{ author_id: 'ada', thread_id: 'one' }] });
  await ada.resolve('one');
  expect(store.open.getSnapshot()).toBe(1);
  expect(store.threads.getSnapshot()[0]).toMatchObject({ resolved_by: 'ada' });
  await ada.reopen('one');
  expect(store.open.getSnapshot()).toBe(2);
  ada.move('one', { ...ANCHOR, start: 'CCC=' });
  expect(store.threads.getSnapshot().map(({ anchor }) => anchor?.start)).toEqual(['CCC=', 'AAA=']);
});

it('a thread goes with its last comment, not with its first, and comes back with an answer that crossed it', async () => {
  const [doc, other] = [new Y.Doc(), new Y.Doc()];
  const store = storeOf(doc);
  const ada = actionsOf(doc, 'ada');
  await ada.begin('one', ANCHOR, 'First');
  await ada.answer('one', 'Second');
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  for (const comment of store.threads.getSnapshot()[0]?.comments ?? []) {
    await ada.remove(comment);
    if (comment.text === 'First') expect(words(store)).toEqual([['Second']]);
  }
  expect(words(store)).toEqual([]);
  addComment(other, 'one', 'crossed', 'Wait', { now: 9, by: 'bob' });
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  expect(words(store)).toEqual([['Wait']]);
});

it('threads on tasks are none of a document’s, and a reader changes nothing', async () => {
  const doc = new Y.Doc();
  createThread(doc, 'task', { task_id: 'a', comment_id: 'c', text: 'On a card' }, { now: 1, by: 'ada' });
  const store = storeOf(doc);
  expect(words(store)).toEqual([]);
  const ada = actionsOf(doc, 'ada');
  ada.setReadOnly(true);
  ada.move('task', ANCHOR);
  expect(readThread(doc, 'task')?.anchor).toBeNull();
  await expect(ada.begin('one', ANCHOR, 'Never')).rejects.toMatchObject({ code: 'role.insufficient' });
  expect(words(store)).toEqual([]);
});

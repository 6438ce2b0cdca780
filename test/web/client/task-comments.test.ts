import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { createThread, readThreads } from '../../../shared/model/comments.ts';
import { createTaskCommentActions, createTaskCommentsStore, type TaskCommentsStore } from '../../../web/client/task-comments.ts';
import { editableRoom } from './editable-room.ts';

function storeOf(doc: Y.Doc): TaskCommentsStore {
  const store = createTaskCommentsStore(doc);
  onTestFinished(() => store.stop());
  return store;
}

/** Ada, with a clock that goes on with each look. */
function ada(doc: Y.Doc) {
  let now = 0;
  const { room, setReadOnly } = editableRoom(doc);
  return { actions: createTaskCommentActions({ handle: room, by: 'ada', now: () => ++now }), setReadOnly };
}

const textsOf = (store: TaskCommentsStore, task: string): string[] =>
  store
    .comments(task)
    .getSnapshot()
    .map(({ text }) => text);

it('tells of a comment to those who look at its task, and at the number only where it changes', async () => {
  const doc = new Y.Doc();
  const store = storeOf(doc);
  const { actions } = ada(doc);
  const told: string[] = [];
  for (const task of ['a', 'b']) {
    onTestFinished(store.comments(task).subscribe(() => told.push(`comments ${task}`)));
    onTestFinished(store.count(task).subscribe(() => told.push(`count ${task}`)));
  }
  await actions.add('a', 'One');
  await actions.add('a', 'Two');
  expect(textsOf(store, 'a')).toEqual(['One', 'Two']);
  expect(readThreads(doc).items).toHaveLength(1);
  const [one, two] = store.comments('a').getSnapshot();
  if (one === undefined || two === undefined) throw new Error('Both were added.');
  told.length = 0;
  await actions.edit(one, 'First');
  expect(told).toEqual(['comments a']);
  expect(textsOf(store, 'a')).toEqual(['First', 'Two']);
  expect(store.comments('a').getSnapshot()[1]).toBe(two);
  told.length = 0;
  await actions.remove(two);
  expect(told).toEqual(['comments a', 'count a']);
  expect(store.count('a').getSnapshot()).toBe(1);
  expect(textsOf(store, 'b')).toEqual([]);
});

it('has the comments of both threads where two began one each, and none of a thread that went', () => {
  const [doc, other] = [new Y.Doc(), new Y.Doc()];
  createThread(doc, 'mine', { task_id: 'a', comment_id: 'c1', text: 'Mine' }, { now: 2, by: 'ada' });
  createThread(other, 'theirs', { task_id: 'a', comment_id: 'c2', text: 'Theirs' }, { now: 1, by: 'bob' });
  createThread(other, 'on a document', { comment_id: 'c3', text: 'Elsewhere' }, { now: 1, by: 'bob' });
  const store = storeOf(doc);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  expect(textsOf(store, 'a')).toEqual(['Theirs', 'Mine']);
  doc.getMap('threads').delete('mine');
  expect(textsOf(store, 'a')).toEqual(['Theirs']);
});

it('changes nothing for who may only read', async () => {
  const doc = new Y.Doc();
  const { actions, setReadOnly } = ada(doc);
  setReadOnly(true);
  await expect(actions.add('a', 'One')).rejects.toMatchObject({ code: 'role.insufficient' });
  expect(readThreads(doc).items).toEqual([]);
});

import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { addActivity, readActivity } from '../../../shared/model/activity.ts';
import type { Activity } from '../../../shared/model/records.ts';
import { type ActivityStore, createActivityStore } from '../../../web/client/activity-store.ts';
import { ODDITIES } from '../../shared/model/support.ts';

function storeOf(doc: Y.Doc): ActivityStore {
  const store = createActivityStore(doc);
  onTestFinished(() => store.stop());
  return store;
}

const lineOf = (id: string, data: Activity['data'] = {}): Activity => ({ id, type: 'task_created', user_id: 'ada', time: 1, data });
const idsOf = (store: ActivityStore): readonly string[] => store.lines.getSnapshot().map(({ id }) => id);

it('has the newest first, and drops what the server drops', () => {
  const doc = new Y.Doc();
  const store = storeOf(doc);
  expect(store.lines.getSnapshot()).toEqual([]);
  for (const id of ['a', 'b', 'c', 'd']) addActivity(doc, lineOf(id), 3);
  expect(idsOf(store)).toEqual(['d', 'c', 'b']);
});

it('keeps the lines that it had as the same objects, and tells once a change, of nothing else', () => {
  const doc = new Y.Doc();
  for (const id of ['a', 'b']) addActivity(doc, lineOf(id, { task_id: id, fields: ['title'] }), 9);
  const store = storeOf(doc);
  const before = store.lines.getSnapshot();
  let told = 0;
  onTestFinished(store.lines.subscribe(() => told++));
  addActivity(doc, lineOf('c'), 2);
  expect(idsOf(store)).toEqual(['c', 'b']);
  expect(store.lines.getSnapshot()[1]).toBe(before[0]);
  expect(told).toBe(1);
  // The server mends what somebody spoilt: the same lines, written anew.
  const array = doc.getArray<unknown>('activity');
  const now = store.lines.getSnapshot();
  doc.transact(() => {
    const kept = array.toArray();
    array.delete(0, array.length);
    array.push(kept);
  });
  doc.getMap('tasks').set('t', new Y.Map());
  expect(store.lines.getSnapshot()).toBe(now);
  expect(told).toBe(1);
  store.stop();
  addActivity(doc, lineOf('unheard'), 9);
  expect(idsOf(store)).toEqual(['c', 'b']);
});

it('takes anything that clients write', () => {
  // An array refuses to hold these two.
  for (const [name, make] of ODDITIES.filter(([odd]) => odd !== 'undefined' && odd !== 'a big integer')) {
    const doc = new Y.Doc();
    const store = storeOf(doc);
    addActivity(doc, lineOf('sound'), 9);
    doc.getArray<unknown>('activity').push([make()]);
    expect(idsOf(store).at(-1), name).toBe('sound');
    expect(store.lines.getSnapshot(), name).toEqual([...readActivity(doc).items].reverse());
  }
  const spoilt = new Y.Doc();
  spoilt.getMap('activity').set('a', 1);
  expect(storeOf(spoilt).lines.getSnapshot()).toEqual([]);
});

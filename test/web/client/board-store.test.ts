import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { addColumn, moveColumn, readProject, renameColumn, setProjectName } from '../../../shared/model/project.ts';
import {
  binTask,
  changeTask,
  createTask,
  moveTask,
  removeColumn,
  removeTask,
  restoreTask,
  setWatching,
} from '../../../shared/model/task-edits.ts';
import { boardOf, compareTasks, readTask, readTasks } from '../../../shared/model/tasks.ts';
import { type BoardStore, createBoardStore } from '../../../web/client/board-store.ts';
import type { ReadableStore } from '../../../web/client/store.ts';
import { boardDoc, exchange, ODDITIES } from '../../shared/model/support.ts';
import { runSeed, type Seeded, seeded } from '../../support/random.ts';

const SEED = runSeed();
const NOW = { now: 1, by: 'ada' };

function storeOf(doc: Y.Doc): BoardStore {
  const store = createBoardStore(doc);
  onTestFinished(() => store.stop());
  return store;
}

/** A board with these cards in its first column. */
function boardWith(...cards: readonly string[]): Y.Doc {
  const doc = boardDoc();
  for (const id of cards) createTask(doc, id, { title: id }, NOW);
  return doc;
}

/** A change by somebody else, as it comes over the wire: one update. */
function remote(doc: Y.Doc, change: (other: Y.Doc) => void): void {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  other.transact(() => change(other));
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)));
}

/** Counts what each store tells. */
function counting(store: BoardStore, cards: readonly string[], columns: readonly string[]) {
  const counts: Record<string, number> = {};
  const watch = (name: string, one: { subscribe(listener: () => void): () => void }): void => {
    onTestFinished(one.subscribe(() => (counts[name] = (counts[name] ?? 0) + 1)));
  };
  for (const name of ['name', 'columns', 'tasks', 'binned'] as const) watch(name, store[name]);
  for (const id of cards) watch(`task ${id}`, store.task(id));
  for (const id of columns) watch(`column ${id}`, store.column(id));
  return counts;
}

/** Listens to all that there is. @returns to be called after one change: each store told of it once where its value is another, else not at all */
function listening(store: BoardStore, doc: Y.Doc): (why: string) => void {
  const stores: readonly ReadableStore<unknown>[] = [
    ...[store.name, store.columns, store.tasks, store.binned],
    ...readProject(doc).columns.map((column) => store.column(column.id)),
    ...readTasks(doc).items.map((task) => store.task(task.task_id)),
  ];
  const watched = stores.map((one) => {
    const state = { one, before: one.getSnapshot(), told: 0, stop: () => {} };
    state.stop = one.subscribe(() => state.told++);
    return state;
  });
  return (why) => {
    for (const { one, before, told, stop } of watched) {
      stop();
      expect(told, why).toBe(one.getSnapshot() === before ? 0 : 1);
    }
  };
}

/** Everything that a fresh read of the document says. */
function expectFresh(store: BoardStore, doc: Y.Doc, why: string): void {
  const project = readProject(doc);
  const { items } = readTasks(doc);
  const board = boardOf(project, items);
  expect(store.name.getSnapshot(), why).toBe(project.name);
  expect(store.columns.getSnapshot(), why).toEqual(project.columns);
  expect(store.tasks.getSnapshot(), why).toEqual(board.flatMap(({ tasks }) => tasks));
  for (const { column, tasks } of board) expect(store.column(column.id).getSnapshot(), why).toEqual(tasks.map((task) => task.task_id));
  for (const { task_id } of items) expect(store.task(task_id).getSnapshot(), why).toEqual(readTask(doc, task_id));
  expect([...store.binned.getSnapshot()].sort(compareTasks), why).toEqual(items.filter((task) => task.deleted_at !== null));
}

describe('a board', () => {
  it('tells of one changed task to those who look at it or at all, and to nobody else', () => {
    const doc = boardWith('a', 'b', 'c');
    const store = storeOf(doc);
    const [a, b] = [store.task('a').getSnapshot(), store.task('b').getSnapshot()];
    const [ids, tasks] = [store.column('todo').getSnapshot(), store.tasks.getSnapshot()];
    const counts = counting(store, ['a', 'b', 'c'], ['todo', 'in_progress', 'done']);
    remote(doc, (other) => changeTask(other, 'b', { title: 'New', labels: ['x'], due: '2025-01-31' }));
    expect(counts).toEqual({ tasks: 1, 'task b': 1 });
    expect(store.task('a').getSnapshot()).toBe(a);
    expect(store.column('todo').getSnapshot()).toBe(ids);
    expect(store.task('b').getSnapshot()).toMatchObject({ title: 'New', labels: ['x'] });
    expect(store.task('b').getSnapshot()?.history).toBe(b?.history);
    expect(store.tasks.getSnapshot()).not.toBe(tasks);
    expect(store.tasks.getSnapshot().map((task) => task.task_id)).toEqual(['a', 'b', 'c']);
    expect(store.tasks.getSnapshot()[0]).toBe(a);
    expect(store.tasks.getSnapshot()[1]).toBe(store.task('b').getSnapshot());
  });

  it('tells of a move to the two columns it concerns', () => {
    const doc = boardWith('a', 'b', 'c');
    const store = storeOf(doc);
    const counts = counting(store, ['a', 'b', 'c'], ['todo', 'in_progress', 'done']);
    remote(doc, (other) => moveTask(other, 'b', { status: 'done' }));
    expect(counts).toEqual({ tasks: 1, 'task b': 1, 'column todo': 1, 'column done': 1 });
    remote(doc, (other) => moveTask(other, 'c', { status: 'todo', after: null }));
    expect(counts).toEqual({ tasks: 2, 'task b': 1, 'task c': 1, 'column todo': 2, 'column done': 1 });
    expect(store.column('todo').getSnapshot()).toEqual(['c', 'a']);
  });

  it('tells nobody of what readers don’t see', () => {
    const doc = boardWith('a');
    const store = storeOf(doc);
    const counts = counting(store, ['a'], ['todo', 'in_progress', 'done']);
    const record = doc.getMap<Y.Map<unknown>>('tasks').get('a');
    record?.set('unknown', 1);
    record?.set('title', 'a');
    doc.getMap('tasks').set('no map', 'x');
    doc.getMap('project').set('unknown', 1);
    doc.getMap('people').set('bo', {});
    expect(counts).toEqual({});
  });

  it('changes as one: whoever is told of one store sees all others as they are then', () => {
    const doc = boardWith('a', 'b');
    changeTask(doc, 'a', { status: 'done' });
    const store = storeOf(doc);
    const counts = counting(store, ['a'], ['todo', 'done']);
    const seen: unknown[] = [];
    onTestFinished(store.columns.subscribe(() => seen.push(store.column('todo').getSnapshot(), store.task('a').getSnapshot()?.status)));
    remote(doc, (other) => removeColumn(other, 'done'));
    expect(seen).toEqual([['b', 'a'], 'todo']);
    expect(counts).toEqual({ columns: 1, tasks: 1, 'task a': 1, 'column todo': 1, 'column done': 1 });
    expect(store.column('done').getSnapshot()).toEqual([]);
  });

  it('keeps columns that stay as they are, and cards where columns only move or are renamed', () => {
    const doc = boardWith('a');
    const store = storeOf(doc);
    const [todo, , done] = store.columns.getSnapshot();
    const counts = counting(store, ['a'], ['todo', 'in_progress', 'done', 'new']);
    remote(doc, (other) => renameColumn(other, 'in_progress', 'Doing'));
    expect(store.columns.getSnapshot()[0]).toBe(todo);
    expect(store.columns.getSnapshot()[1]?.title).toBe('Doing');
    expect(store.columns.getSnapshot()[2]).toBe(done);
    expect(counts).toEqual({ columns: 1 });
    remote(doc, (other) => moveColumn(other, 'done', 'todo'));
    remote(doc, (other) => addColumn(other, 'new', 'New', null));
    expect(store.columns.getSnapshot().map((column) => column.id)).toEqual(['new', 'todo', 'done', 'in_progress']);
    expect(counts).toEqual({ columns: 3 });
    remote(doc, (other) => setProjectName(other, 'Named'));
    expect(store.name.getSnapshot()).toBe('Named');
    expect(counts).toEqual({ columns: 3, name: 1 });
  });

  it('shows a card without a column in the first one, whichever that is', () => {
    const doc = boardWith('a');
    const store = storeOf(doc);
    doc.getMap<Y.Map<unknown>>('tasks').get('a')?.set('status', 'nowhere');
    expect(store.column('todo').getSnapshot()).toEqual(['a']);
    remote(doc, (other) => moveColumn(other, 'done', null));
    expect(store.column('todo').getSnapshot()).toEqual([]);
    expect(store.column('done').getSnapshot()).toEqual(['a']);
  });

  it('has the bin apart, the latest first', () => {
    const doc = boardWith('a', 'b', 'c');
    const store = storeOf(doc);
    binTask(doc, 'b', 10);
    binTask(doc, 'a', 20);
    expect(store.binned.getSnapshot().map((task) => task.task_id)).toEqual(['a', 'b']);
    expect(store.column('todo').getSnapshot()).toEqual(['c']);
    restoreTask(doc, 'b');
    expect(store.column('todo').getSnapshot()).toEqual(['b', 'c']);
    removeTask(doc, 'a');
    expect(store.binned.getSnapshot()).toEqual([]);
    expect(store.task('a').getSnapshot()).toBeNull();
  });

  it('has one store for an id, before there is such a task too', () => {
    const doc = boardWith();
    const store = storeOf(doc);
    expect(store.task('later')).toBe(store.task('later'));
    expect(store.column('later')).toBe(store.column('later'));
    const counts = counting(store, ['later'], []);
    createTask(doc, 'later', { title: 'Later' }, NOW);
    expect(counts).toEqual({ tasks: 1, 'task later': 1 });
    expect(store.task('later').getSnapshot()?.title).toBe('Later');
  });

  it('reads no more records than were touched, whatever else is there', () => {
    const doc = boardWith(...Array.from({ length: 100 }, (_, index) => `t${index}`));
    const store = storeOf(doc);
    let reads = 0;
    doc.getMap<Y.Map<unknown>>('tasks').forEach((record) => {
      const get = record.get.bind(record);
      record.get = (key) => {
        if (key === 'title') reads++;
        return get(key);
      };
    });
    Y.applyUpdate(doc, changedElsewhere(doc, 't50'));
    expect(store.task('t50').getSnapshot()?.title).toBe('Elsewhere');
    expect(reads).toBe(1);
  });

  it('says nothing any more when it is stopped', () => {
    const doc = boardWith('a');
    const store = createBoardStore(doc);
    const counts = counting(store, ['a'], ['todo']);
    const before = store.tasks.getSnapshot();
    store.stop();
    changeTask(doc, 'a', { title: 'Unheard' });
    expect(counts).toEqual({});
    expect(store.tasks.getSnapshot()).toBe(before);
  });
});

describe(`a board whatever happens (seed ${SEED})`, () => {
  it('says what a fresh read says after every change of replicas that meet now and then, and tells only of what changed', () => {
    for (let round = 0; round < 6; round++) {
      const random = seeded(SEED + round);
      const why = `seed ${SEED + round}`;
      const docs = [boardDoc(10), boardDoc(11), boardDoc(12)];
      const stores = docs.map(storeOf);
      for (let step = 0; step < 150; step++) {
        const index = random.below(docs.length);
        const [doc, store] = [docs[index] as Y.Doc, stores[index] as BoardStore];
        const before = store.tasks.getSnapshot();
        const expectTold = listening(store, doc);
        if (random.chance(0.25)) meet(doc, random.pick(docs));
        else doc.transact(() => doSomething(doc, random, step));
        expectFresh(store, doc, why);
        expectTold(why);
        expectShared(before, store.tasks.getSnapshot(), why);
      }
      exchange(docs, random);
      for (const [index, store] of stores.entries()) expectFresh(store, docs[index] as Y.Doc, why);
    }
  });

  it('takes anything that clients write', () => {
    for (const [name, make] of ODDITIES) {
      const doc = boardWith('a', 'sound');
      const store = storeOf(doc);
      const tasks = doc.getMap<unknown>('tasks');
      for (const key of ['title', 'status', 'order', 'history', 'description', 'deleted_at', 'label/x']) {
        remote(doc, (other) => other.getMap<Y.Map<unknown>>('tasks').get('a')?.set(key, make()));
        expectFresh(store, doc, `${name} as ${key}`);
      }
      tasks.set('b', make());
      doc.getMap<unknown>('project').set('name', make());
      doc.getMap<unknown>('project').set('columns', make());
      expectFresh(store, doc, name);
      expect(store.task('sound').getSnapshot()?.title).toBe('sound');
    }
  });

  it('isn’t confused by a list that somebody makes of the map of tasks', () => {
    const doc = boardWith('a');
    const store = storeOf(doc);
    const hostile = new Y.Doc();
    hostile.getArray('tasks').insert(0, [1, new Y.Map([['x', 1]])]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(hostile));
    hostile.getArray<Y.Map<number>>('tasks').get(1).set('x', 2);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(hostile));
    changeTask(doc, 'a', { title: 'Still here' });
    expectFresh(store, doc, 'a list');
  });
});

function changedElsewhere(doc: Y.Doc, task: string): Uint8Array {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  changeTask(other, task, { title: 'Elsewhere' });
  return Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc));
}

/** A record that says the same is the same object. */
function expectShared(before: readonly { readonly task_id: string }[], after: typeof before, why: string): void {
  const known = new Map(before.map((task) => [task.task_id, task]));
  for (const task of after) {
    const old = known.get(task.task_id);
    if (old !== undefined && old !== task) expect(task, why).not.toEqual(old);
  }
}

function meet(to: Y.Doc, from: Y.Doc): void {
  if (to !== from) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
}

function doSomething(doc: Y.Doc, random: Seeded, step: number): void {
  const tasks = readTasks(doc).items.map((task) => task.task_id);
  const columns = readProject(doc).columns.map((column) => column.id);
  const own = `${doc.clientID}_${step}`;
  if (tasks.length === 0 || random.chance(0.3)) return createTask(doc, `t${own}`, { title: 'New', status: random.pick(columns) }, NOW);
  const task = random.pick(tasks);
  const status = random.pick(columns);
  const behind = readTasks(doc).items.filter((other) => other.status === status && other.task_id !== task);
  random.pick([
    () => changeTask(doc, task, { title: `T${random.below(3)}`, labels: [`l${random.below(3)}`], description: `D${random.below(3)}` }),
    () => moveTask(doc, task, { status, ...(behind.length > 0 && { after: random.pick(behind).task_id }) }),
    () => moveTask(doc, task, { status, after: null }),
    () => setWatching(doc, task, 'ada', random.chance(0.5)),
    () => binTask(doc, task, step),
    () => restoreTask(doc, task),
    () => removeTask(doc, task),
    () => addColumn(doc, `c${own}`, 'Column', random.pick([null, ...columns])),
    () => moveColumn(doc, status, null),
    () => renameColumn(doc, status, `Title ${random.below(3)}`),
    () => setProjectName(doc, `Name ${random.below(3)}`),
    () => {
      if (columns.length > 1) removeColumn(doc, status);
    },
  ])();
}

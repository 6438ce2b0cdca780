import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { repairOrder } from '../../../shared/model/order.ts';
import { addColumn, moveColumn, readProject, writeOrder } from '../../../shared/model/project.ts';
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
import { readTask, readTasks } from '../../../shared/model/tasks.ts';
import { runSeed, type Seeded, seeded } from '../../support/random.ts';
import { boardDoc, exchange, shown } from './support.ts';

const SEED = runSeed();
const ROUNDS = 10;

/** Replicas of one board with these cards, the first ids of Yjs being theirs. */
function replicas(count: number, cards: readonly string[]): readonly Y.Doc[] {
  const docs = Array.from({ length: count }, (_, index) => boardDoc(10 + index));
  for (const id of cards) createTask(docs[0] as Y.Doc, id, { title: id }, { now: 1, by: null });
  exchange(docs, seeded(SEED));
  return docs;
}

/** A move as somebody makes it who looks at this replica. */
function moveSomething(doc: Y.Doc, random: Seeded): void {
  const board = shown(doc);
  const card = random.pick(Object.values(board).flat());
  const status = random.pick(Object.keys(board));
  const others = (board[status] ?? []).filter((id) => id !== card);
  const after = random.chance(0.2) ? null : random.chance(0.2) || others.length === 0 ? undefined : random.pick(others);
  moveTask(doc, card, after === undefined ? { status } : { status, after });
}

function expectSame(docs: readonly Y.Doc[], seed: number): void {
  const [first, ...others] = docs as [Y.Doc, ...Y.Doc[]];
  for (const other of others) {
    expect(shown(other), `seed ${seed}`).toEqual(shown(first));
    expect(readTasks(other), `seed ${seed}`).toEqual(readTasks(first));
    expect(readProject(other), `seed ${seed}`).toEqual(readProject(first));
  }
}

describe(`replicas of a board (seed ${SEED})`, () => {
  it('show the same order after two hundred concurrent moves, some of them offline, with no card lost or doubled', () => {
    for (let round = 0; round < ROUNDS; round++) {
      const random = seeded(SEED + round);
      const cards = Array.from({ length: 30 }, (_, index) => `task_${index}`);
      const docs = replicas(6, cards);
      for (let move = 0; move < 200; move++) {
        const doc = random.pick(docs);
        moveSomething(doc, random);
        // The last two are offline to the end; the others meet now and then.
        if (random.chance(0.2)) {
          const other = random.pick(docs.slice(0, 4));
          if (docs.indexOf(doc) < 4 && other !== doc) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)));
        }
      }
      exchange(docs, random);
      expectSame(docs, SEED + round);
      expect(
        Object.values(shown(docs[0] as Y.Doc))
          .flat()
          .sort(),
        `seed ${SEED + round}`,
      ).toEqual([...cards].sort());
    }
  });

  it('agree whatever is done to them at once', () => {
    for (let round = 0; round < ROUNDS; round++) {
      const random = seeded(SEED + round);
      const docs = replicas(4, ['t0', 't1', 't2', 't3', 't4']);
      for (let step = 0; step < 120; step++) doSomething(random.pick(docs), random, step);
      exchange(docs, random);
      expectSame(docs, SEED + round);
      const all = readTasks(docs[0] as Y.Doc);
      expect(all.malformed).toEqual([]);
      const live = all.items.filter((task) => task.deleted_at === null).map((task) => task.task_id);
      expect(
        Object.values(shown(docs[0] as Y.Doc))
          .flat()
          .sort(),
        `seed ${SEED + round}`,
      ).toEqual(live.sort());
    }
  });

  it('merge labels, watchers and fields that several people change at once', () => {
    const docs = replicas(3, ['t']) as readonly [Y.Doc, Y.Doc, Y.Doc];
    changeTask(docs[0], 't', { labels: ['old', 'kept'] });
    exchange(docs, seeded(SEED));
    changeTask(docs[0], 't', { labels: ['old', 'kept', 'one'], title: 'New' });
    changeTask(docs[1], 't', { labels: ['kept', 'two'], due: '2025-01-31' });
    changeTask(docs[2], 't', { status: 'done' });
    for (const [index, doc] of docs.entries()) setWatching(doc, 't', `user_${index}`, index !== 1);
    exchange(docs, seeded(SEED));
    expectSame(docs, SEED);
    expect(readTask(docs[2], 't')).toMatchObject({
      title: 'New',
      status: 'done',
      due: '2025-01-31',
      labels: ['kept', 'one', 'two'],
      watchers: { user_0: true, user_1: false, user_2: true },
    });
  });

  it('come to rest with different keys when all of them repair equal ones at once', () => {
    for (let round = 0; round < ROUNDS; round++) {
      const random = seeded(SEED + round);
      const docs = replicas(3, []);
      // Who adds at the end of a column at once makes equal keys.
      for (const [index, doc] of docs.entries()) {
        for (let card = 0; card < 5; card++) createTask(doc, `t${index}${card}`, { title: 'T' }, { now: 1, by: null });
      }
      exchange(docs, random);
      expect(repairsOf(docs[0] as Y.Doc).size).toBe(10);
      const order = shown(docs[0] as Y.Doc);
      for (const doc of docs) {
        if (random.chance(0.5)) moveSomething(doc, random);
        else writeOrder(doc.getMap('tasks'), repairsOf(doc));
      }
      exchange(docs, random);
      for (const doc of docs) writeOrder(doc.getMap('tasks'), repairsOf(doc));
      exchange(docs, random);
      expectSame(docs, SEED + round);
      expect(repairsOf(docs[0] as Y.Doc).size, `seed ${SEED + round}`).toBe(0);
      expect(Object.values(shown(docs[0] as Y.Doc)).flat()).toHaveLength(Object.values(order).flat().length);
    }
  });

  it('repair alike: the same writes whoever makes them', () => {
    const docs = replicas(2, []) as readonly [Y.Doc, Y.Doc];
    for (const [index, doc] of docs.entries()) createTask(doc, `t${index}`, { title: 'T' }, { now: 1, by: null });
    exchange(docs, seeded(SEED));
    const before = shown(docs[0]);
    for (const doc of docs) writeOrder(doc.getMap('tasks'), repairsOf(doc));
    exchange(docs, seeded(SEED));
    expect(shown(docs[0])).toEqual(before);
    expect(repairsOf(docs[0]).size).toBe(0);
  });
});

function repairsOf(doc: Y.Doc): ReadonlyMap<string, string> {
  return repairOrder(
    readTasks(doc)
      .items.filter((task) => task.status === 'todo')
      .map((task) => ({ id: task.task_id, order: task.order })),
  );
}

function doSomething(doc: Y.Doc, random: Seeded, step: number): void {
  const tasks = readTasks(doc).items.map((task) => task.task_id);
  const columns = readProject(doc).columns.map((column) => column.id);
  const now = { now: step, by: null };
  if (tasks.length === 0 || random.chance(0.2))
    return createTask(doc, `n${doc.clientID}_${step}`, { title: 'N', status: random.pick(columns) }, now);
  const task = random.pick(tasks);
  const changes = [
    () => changeTask(doc, task, { title: `T${step}`, status: random.pick(columns), labels: [`l${random.below(4)}`] }),
    () => moveTask(doc, task, { status: random.pick(columns) }),
    () => binTask(doc, task, step),
    () => restoreTask(doc, task),
    () => removeTask(doc, task),
    () => addColumn(doc, `c${doc.clientID}_${step}`, 'C', random.pick([null, ...columns])),
    () => moveColumn(doc, random.pick(columns), null),
    () => {
      if (columns.length > 1) removeColumn(doc, random.pick(columns));
    },
  ];
  random.pick(changes)();
}

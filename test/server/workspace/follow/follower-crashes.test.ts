import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { createTask, moveTask } from '../../../../shared/model/task-edits.ts';
import { readTasks } from '../../../../shared/model/tasks.ts';
import { documentRoom, inboxRoom, projectRoom, settingsRoom } from '../../../../shared/rooms.ts';
import { eventually, quiet } from '../../../support/eventually.ts';
import { type Followed, followed } from '../../../support/followed.ts';
import { runSeed, seeded } from '../../../support/random.ts';
import { createStore, KINDS } from '../events/journal.ts';

const DEMO = projectRoom('demo');
const NOW = Date.UTC(2024, 0, 1);
const COLUMNS = ['todo', 'in_progress', 'done'];
const SEED = runSeed();
const RUNS = process.env.WEFT_LONG === '1' ? 100 : 3;

async function makeTasks(house: Followed, count: number): Promise<void> {
  await house.project('demo', { ada: 'owner', bob: 'editor' });
  await house.edit('ada', DEMO, (doc) => {
    for (let at = 0; at < count; at++) createTask(doc, `task_${at}`, { title: `Task ${at}` }, { now: NOW, by: 'ada' });
  });
}

const move =
  (task: string, status: string) =>
  (doc: Y.Doc): void =>
    moveTask(doc, task, { status });

/** Each committed change of status has one line of history, one event, and counts once in the inbox. */
async function expectOnce(house: Followed, moves: readonly string[]): Promise<void> {
  await house.settled();
  const events = await house.events('demo', 'task_status_changed');
  expect(events.map(({ data }) => `${String(data.task_id)} ${String(data.new_status)}`).sort()).toEqual([...moves].sort());
  expect(new Set(events.map(({ message_id }) => message_id)).size).toBe(moves.length);
  const { items } = await house.parts.rooms.read(DEMO, readTasks);
  const history = items.flatMap(({ task_id, history }) => history.map(({ new_status }) => `${task_id} ${new_status}`));
  expect(history.sort()).toEqual([...moves].sort());
  const inbox = await house.inbox('ada');
  expect(inbox.reduce((sum, { count }) => sum + count, 0)).toBe(moves.length);
}

describe.each(KINDS)('on the %s store', (kind) => {
  it('deals after a start with what was committed before', async () => {
    const house = await followed({ inner: await createStore(kind) });
    await makeTasks(house, 1);
    await house.stop();
    await house.start({ follow: false });
    await house.edit('bob', DEMO, move('task_0', 'done'));
    await house.stop();
    await house.start();
    await expectOnce(house, ['task_0 done']);
    await house.restart();
    await expectOnce(house, ['task_0 done']);
  });

  it(`does everything once, whatever ends it (seed ${SEED})`, { timeout: 900_000 }, async () => {
    for (let run = 0; run < RUNS; run++) {
      const random = seeded(SEED + run);
      const house = await followed({ inner: await createStore(kind), limits: { statusHistory: 1_000, inboxEntries: 10_000 } });
      await makeTasks(house, 3);
      const at = new Map<string, string>();
      const moves: string[] = [];
      for (let step = 0; step < 40; step++) {
        const task = `task_${random.below(3)}`;
        const status = random.pick(COLUMNS.filter((column) => column !== (at.get(task) ?? 'todo')));
        await house.edit('bob', DEMO, move(task, status));
        at.set(task, status);
        moves.push(`${task} ${status}`);
        const then = random.pick(['settle', 'wait', 'nothing', 'nothing']);
        if (then === 'settle') await house.settled();
        if (then === 'wait') await quiet(random.below(8));
        const end = random.below(8);
        if (end === 0) await house.crash();
        if (end === 1) await house.restart();
      }
      await expectOnce(house, moves);
      await house.crash();
      await expectOnce(house, moves);
      await house.stop();
    }
  });
});

/** A task that was moved while nobody followed. */
async function movedBefore(): Promise<Followed> {
  const house = await followed();
  await makeTasks(house, 1);
  await house.settled();
  await house.stop();
  await house.start({ follow: false });
  await house.edit('bob', DEMO, move('task_0', 'done'));
  return house;
}

it('writes nothing of a change that did not reach the disk, and all of it after the start', async () => {
  const house = await movedBefore();
  const release = house.store.holdWrites();
  await house.parts.follower.start();
  await eventually('the follower writes', () => house.store.writing > 0);
  expect(await house.events('demo', 'task_status_changed')).toEqual([]);
  expect((await house.task('demo', 'task_0'))?.history).toEqual([]);
  await house.crash();
  release();
  await expectOnce(house, ['task_0 done']);
});

it.each(['before', 'after'] as const)('waits for a store that fails %s it writes, and goes on', async (failing) => {
  const house = await movedBefore();
  const { journal, follower } = house.parts;
  house.store.failing = failing;
  const written = journal.write({ records: [{ table: 'test', key: 'x', value: new Uint8Array() }] });
  await eventually('the store fails', () => !journal.healthy);
  await follower.start();
  await quiet(60);
  house.store.failing = 'no';
  await written;
  await expectOnce(house, ['task_0 done']);
});

it.each(['before', 'after'] as const)('does everything once where its own write fails %s it reaches the disk', async (failing) => {
  const house = await movedBefore();
  house.store.failing = failing;
  await house.parts.follower.start();
  await eventually('the store fails', () => !house.parts.journal.healthy);
  await quiet(30);
  house.store.failing = 'no';
  await expectOnce(house, ['task_0 done']);
});

it('leaves the notifications to an inbox that can not be read, and does the rest', async () => {
  const house = await followed({ errorsExpected: true });
  await makeTasks(house, 1);
  await house.settled();
  house.store.unreadable.add(inboxRoom('ada'));
  await house.edit('bob', DEMO, move('task_0', 'done'));
  await house.settled();
  expect(await house.events('demo', 'task_status_changed')).toHaveLength(1);
  expect((await house.task('demo', 'task_0'))?.history).toHaveLength(0);
  expect(house.log.errors().join()).toContain('Not all that follows');
});

it('writes nothing into the rooms of a project that is deleted', async () => {
  const house = await followed();
  await makeTasks(house, 1);
  await house.settled();
  const { rooms, directory, journal } = house.parts;
  // What follows from the move is on its way: the inbox is being read.
  const release = house.store.holdReads();
  await house.edit('bob', DEMO, move('task_0', 'done'));
  await eventually('the inbox is read', () => house.store.loaded.includes(settingsRoom('ada')));
  await rooms.commit({ drops: [DEMO], records: () => directory.removeProject('demo') });
  release();
  await house.settled();
  await quiet(20);
  expect(await journal.head(DEMO)).toBe(0);
  expect(await journal.cursor('follower', DEMO)).toBe(0);
  expect(await house.events('demo', 'task_status_changed')).toEqual([]);
});

it('follows a room that is made anew after it was deleted', async () => {
  const house = await followed();
  const room = documentRoom('demo', 'doc_1');
  const write = (doc: Y.Doc): void => doc.getText('text').insert(0, 'x');
  for (let at = 0; at < 3; at++) await house.edit('ada', room, write);
  await house.settled();
  await house.parts.rooms.commit({ drops: [room] });
  await house.edit('cy', room, write);
  await house.settled();
  expect((await house.events('demo', 'document_edit')).at(-1)).toMatchObject({ user_id: 'cy', data: { edits: 1 } });
});

it('lets go of rooms at rest, and knows where it was', async () => {
  const house = await followed();
  await makeTasks(house, 1);
  await house.settled();
  const { journal } = house.parts;
  const mended = await journal.head(DEMO);
  expect(await journal.cursor('follower', DEMO)).toBeLessThan(mended);
  house.time.jump(house.limits.idleDocument + 10_000);
  await journal.flush();
  expect(await journal.cursor('follower', DEMO)).toBe(mended);
  await house.edit('bob', DEMO, move('task_0', 'done'));
  await expectOnce(house, ['task_0 done']);
});

it('reads from the log what is more than it keeps waiting', async () => {
  const house = await followed();
  await makeTasks(house, 1);
  await house.settled();
  const long = 'x'.repeat(400_000);
  const release = house.store.holdReads();
  for (let at = 0; at < 6; at++) await house.edit('bob', DEMO, (doc) => void doc.getMap('other').set('long', `${at}${long}`));
  for (const status of ['done', 'todo']) await house.edit('bob', DEMO, move('task_0', status));
  release();
  await expectOnce(house, ['task_0 done', 'task_0 todo']);
});

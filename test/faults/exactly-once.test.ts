import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createLevelStore } from '../../server/store/level.ts';
import type { Store } from '../../server/store/store.ts';
import type { WeftEvent } from '../../shared/events.ts';
import { newId } from '../../shared/ids.ts';
import { readInbox } from '../../shared/model/inbox.ts';
import { readMarks } from '../../shared/model/inbox-settings.ts';
import { DEFAULT_COLUMNS } from '../../shared/model/project.ts';
import { changeTask, createTask, moveTask } from '../../shared/model/task-edits.ts';
import { readTasks } from '../../shared/model/tasks.ts';
import { DocClient } from '../support/doc-client.ts';
import { runSeed, type Seeded, seeded } from '../support/random.ts';
import { serverProcess } from '../support/server-process.ts';
import { recordsOf } from '../support/steered-store.ts';
import { wantedFrom } from './board-oracle.ts';

const LONG = process.env.WEFT_LONG === '1';
/** Kills. */
const ROUNDS = LONG ? 60 : 8;
const PROJECT = 'x';
const ROOM = `p/${PROJECT}`;
const USERS = ['ada', 'bob', 'cem', 'dora'];
const TASKS = 12;
/** Nothing that is counted here may be folded away or forgotten; and a commit takes long, so that kills find the time between two. */
const LIMITS = { commitDelay: 40, statusHistory: 1000, eventsKept: 1_000_000, inboxEntries: 10_000, framesPerSecond: 100_000 };

const seed = runSeed();

/** One thing that a person does with a board: makes a card, gives it to somebody, or moves it. */
function act(doc: Y.Doc, random: Seeded): void {
  const tasks = readTasks(doc).items;
  if (tasks.length < TASKS && random.chance(tasks.length === 0 ? 1 : 0.1)) {
    const draft = { title: `Task ${tasks.length}`, assignee_id: random.chance(0.5) ? random.pick(USERS) : null };
    createTask(doc, newId('task_', random.next), draft, { now: Date.now(), by: random.pick([...USERS, null]) });
    return;
  }
  const { task_id, status } = random.pick(tasks);
  if (random.chance(0.2)) {
    changeTask(doc, task_id, { assignee_id: random.pick([...USERS, null]) });
  } else if (random.chance(0.1)) {
    // Several things at once are one record.
    doc.transact(() => {
      changeTask(doc, task_id, { assignee_id: random.pick(USERS) });
      moveTask(doc, task_id, { status: random.pick(DEFAULT_COLUMNS).id });
    });
  } else {
    moveTask(doc, task_id, { status: random.pick(DEFAULT_COLUMNS.filter(({ id }) => id !== status)).id });
  }
}

it(`what follows from a board's changes follows exactly once, over ${ROUNDS} times kill -9 (seed ${seed})`, {
  timeout: ROUNDS * 30_000,
}, async () => {
  const random = seeded(seed);
  const server = await serverProcess({ open: true, limits: LIMITS });
  const clients = await Promise.all([0, 1].map(() => DocClient.join({ url: server.url, room: ROOM, record: false })));
  for (let round = 0; round <= ROUNDS; round++) {
    let over = false;
    const acting = clients.map(async ({ doc }) => {
      while (!over) {
        for (let acts = random.between(1, 4); acts > 0; acts--) act(doc, random);
        await sleep(random.below(6));
      }
    });
    // As long as the server has work, whatever the machine does: a kill at rest proves nothing.
    const saved = random.between(10, 60);
    await Promise.all(clients.map(({ line }) => line.until(`${saved} changes are saved`, () => line.saved >= saved)));
    await sleep(random.next() * 300);
    if (round < ROUNDS) await server.kill();
    over = true;
    await Promise.all(acting);
    if (round === ROUNDS) break;
    for (const { doc } of clients) for (let acts = random.below(3); acts > 0; acts--) act(doc, random);
    await server.start();
    // Sometimes what was left undone meets new changes, sometimes the next kill, and sometimes it is done first.
    if (random.chance(0.3)) await server.settled();
    for (const client of clients) {
      client.drop();
      await client.connect();
      await client.synced();
    }
  }
  for (const client of clients) await client.settled();
  await server.settled();
  expect(await server.errors()).toEqual([]);
  await server.stop();

  const store = createLevelStore({ folder: path.join(server.folder, 'data') });
  await store.open();
  await expectOnce(store);
  await store.close();
});

async function expectOnce(store: Store): Promise<void> {
  const wanted = wantedFrom(await recordsOf(store, ROOM));
  const changes = [...wanted.moved.values()].flat().length;
  console.info(`exactly once: ${changes} changes of status, ${wanted.created.length} tasks (seed ${seed})`);
  expect(changes).toBeGreaterThan(ROUNDS);

  const history = new Map(readTasks(wanted.doc).items.map((task) => [task.task_id, task.history]));
  for (const [task, entries] of history) expect(entries, `history of ${task}`).toEqual(wanted.moved.get(task) ?? []);

  const events = await eventsOf(store);
  const told = (type: string): WeftEvent[] => events.filter((event) => event.type === type);
  expect(
    told('task_created')
      .map(({ data }) => data.task_id)
      .sort(),
  ).toEqual([...wanted.created].sort());
  for (const [task, entries] of wanted.moved) {
    const moves = told('task_status_changed').filter(({ data }) => data.task_id === task);
    const found = moves.map(({ data, timestamp }) => [data.old_status, data.new_status, timestamp]);
    expect(found, `events of ${task}`).toEqual(
      entries.map(({ old_status, new_status, time }) => [old_status, new_status, new Date(time).toISOString()]),
    );
  }
  expect(told('task_status_changed').length).toBe(changes);
  expect(new Set(events.map(({ message_id }) => message_id)).size).toBe(events.length);

  for (const user of USERS) {
    const inbox = await documentOf(store, `u/${user}`);
    const { items, malformed } = readInbox(inbox, readMarks(new Y.Doc()));
    expect(malformed).toEqual([]);
    const count = items.reduce((sum, entry) => sum + entry.count, 0);
    expect(count, `what ${user} was told`).toBe(wanted.told.get(user) ?? 0);
  }
}

async function eventsOf(store: Store): Promise<WeftEvent[]> {
  const events: WeftEvent[] = [];
  for await (const { key, value } of store.entries('event', { prefix: `project/${PROJECT}\u0000` })) {
    if (!key.endsWith('\u0000')) events.push(JSON.parse(Buffer.from(value).toString()) as WeftEvent);
  }
  return events;
}

async function documentOf(store: Store, room: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  for (const { update } of await recordsOf(store, room)) Y.applyUpdate(doc, update);
  return doc;
}

import { describe, expect, it, onTestFinished } from 'vitest';
import { EventClock, FIRST_ID } from '../../../../server/workspace/events/clock.ts';
import type { EventDraft, JournalEvent } from '../../../../server/workspace/events/events.ts';
import type { WeftEvent } from '../../../../shared/events.ts';
import { eventually, quiet } from '../../../support/eventually.ts';
import { runSeed, seeded } from '../../../support/random.ts';
import { SteeredStore } from '../../../support/steered-store.ts';
import { heldTime } from '../../../support/time.ts';
import { createStore, eventKeys, KINDS, rowsOf, startEvents, type TestEvents, taskEvent, titleOf } from './journal.ts';

const DEMO = { project: 'demo' };

/** Listens to a channel from `after` on. */
async function listen(
  { events }: Pick<TestEvents, 'events'>,
  after: string | null,
  channel: { project: string } | { user: string } = DEMO,
) {
  const heard: JournalEvent[] = [];
  let overflowed = false;
  const { at, reset, stop } = await events.stream(
    channel,
    after,
    (event) => void heard.push(event),
    () => {
      overflowed = true;
    },
  );
  onTestFinished(stop);
  return { heard, at, reset, stop, titles: () => heard.map(titleOf), overflowed: () => overflowed };
}

describe.each(KINDS)('events (%s store)', (kind) => {
  it('have the envelope, and raise what they say once to a listener of their type', async () => {
    const own = await startEvents({ store: await createStore(kind), time: heldTime() });
    const told: WeftEvent[] = [];
    own.events.on('task_updated', (event) => told.push(event));
    own.events.on('task_deleted', (event) => told.push(event));
    await own.happen(taskEvent('first'));
    expect(told).toEqual([
      {
        type: 'task_updated',
        data: { task_id: 'task_1', id: 'task_1', title: 'first', status: 'todo', assignee_id: null, project_id: 'demo' },
        timestamp: '2024-01-01T12:00:00.000Z',
        message_id: expect.stringMatching(/^msg_[0-9A-Za-z]{16}$/),
        user_id: 'ada',
        room_id: 'p/demo',
      },
    ]);
  });

  it('are heard when they are on disk, by their own channel alone, and again when asked for', async () => {
    const own = await startEvents({ store: await createStore(kind), time: heldTime() });
    const live = await listen(own, null);
    const user = await listen(own, null, { user: 'demo' });
    const { records, tell } = own.events.record([taskEvent('one'), taskEvent('two')]);
    await quiet(20);
    expect(live.heard).toEqual([]);
    await own.journal.write({ records });
    tell();
    await own.happen({ ...taskEvent('mine'), channel: { user: 'demo' } }, taskEvent('elsewhere', 'other'));
    await eventually('both channels heard theirs', () => live.heard.length === 2 && user.heard.length === 1);
    expect([live.titles(), user.titles()]).toEqual([['one', 'two'], ['mine']]);
    const again = await listen(own, live.heard[0]?.id ?? '');
    await eventually('the second is replayed', () => again.heard.length === 1);
    expect(again.heard).toEqual([live.heard[1]]);
    expect(again.reset).toBe(false);
  });

  it('go on with higher ids after a restart, also when the clock was set back', async () => {
    const store = await createStore(kind);
    const first = await startEvents({ store, time: heldTime(Date.UTC(2024, 0, 2)) });
    const before = await listen(first, null);
    await first.happen(taskEvent('before'));
    await eventually('it is heard', () => before.heard.length === 1);
    before.stop();
    await first.journal.close();
    const second = await startEvents({ store, time: heldTime(Date.UTC(2024, 0, 1)) });
    const at = before.heard[0]?.id ?? '';
    const fresh = await listen(second, null);
    const resumed = await listen(second, at);
    await second.happen(taskEvent('after'));
    await eventually('the next is heard', () => resumed.heard.length > 0 && fresh.heard.length > 0);
    expect([resumed.titles(), fresh.titles()]).toEqual([['after'], ['after']]);
    expect((resumed.heard[0]?.id ?? '') > at).toBe(true);
  });

  it('are kept up to the limit, the newest; who asks for older ones is told to look anew', async () => {
    const store = await createStore(kind);
    const own = await startEvents({ store, time: heldTime(), kept: 8 });
    const all = await listen(own, null);
    for (let at = 0; at < 50; at++) await own.happen(taskEvent(`event ${at}`));
    await eventually('all are heard', () => all.heard.length === 50);
    const rows = await eventually('the oldest are dropped', async () => {
      const kept = eventKeys(await rowsOf(store, 'event'));
      return kept.length <= 10 ? kept : null;
    });
    expect(rows).toEqual(all.heard.slice(-rows.length).map(({ id }) => `project/demo\u0000${id}`));
    const old = await listen(own, all.heard[10]?.id ?? '');
    expect([old.reset, old.at]).toEqual([true, all.heard[49]?.id]);
    const recent = await listen(own, all.heard[44]?.id ?? '');
    await eventually('the rest is replayed', () => recent.heard.length === 5);
    expect(recent.titles()).toEqual(['event 45', 'event 46', 'event 47', 'event 48', 'event 49']);
    expect(old.heard).toEqual([]);
    // The limit holds for what was there before a restart, too.
    await own.journal.close();
    const next = await startEvents({ store, time: heldTime(Date.UTC(2024, 5, 1)), kept: 3 });
    expect((await listen(next, all.heard[10]?.id ?? '')).reset).toBe(true);
    await next.happen(taskEvent('more'));
    await eventually('three are left', async () => eventKeys(await rowsOf(store, 'event')).length === 3);
  });

  it('can not be resumed at an id of another form, of the future, or of another server', async () => {
    const own = await startEvents({ store: await createStore(kind), time: heldTime() });
    await own.happen(taskEvent('one'));
    for (const after of ['', 'msg_1', 'ffffffffffffffff', '000000000000000g', '../../event']) {
      const stream = await listen(own, after);
      expect([after, stream.reset]).toEqual([after, true]);
      await quiet(5);
      expect(stream.heard).toEqual([]);
    }
  });

  it('are forgotten with their project', async () => {
    const store = await createStore(kind);
    const own = await startEvents({ store, time: heldTime() });
    await own.happen(taskEvent('one'), taskEvent('two', 'demo2'), { ...taskEvent('three'), channel: { user: 'demo' } });
    await own.journal.write({ records: await own.events.forget('demo') });
    const keys = (await rowsOf(store, 'event')).map(({ key }) => key.split('\u0000')[0]);
    expect(keys).toEqual(['clock', 'project/demo2', 'user/demo']);
  });
});

describe('an event stream', () => {
  const seed = runSeed();

  it(`joins what was and what comes without a gap or a double, whatever happens meanwhile (WEFT_SEED=${seed})`, async () => {
    const random = seeded(seed);
    const own = await startEvents({ store: await createStore('level'), time: heldTime(), random: random.next });
    const readers: { heard: JournalEvent[]; from: string }[] = [];
    const everything = await listen(own, null);
    for (let round = 0; round < 60; round++) {
      const pending = Array.from({ length: random.below(4) }, (_, at) =>
        own.happen(taskEvent(`${round}.${at}`), taskEvent(`${round}.${at}b`)),
      );
      const from = everything.heard.length > 0 && random.chance(0.7) ? random.pick(everything.heard).id : null;
      const heard: JournalEvent[] = [];
      const opened = own.events.stream(DEMO, from, async (event) => {
        if (random.chance(0.1)) await quiet(random.below(3));
        heard.push(event);
      });
      await Promise.all(random.chance(0.5) ? pending : []);
      const stream = await opened;
      onTestFinished(stream.stop);
      expect(stream.reset).toBe(false);
      readers.push({ heard, from: stream.at });
      await Promise.all(pending);
    }
    await own.happen(taskEvent('last'));
    const isDone = (heard: readonly JournalEvent[]): boolean => heard.at(-1)?.event.data.title === 'last';
    await eventually('everybody has heard the last', () => isDone(everything.heard) && readers.every(({ heard }) => isDone(heard)));
    const ids = everything.heard.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
    for (const { heard, from } of readers) expect(heard.map(({ id }) => id)).toEqual(ids.filter((id) => id > from));
  });

  it('begins at an id from which a reader that heard nothing can resume', async () => {
    const own = await startEvents({ store: await createStore('memory'), time: heldTime() });
    const first = await listen(own, null);
    first.stop();
    await own.happen(taskEvent('missed'));
    const second = await listen(own, first.at);
    await eventually('it is heard', () => second.heard.length === 1);
    expect([second.reset, second.titles(), first.titles()]).toEqual([false, ['missed'], []]);
  });

  it('that is opened while something is on its way to the disk hears it', async () => {
    const own = await startEvents({ store: await createStore('memory'), time: heldTime() });
    const { records, tell } = own.events.record([taskEvent('on its way')]);
    const saved = own.journal.write({ records });
    const stream = await listen(own, null);
    await saved;
    tell();
    await eventually('it is heard', () => stream.heard.length === 1);
    const next = await listen(own, stream.at);
    await eventually('it is heard again from where the first began', () => next.heard.length === 1);
  });

  it('keeps the order of the disk when commits are told of in another', async () => {
    const own = await startEvents({ store: await createStore('memory'), time: heldTime() });
    const stream = await listen(own, null);
    const one = own.events.record([taskEvent('one')]);
    const saved = own.journal.write({ records: one.records });
    const two = own.events.record([taskEvent('two')]);
    await Promise.all([saved, own.journal.write({ records: two.records })]);
    two.tell();
    await eventually('both are heard', () => stream.heard.length === 2);
    one.tell();
    await own.happen(taskEvent('three'));
    await eventually('the third is heard', () => stream.heard.length === 3);
    expect(stream.titles()).toEqual(['one', 'two', 'three']);
  });

  it('tells nothing of a change that was given up', async () => {
    const own = await startEvents({ store: await createStore('memory'), time: heldTime() });
    const stream = await listen(own, null);
    own.events.record([taskEvent('given up')]);
    await own.happen(taskEvent('done'));
    await eventually('what was done is heard', () => stream.heard.length === 1);
    expect(stream.titles()).toEqual(['done']);
  });

  it('tells presence live, with an id to resume at, and keeps none of it', async () => {
    const store = await createStore('memory');
    const own = await startEvents({ store, time: heldTime() });
    const stream = await listen(own, null);
    await own.happen(taskEvent('kept'));
    const data = { user_id: 'ada', username: 'Ada', project_id: 'demo' };
    const presence: EventDraft = { ...taskEvent(''), type: 'user_online', data };
    own.events.tell(presence);
    await eventually('both are heard', () => stream.heard.length === 2);
    expect(stream.heard.map(({ event }) => event.type)).toEqual(['task_updated', 'user_online']);
    expect(stream.heard[1]?.id).toBe(stream.heard[0]?.id);
    const resumed = await listen(own, stream.heard[1]?.id ?? '');
    await own.happen(taskEvent('next'));
    await eventually('the next is heard', () => resumed.heard.length > 0);
    expect([resumed.reset, resumed.titles()]).toEqual([false, ['next']]);
    expect((await rowsOf(store, 'event')).length).toBe(3);
  });

  it('ends for a reader so slow that what it needs is no longer kept', async () => {
    const own = await startEvents({ store: await createStore('memory'), time: heldTime(), kept: 70 });
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const heard: JournalEvent[] = [];
    let overflows = 0;
    const slow = async (event: JournalEvent): Promise<void> => {
      heard.push(event);
      await held;
    };
    const stream = await own.events.stream(DEMO, null, slow, () => overflows++);
    onTestFinished(stream.stop);
    await own.happen(taskEvent('first'));
    await eventually('the reader is stuck', () => heard.length === 1);
    for (let at = 0; at < 200; at++) await own.happen(taskEvent(`event ${at}`));
    expect([heard.length, overflows]).toEqual([1, 0]);
    release();
    await eventually('it is ended', () => overflows === 1);
    const until = heard.length;
    await own.happen(taskEvent('later'));
    await quiet(20);
    expect([heard.length, overflows]).toEqual([until, 1]);
    expect(heard.slice(1).map(titleOf)).toEqual(Array.from({ length: until - 1 }, (_, at) => `event ${at}`));
  });

  it('goes on when its listener fails, and hurts no other', async () => {
    const own = await startEvents({ store: await createStore('memory'), time: heldTime() });
    let calls = 0;
    const stream = await own.events.stream(DEMO, null, () => {
      calls++;
      throw new Error('The listener is broken, as the test asked.');
    });
    onTestFinished(stream.stop);
    own.events.on('task_updated', () => {
      throw new Error('The listener is broken, as the test asked.');
    });
    const told: WeftEvent[] = [];
    own.events.on('task_updated', (event) => told.push(event));
    const other = await listen(own, null);
    await own.happen(taskEvent('one'), taskEvent('two'));
    await eventually('all were called', () => calls === 2 && other.heard.length === 2);
    expect(told.length).toBe(2);
    expect(own.log.errors().length).toBe(4);
  });

  it('tries again when the store could not be read', async () => {
    const time = heldTime();
    const store = new SteeredStore(await createStore('memory'));
    const own = await startEvents({ store, time });
    const stream = await listen(own, null);
    store.failing = 'after';
    const { records, tell } = own.events.record([taskEvent('written')]);
    const saved = own.journal.write({ records });
    await eventually('the store fails', () => !own.journal.healthy);
    own.events.tell({ ...taskEvent(''), type: 'connect' });
    await eventually('reading failed', () => own.log.entries.some(({ message }) => message.includes('could not be read')));
    store.heal();
    await saved;
    tell();
    time.jump(1000);
    await eventually('it is heard', () => stream.heard.length === 2);
    expect(stream.heard.map(({ event }) => event.type).sort()).toEqual(['connect', 'task_updated']);
  });
});

describe('ids of events', () => {
  it('rise strictly when the clock stands still, runs, or goes back', () => {
    const seed = runSeed();
    const random = seeded(seed);
    let now = Date.UTC(2024, 0, 1);
    const time = { ...heldTime(), now: () => now };
    const clock = new EventClock(time, FIRST_ID);
    let last = FIRST_ID;
    for (let at = 0; at < 200_000; at++) {
      // At first it stands still for more ids than one ms has.
      if (at > 150_000 && random.chance(0.001)) now += random.between(-10_000, 10_000);
      const id = clock.next();
      if (id <= last || id.length !== 16) expect.fail(`${id} after ${last} (WEFT_SEED=${seed})`);
      last = id;
    }
    expect(clock.last).toBe(last);
  });
});

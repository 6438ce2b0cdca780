import { beforeEach, describe, expect, it } from 'vitest';
import { createJournal, type RunningJournal } from '../../../server/store/journal.ts';
import { createMemoryStore } from '../../../server/store/memory.ts';
import type { Cursor, Put, Store } from '../../../server/store/store.ts';
import { type FailingStore, failingStore } from '../../support/failing-store.ts';
import { heldTime, type TestTime } from '../../support/time.ts';
import { LIMITS, outcomeOf, settle } from './journal-support.ts';
import { collect, record, records, wholeHistory } from './records.ts';

let inner: Store;
let store: FailingStore;
let time: TestTime;
let journal: RunningJournal;

beforeEach(async () => {
  inner = createMemoryStore();
  store = failingStore(inner);
  await store.open();
  time = heldTime();
  journal = createJournal({ store, time, limits: LIMITS });
});

function put(key: string, value: string | null = key): Put {
  return { table: 't', key, value: value === null ? null : new Uint8Array(Buffer.from(value)) };
}

function cursor(room: string, seq: number): Cursor {
  return { name: 'follower', room, seq };
}

/** Everything in the inner store. */
async function content(): Promise<object> {
  const rooms: Record<string, object> = {};
  for (const room of ['a', 'b', 'c']) rooms[room] = [await inner.head(room), await inner.cursor('follower', room)];
  const table = (await collect(inner.entries('t'))).map(({ key, value }) => `${key}=${Buffer.from(value).toString()}`);
  return { ...rooms, table };
}

/** Until nothing waits any more, also for a store that is opened again. */
async function passTime(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    time.jump(LIMITS.reopenMax);
    await settle();
  }
}

/** Writes wait until the returned function is called. */
function holdWrites(): () => void {
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  store.faults.delay = () => gate;
  return () => {
    store.faults.delay = null;
    release();
  };
}

describe('what is written beside appends', () => {
  it('goes with the appends of the tick, in one batch', async () => {
    const outcomes = [
      outcomeOf(journal.append('a', records(1, 2))),
      outcomeOf(journal.write({ records: [put('x', '1')], cursors: [cursor('a', 2)] })),
      outcomeOf(journal.append('b', records(1, 1))),
      outcomeOf(journal.write({ records: [put('x', '2'), put('y')] })),
    ];
    time.jump(1);
    await settle();
    expect(store.writes).toEqual([]);
    time.jump(1);
    await settle();
    expect(outcomes.map((outcome) => outcome())).toEqual(['saved', 'saved', 'saved', 'saved']);
    expect(store.writes).toEqual([3]);
    expect(await content()).toEqual({ a: [2, 2], b: [1, 0], c: [0, 0], table: ['x=2', 'y=y'] });
  });

  it('needs no append, and waits for a batch in flight', async () => {
    const release = holdWrites();
    const first = outcomeOf(journal.write({ records: [put('x', '1')] }));
    time.jump(2);
    await settle();
    const second = outcomeOf(journal.write({ records: [put('x', '2')], drops: ['b'] }));
    time.jump(10);
    await settle();
    expect([first(), second(), store.writes]).toEqual(['pending', 'pending', [0]]);
    release();
    await passTime();
    expect([first(), second(), store.writes]).toEqual(['saved', 'saved', [0, 0]]);
    expect(await content()).toMatchObject({ table: ['x=2'] });
    expect(time.waiting).toBe(0);
  });

  it('is flushed, and saved by closing', async () => {
    const flushed = journal.write({ records: [put('x')] });
    await journal.flush();
    await flushed;
    const saved = outcomeOf(journal.write({ cursors: [cursor('a', 1)] }));
    await journal.close();
    await settle();
    expect(saved()).toBe('saved');
    expect(await content()).toMatchObject({ a: [0, 1], table: ['x=x'] });
    await expect(journal.write({ records: [put('y')] })).rejects.toMatchObject({ code: 'store.closed' });
  });

  it('of nothing is done at once', async () => {
    await journal.write({});
    await journal.write({ records: [], cursors: [], drops: [] });
    expect(time.waiting).toBe(0);
  });

  it('under a name that is no key is refused at once, and harms nothing that waits', async () => {
    const saved = outcomeOf(journal.append('a', [record(1)]));
    const bad = [
      { records: [put('x'), put('\ud800')] },
      { records: [{ table: '\ud800', key: 'x', value: null }] },
      { cursors: [cursor('\ud800', 1)] },
      { cursors: [{ name: '\ud800', room: 'a', seq: 1 }] },
      { drops: ['a', '\ud800'] },
    ];
    for (const change of bad) await expect(journal.write(change)).rejects.toMatchObject({ code: 'store.name' });
    await expect(journal.append('\ud800', [record(1)])).rejects.toMatchObject({ code: 'store.name' });
    for (const change of bad) expect(() => journal.check(change)).toThrow(expect.objectContaining({ code: 'store.name' }));
    expect(() => journal.check({}, ['a', '\ud800'])).toThrow(expect.objectContaining({ code: 'store.name' }));
    journal.check({ records: [put('x')], cursors: [cursor('a', 1)], drops: ['a'] }, ['a', 'b']);
    await passTime();
    expect(saved()).toBe('saved');
    expect(await content()).toEqual({ a: [1, 0], b: [0, 0], c: [0, 0], table: [] });
    await journal.close();
    expect(() => journal.check({})).toThrow(expect.objectContaining({ code: 'store.closed' }));
  });

  it('is together with the appends of its tick where nothing waits for others, too', async () => {
    const prompt = createJournal({ store, time, limits: { ...LIMITS, commitDelay: 0 } });
    const saved = [prompt.write({ records: [put('x')] }), prompt.append('a', [record(1)]), prompt.append('b', [record(1)])];
    expect(store.writes).toEqual([]);
    time.jump(0);
    await Promise.all(saved);
    expect(store.writes).toEqual([2]);
  });

  it.each(['failBefore', 'failAfter'] as const)('is as whole as ever after a write error (%s)', async (fault) => {
    await inner.write({ rooms: [{ room: 'a', records: records(1, 7) }], cursors: [cursor('a', 7)], records: [put('x', '0'), put('gone')] });
    store.faults[fault] = 1;
    const outcomes = [
      outcomeOf(journal.append('b', records(1, 2))),
      outcomeOf(journal.write({ drops: ['a'], records: [put('x', '1'), put('gone', null)], cursors: [cursor('b', 2)] })),
      outcomeOf(journal.append('a', records(1, 3), new Map([[1, 'ann']]))),
    ];
    time.jump(2);
    await settle();
    expect(journal.healthy).toBe(false);
    outcomes.push(
      outcomeOf(journal.append('a', records(4, 5))),
      outcomeOf(journal.write({ records: [put('x', '2')], cursors: [cursor('a', 5)] })),
    );
    expect(outcomes.map((outcome) => outcome())).toEqual(Array(5).fill('pending'));
    await passTime();
    expect(outcomes.map((outcome) => outcome())).toEqual(Array(5).fill('saved'));
    expect(await content()).toEqual({ a: [5, 5], b: [2, 2], c: [0, 0], table: ['x=2'] });
    expect(await wholeHistory(inner, 'a')).toEqual(records(1, 5));
    expect((await inner.read('a')).owners).toEqual(new Map([[1, 'ann']]));
  });

  it('that could not be saved is told so', async () => {
    store.faults.failBefore = 1;
    store.faults.failReopen = Number.POSITIVE_INFINITY;
    const first = outcomeOf(journal.write({ records: [put('x')] }));
    time.jump(2);
    await settle();
    const second = outcomeOf(journal.write({ drops: ['a'] }));
    await expect(journal.close()).rejects.toMatchObject({ code: 'store.write' });
    expect([first(), second()]).toEqual(['store.closed', 'store.closed']);
  });
});

describe('deleting a room', () => {
  beforeEach(async () => {
    await inner.write({ rooms: [{ room: 'a', records: records(1, 3) }], cursors: [cursor('a', 3)] });
  });

  it('leaves out what waits of it, and what follows is a new room', async () => {
    const before = outcomeOf(journal.append('a', records(4, 5), new Map([[1, 'ann']])));
    const advanced = outcomeOf(journal.write({ cursors: [cursor('a', 5), cursor('b', 5)] }));
    const dropped = outcomeOf(journal.write({ drops: ['a'] }));
    const nothing = outcomeOf(journal.append('a', []));
    await expect(journal.append('a', records(6, 6))).rejects.toMatchObject({ code: 'store.order', seq: 6 });
    const anew = outcomeOf(journal.append('a', records(1, 1)));
    const more = outcomeOf(journal.write({ cursors: [cursor('a', 1)] }));
    await expect(journal.append('a', records(3, 3))).rejects.toMatchObject({ code: 'store.order', seq: 3 });
    await passTime();
    expect([before, advanced, dropped, nothing, anew, more].map((outcome) => outcome())).toEqual(Array(6).fill('saved'));
    expect(await content()).toEqual({ a: [1, 1], b: [0, 5], c: [0, 0], table: [] });
    expect((await inner.read('a')).owners).toEqual(new Map());
    await Promise.all([journal.append('a', records(2, 2)), journal.flush()]);
    expect(await wholeHistory(inner, 'a')).toEqual(records(1, 2));
  });

  it('that is on its way is followed by a new room, too', async () => {
    const release = holdWrites();
    const dropped = outcomeOf(journal.write({ drops: ['a'] }));
    time.jump(2);
    await settle();
    const nothing = outcomeOf(journal.append('a', []));
    await expect(journal.append('a', records(4, 4))).rejects.toMatchObject({ code: 'store.order' });
    const anew = outcomeOf(journal.append('a', records(1, 2)));
    await settle();
    expect([dropped(), nothing(), anew()]).toEqual(['pending', 'pending', 'pending']);
    release();
    await passTime();
    expect([dropped(), nothing(), anew()]).toEqual(['saved', 'saved', 'saved']);
    expect(await wholeHistory(inner, 'a')).toEqual(records(1, 2));
  });

  it('takes what is on its way with it', async () => {
    const release = holdWrites();
    const appended = outcomeOf(journal.append('a', records(4, 4)));
    time.jump(2);
    await settle();
    const dropped = outcomeOf(journal.write({ drops: ['a'] }));
    release();
    await passTime();
    expect([appended(), dropped()]).toEqual(['saved', 'saved']);
    expect(await content()).toMatchObject({ a: [0, 0] });
  });
});

describe('records out of order beside a write, which only a bug brings about', () => {
  it('take their whole batch with them, and what waits and follows one of its rooms; each room goes on once it is read again', async () => {
    await inner.write({ rooms: [{ room: 'a', records: records(1, 5) }], records: [put('x', '0')] });
    const release = holdWrites();
    const first = [
      journal.append('a', [record(3)]),
      journal.append('b', [record(1)]),
      journal.write({ records: [put('x', '1')], cursors: [cursor('b', 1)] }),
    ].map(outcomeOf);
    time.jump(2);
    await settle();
    const follows = [journal.append('b', [record(2)]), journal.append('c', [record(1)]), journal.write({ records: [put('x', '2')] })].map(
      outcomeOf,
    );
    release();
    await passTime();
    expect([...first, ...follows].map((outcome) => outcome())).toEqual(Array(6).fill('store.order'));
    expect(await content()).toEqual({ a: [5, 0], b: [0, 0], c: [0, 0], table: ['x=0'] });
    for (const room of ['a', 'b', 'c']) {
      expect(() => journal.check({}, [room])).toThrow(expect.objectContaining({ code: 'store.order' }));
      await expect(journal.append(room, [record(6)])).rejects.toMatchObject({ code: 'store.order' });
      const { head } = await journal.read(room);
      await Promise.all([journal.append(room, [record(head + 1)]), journal.flush()]);
    }
    await Promise.all([journal.write({ records: [put('x', '3')] }), journal.flush()]);
    expect(await content()).toEqual({ a: [6, 0], b: [1, 0], c: [1, 0], table: ['x=3'] });
  });

  it('leave a batch behind it alone that has none of its rooms', async () => {
    await inner.write({ rooms: [{ room: 'a', records: records(1, 5) }] });
    const release = holdWrites();
    const wrong = [journal.append('a', [record(3)]), journal.write({ records: [put('x')] })].map(outcomeOf);
    time.jump(2);
    await settle();
    const right = [journal.append('c', [record(1)]), journal.write({ records: [put('y')] })].map(outcomeOf);
    release();
    await passTime();
    expect(wrong.map((outcome) => outcome())).toEqual(['store.order', 'store.order']);
    expect(right.map((outcome) => outcome())).toEqual(['saved', 'saved']);
    expect(await content()).toEqual({ a: [5, 0], b: [0, 0], c: [1, 0], table: ['y=y'] });
  });
});

describe('reading', () => {
  it('sees what is on disk, and is refused while the store fails', async () => {
    await inner.write({ rooms: [{ room: 'a', records: records(1, 2) }], cursors: [cursor('a', 2)], records: [put('x')] });
    const reads: (() => Promise<unknown>)[] = [
      () => journal.head('a'),
      () => journal.cursor('follower', 'a'),
      () => journal.get('t', 'x'),
      () => collect(journal.rooms('a')),
      () => collect(journal.entries('t', { prefix: 'x' })),
    ];
    const value = new Uint8Array(Buffer.from('x'));
    const found = [2, 2, value, ['a'], [{ key: 'x', value }]];
    store.faults.failBefore = 1;
    const saved = outcomeOf(journal.write({ records: [put('x', 'other')] }));
    expect(await Promise.all(reads.map((read) => read()))).toEqual(found);
    time.jump(2);
    await settle();
    for (const read of reads) await expect(read()).rejects.toMatchObject({ code: 'store.write' });
    await passTime();
    expect(saved()).toBe('saved');
    expect(await journal.get('t', 'x')).toEqual(new Uint8Array(Buffer.from('other')));
  });
});

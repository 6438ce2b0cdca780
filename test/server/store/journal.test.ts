import { beforeEach, describe, expect, it } from 'vitest';
import { createJournal, type RunningJournal } from '../../../server/store/journal.ts';
import { createMemoryStore } from '../../../server/store/memory.ts';
import type { Store } from '../../../server/store/store.ts';
import { eventually } from '../../support/eventually.ts';
import { type FailingStore, failingStore } from '../../support/failing-store.ts';
import { type TestLog, testLog } from '../../support/test-log.ts';
import { heldTime, type TestTime } from '../../support/time.ts';
import { LIMITS, outcomeOf, settle } from './journal-support.ts';
import { record, records, snapshotAt, wholeHistory } from './records.ts';

let inner: Store;
let store: FailingStore;
let time: TestTime;
let log: TestLog;
let journal: RunningJournal;
let commits: number[];
let health: boolean[];

beforeEach(async () => {
  inner = createMemoryStore();
  store = failingStore(inner);
  await store.open();
  time = heldTime();
  log = testLog();
  commits = [];
  health = [];
  journal = createJournal({ store, time, limits: LIMITS, log, onCommit: (_, count) => commits.push(count) });
  journal.onHealth((healthy) => health.push(healthy));
});

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

describe('group commit', () => {
  it('writes what is appended within the delay as one batch, all rooms together', async () => {
    const saved = [journal.append('a', records(1, 2)), journal.append('b', records(1, 1)), journal.append('a', [record(3)])];
    await settle();
    expect(store.writes).toEqual([]);
    time.jump(1);
    saved.push(journal.append('b', [record(2)]));
    time.jump(1);
    await Promise.all(saved);
    expect(store.writes).toEqual([5]);
    expect(commits).toEqual([5]);
    expect(await wholeHistory(inner, 'a')).toEqual(records(1, 3));
    expect(await wholeHistory(inner, 'b')).toEqual(records(1, 2));
  });

  it('has one batch in flight, and the next collects meanwhile', async () => {
    const release = holdWrites();
    const first = outcomeOf(journal.append('a', [record(1)]));
    time.jump(2);
    const next = [journal.append('a', [record(2)]), journal.append('b', [record(1)])];
    time.jump(10);
    next.push(journal.append('a', [record(3)]));
    await settle();
    expect(store.writes).toEqual([1]);
    expect(first()).toBe('pending');
    release();
    await Promise.all(next);
    expect(first()).toBe('saved');
    expect(store.writes).toEqual([1, 3]);
  });

  it('leaves no timer behind when there is nothing to write', async () => {
    const saved = journal.append('a', [record(1)]);
    time.jump(2);
    await saved;
    await settle();
    expect(time.waiting).toBe(0);
  });

  it('says of nothing appended when what was appended before is saved', async () => {
    expect(outcomeOf(journal.append('a', []))).toBeTypeOf('function');
    await journal.append('a', []);
    const release = holdWrites();
    void journal.append('a', [record(1)]);
    time.jump(2);
    await settle();
    const inFlight = outcomeOf(journal.append('a', []));
    const elsewhere = outcomeOf(journal.append('b', []));
    void journal.append('a', [record(2)]);
    const waiting = outcomeOf(journal.append('a', []));
    await settle();
    expect([inFlight(), elsewhere(), waiting()]).toEqual(['pending', 'saved', 'pending']);
    release();
    await settle();
    time.jump(2);
    await settle();
    expect([inFlight(), waiting()]).toEqual(['saved', 'saved']);
    expect(store.writes).toEqual([1, 1]);
  });

  it('writes owners, with and without records', async () => {
    const saved = [journal.append('a', [record(1)], new Map([[1, 'ann']])), journal.append('a', [], new Map([[2, 'bob']]))];
    await journal.flush();
    await Promise.all(saved);
    expect((await journal.read('a')).owners).toEqual(
      new Map([
        [1, 'ann'],
        [2, 'bob'],
      ]),
    );
  });

  it('flushes at once, what is in flight and what waits', async () => {
    const release = holdWrites();
    void journal.append('a', [record(1)]);
    time.jump(2);
    void journal.append('a', [record(2)]);
    const flushed = outcomeOf(journal.flush());
    await settle();
    expect(flushed()).toBe('pending');
    release();
    time.jump(2);
    await settle();
    expect(flushed()).toBe('saved');
    expect(await inner.head('a')).toBe(2);
    await journal.flush();
  });
});

describe('a write that fails', () => {
  it.each(['failBefore', 'failAfter'] as const)('(%s) is not acknowledged, mended, and doubles nothing', async (fault) => {
    store.faults[fault] = 1;
    const first = outcomeOf(journal.append('a', records(1, 3), new Map([[1, 'ann']])));
    const other = outcomeOf(journal.append('b', records(1, 1)));
    time.jump(2);
    await settle();
    expect(journal.healthy).toBe(false);
    const meanwhile = outcomeOf(journal.append('a', [record(4)]));
    time.jump(199);
    await settle();
    expect([first(), other(), meanwhile()]).toEqual(['pending', 'pending', 'pending']);
    time.jump(1);
    await settle();
    time.jump(2);
    await settle();
    expect([first(), other(), meanwhile()]).toEqual(['saved', 'saved', 'saved']);
    expect(health).toEqual([false, true]);
    expect(await wholeHistory(inner, 'a')).toEqual(records(1, 4));
    expect(await wholeHistory(inner, 'b')).toEqual(records(1, 1));
    expect((await inner.read('a')).owners).toEqual(new Map([[1, 'ann']]));
    expect(log.errors().length).toBe(1);
  });

  it('is tried again with back-off up to the longest wait, however often it fails', async () => {
    store.faults.failBefore = 3;
    store.faults.failReopen = 5;
    const saved = outcomeOf(journal.append('a', [record(1)]));
    time.jump(2);
    await settle();
    for (const [attempt, wait] of [200, 400, 800, 1600, 3200, 5000, 5000].entries()) {
      time.jump(wait - 1);
      await settle();
      expect(store.reopened).toBe(attempt);
      time.jump(1);
      await settle();
      expect(store.reopened).toBe(attempt + 1);
      expect(saved()).toBe('pending');
    }
    time.jump(5000);
    await settle();
    expect(saved()).toBe('saved');
    expect(health).toEqual([false, true]);
    expect(store.faults).toMatchObject({ failBefore: 0, failReopen: 0 });
  });

  it('leaves loads, history and compaction refused until it is mended', async () => {
    const saved = journal.append('a', records(1, 2));
    await journal.flush();
    await saved;
    store.faults.failBefore = 1;
    const pending = journal.append('a', [record(3)]);
    time.jump(2);
    await settle();
    const refused = { code: 'store.write' };
    await expect(journal.read('a')).rejects.toMatchObject(refused);
    await expect(wholeHistory(journal, 'a')).rejects.toMatchObject(refused);
    await expect(journal.compact('a', snapshotAt(2))).rejects.toMatchObject(refused);
    await expect(journal.probe()).rejects.toMatchObject(refused);
    time.jump(200);
    await pending;
    await journal.compact('a', snapshotAt(3));
    await journal.probe();
    expect(await journal.read('a')).toMatchObject({ head: 3, snapshot: snapshotAt(3) });
    expect(await wholeHistory(journal, 'a')).toEqual(records(1, 3));
  });

  it('of a probe or a compaction is mended as well', async () => {
    await Promise.all([journal.append('a', records(1, 2)), journal.flush()]);
    for (const write of [() => journal.probe(), () => journal.compact('a', snapshotAt(2))]) {
      store.faults.failBefore = 1;
      await expect(write()).rejects.toMatchObject({ code: 'store.write' });
      expect(journal.healthy).toBe(false);
      // A reopening alone proves nothing: what is tried then fails once more.
      store.faults.failBefore = 1;
      time.jump(200);
      await settle();
      expect(journal.healthy).toBe(false);
      time.jump(400);
      await settle();
      expect(journal.healthy).toBe(true);
    }
    expect(health).toEqual([false, true, false, true]);
    await journal.compact('a', snapshotAt(2));
  });

  it('of a compaction beside a batch in flight is mended before anything else is acknowledged', async () => {
    await Promise.all([journal.append('a', records(1, 2)), journal.flush()]);
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    store.faults.delay = () => gate;
    const saved = outcomeOf(journal.append('a', [record(3)]));
    time.jump(2);
    await settle();
    store.faults.failBefore = 1;
    await expect(journal.compact('a', snapshotAt(2))).rejects.toMatchObject({ code: 'store.write' });
    release();
    await settle();
    expect([journal.healthy, saved()]).toEqual([false, 'pending']);
    time.jump(200);
    await settle();
    expect([journal.healthy, saved()]).toEqual([true, 'saved']);
    expect(await wholeHistory(inner, 'a')).toEqual(records(1, 3));
  });

  it('stops telling a listener that went away', async () => {
    const heard: boolean[] = [];
    const stop = journal.onHealth((healthy) => heard.push(healthy));
    stop();
    store.faults.failBefore = 1;
    void journal.append('a', [record(1)]);
    time.jump(2);
    await settle();
    expect(health).toEqual([false]);
    expect(heard).toEqual([]);
  });
});

describe('records out of order, which only a bug brings about', () => {
  it('are refused at once where the journal can see it', async () => {
    const saved = journal.append('a', records(1, 2));
    await expect(journal.append('a', [record(4)])).rejects.toMatchObject({ code: 'store.order', room: 'a', seq: 4 });
    await expect(journal.append('a', [record(2)])).rejects.toMatchObject({ code: 'store.order' });
    void journal.append('a', [record(3)]);
    await journal.flush();
    await saved;
    expect(await inner.head('a')).toBe(3);
  });

  it('are surfaced when the store sees it; other rooms are saved, and the room goes on once it is read again', async () => {
    await inner.write({ rooms: [{ room: 'a', records: records(1, 5) }] });
    const release = holdWrites();
    const wrong = outcomeOf(journal.append('a', [record(5)]));
    const right = outcomeOf(journal.append('b', [record(1)]));
    time.jump(2);
    await settle();
    const follows = outcomeOf(journal.append('a', [record(6)]));
    release();
    await settle();
    time.jump(2);
    await settle();
    expect([wrong(), right(), follows()]).toEqual(['store.order', 'saved', 'store.order']);
    expect(journal.healthy).toBe(true);
    expect(log.errors()[0]).toContain('room: a');
    await expect(journal.append('a', [record(6)])).rejects.toMatchObject({ code: 'store.order' });
    expect((await journal.read('a')).head).toBe(5);
    await Promise.all([journal.append('a', [record(6)]), journal.flush()]);
    expect(await wholeHistory(inner, 'a')).toEqual(records(1, 6));
  });

  it('are surfaced after a store failed and lost what it had acknowledged', async () => {
    const lost = createMemoryStore();
    const forgetful: Store = {
      ...store,
      head: (room) => lost.head(room),
      write: (batch) => (store.reopened > 0 ? lost.write(batch) : store.write(batch)),
    };
    await lost.open();
    const forgetting = createJournal({ store: forgetful, time, limits: LIMITS });
    const first = outcomeOf(forgetting.append('a', [record(1)]));
    time.jump(2);
    await settle();
    expect(first()).toBe('saved');
    store.faults.failBefore = 1;
    const second = outcomeOf(forgetting.append('a', [record(2)]));
    time.jump(2);
    await settle();
    time.jump(200);
    await settle();
    expect([second(), forgetting.healthy]).toEqual(['store.order', true]);
  });

  it('or a name that is no key harm no other room', async () => {
    const wrong = outcomeOf(journal.append('\ud800', [record(1)]));
    const right = outcomeOf(journal.append('b', [record(1)]));
    time.jump(2);
    await settle();
    expect([wrong(), right(), journal.healthy]).toEqual(['store.name', 'saved', true]);
  });
});

describe('closing', () => {
  it('saves what waits and what is in flight, then takes no more', async () => {
    const release = holdWrites();
    const first = outcomeOf(journal.append('a', [record(1)]));
    time.jump(2);
    const second = outcomeOf(journal.append('a', [record(2)]));
    const closed = outcomeOf(journal.close());
    await expect(journal.append('a', [record(3)])).rejects.toMatchObject({ code: 'store.closed' });
    release();
    await settle();
    expect([first(), second(), closed()]).toEqual(['saved', 'saved', 'saved']);
    expect(await inner.head('a')).toBe(2);
    expect(time.waiting).toBe(0);
  });

  it('while the store fails tries once more at once', async () => {
    store.faults.failBefore = 1;
    const first = outcomeOf(journal.append('a', [record(1)]));
    time.jump(2);
    await settle();
    const second = outcomeOf(journal.append('a', [record(2)]));
    await journal.close();
    await settle();
    expect([first(), second()]).toEqual(['saved', 'saved']);
    expect(await wholeHistory(inner, 'a')).toEqual(records(1, 2));
  });

  it('while the store can not be mended ends, and says that not all was saved', async () => {
    store.faults.failBefore = 1;
    store.faults.failReopen = Number.POSITIVE_INFINITY;
    const first = outcomeOf(journal.append('a', [record(1)]));
    time.jump(2);
    await settle();
    const second = outcomeOf(journal.append('a', [record(2)]));
    await expect(journal.close()).rejects.toMatchObject({ code: 'store.write' });
    expect([first(), second()]).toEqual(['store.closed', 'store.closed']);
    expect(time.waiting).toBe(0);
  });

  it('in the middle of a reopening ends too', async () => {
    store.faults.failBefore = 1;
    store.faults.failReopen = 1;
    const saved = outcomeOf(journal.append('a', [record(1)]));
    time.jump(2);
    await settle();
    time.jump(200);
    await journal.close();
    await eventually('the record is saved', () => saved() === 'saved');
  });
});

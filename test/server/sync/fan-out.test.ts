import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createJournal } from '../../../server/store/journal.ts';
import { createMemoryStore } from '../../../server/store/memory.ts';
import { FanOut } from '../../../server/sync/fan-out.ts';
import { joinWires, toWire } from '../../../server/sync/wire.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { PlainMember } from '../../support/plain-member.ts';
import { messagesOf } from '../../support/room-member.ts';
import { recordsOf, SteeredStore } from '../../support/steered-store.ts';
import { heldTime } from '../../support/time.ts';
import { letters, textOf } from '../../support/updates.ts';

async function aFanOut() {
  const time = heldTime();
  const store = new SteeredStore(createMemoryStore());
  await store.open();
  const journal = createJournal({ store, time, limits: LIMITS });
  const members = new Set<PlainMember>();
  const counted = { commits: 0 };
  const faults: unknown[] = [];
  const fanOut = new FanOut({
    room: 'r',
    head: 0,
    journal,
    limits: LIMITS,
    time,
    members,
    onCommit: () => counted.commits++,
    onFault: (error) => faults.push(error),
  });
  const member = (user: string, writable = true): PlainMember => {
    const joined = new PlainMember(user, writable);
    members.add(joined);
    return joined;
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  const pass = async (ms = 10): Promise<void> => {
    time.jump(ms);
    await settle();
  };
  const add = (update: Uint8Array, by: PlainMember): void => fanOut.add(update, by.session.userId ?? '', by, undefined);
  return { time, store, journal, fanOut, counted, faults, member, settle, pass, add };
}

const updatesOf = (member: PlainMember): Uint8Array[] =>
  member.delivered.flatMap(({ frames }) => frames.flatMap((frame) => (frame.type === 'update' ? [frame.update] : [])));
const text = (member: PlainMember): string => textOf(updatesOf(member));

describe('passing on', () => {
  it('[SY7] goes to writers before the disk, to readers when it is there', async () => {
    const { store, fanOut, member, pass, add } = await aFanOut();
    const [ada, bob, vera] = [member('ada'), member('bob'), member('vera', false)];
    const release = store.holdWrites();
    add(letters('a')[0] as Uint8Array, ada);
    await pass();
    expect([text(bob), text(vera)]).toEqual(['a', '']);
    expect([fanOut.head, fanOut.committed]).toEqual([1, 0]);
    release();
    await pass();
    expect([text(vera), fanOut.committed]).toEqual(['a', 1]);
  });

  it('[SY8] sends the first at once and what follows in the window as one write, in order', async () => {
    const { time, member, pass, add } = await aFanOut();
    const [ada, bob] = [member('ada'), member('bob')];
    const updates = letters('order');
    for (const update of updates) add(update, ada);
    expect(text(bob)).toBe('o');
    time.jump(LIMITS.fanOutWindow - 1);
    expect(bob.delivered).toHaveLength(1);
    time.jump(1);
    expect(bob.delivered).toHaveLength(2);
    expect(bob.delivered.map(({ after }) => after)).toEqual([0, 1]);
    expect(text(bob)).toBe('order');
    await pass();
    expect(time.waiting).toBe(0);
  });

  it('[SY8] merges a handful into one frame, and sends more as frames of their own', async () => {
    const { time, member, add } = await aFanOut();
    const [ada, bob] = [member('ada'), member('bob')];
    const updates = letters('x'.repeat(2 + 2 * LIMITS.mergedUpdates));
    const next = (count: number): number => {
      for (const update of updates.splice(0, count)) add(update, ada);
      time.jump(LIMITS.fanOutWindow);
      return bob.delivered.at(-1)?.frames.length ?? 0;
    };
    next(1);
    expect(next(LIMITS.mergedUpdates)).toBe(1);
    expect(next(LIMITS.mergedUpdates + 1)).toBe(LIMITS.mergedUpdates + 1);
    expect(text(bob)).toHaveLength(2 + 2 * LIMITS.mergedUpdates);
  });

  it('[SY8] leaves out only the window’s sole author', async () => {
    const { time, member, add } = await aFanOut();
    const [ada, bob, carol] = [member('ada'), member('bob'), member('carol')];
    const [first, second, third, fourth, fifth] = letters('abcde') as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    add(first, ada);
    add(second, ada);
    add(third, ada);
    time.jump(LIMITS.fanOutWindow);
    expect([text(ada), text(bob)]).toEqual(['', 'abc']);
    add(fourth, ada);
    add(fifth, bob);
    time.jump(LIMITS.fanOutWindow);
    expect(updatesOf(ada)).toHaveLength(1);
    expect(textOf([first, second, third, ...updatesOf(ada)])).toBe('abcde');
    expect([text(bob), text(carol)]).toEqual(['abcde', 'abcde']);
  });

  it('[SY8] leaves out nobody where no member has all of it', async () => {
    const { fanOut, member } = await aFanOut();
    const ada = member('ada');
    fanOut.add(letters('a')[0] as Uint8Array, 'ada', ada, undefined, null);
    expect(text(ada)).toBe('a');
  });
});

describe('the log', () => {
  it('[SA2] has every record with author, bringer and time before it counts as committed', async () => {
    const { time, store, fanOut, counted, member, pass } = await aFanOut();
    const [ada, bob] = [member('ada'), member('bob')];
    const [first, second] = letters('ab') as [Uint8Array, Uint8Array];
    const start = time.now();
    fanOut.add(first, 'ada', ada, new Map([[7, 'ada']]));
    fanOut.add(second, 'ada', bob, undefined);
    await pass();
    const records = await recordsOf(store, 'r');
    expect(records.map(({ seq, author, sender, time: at }) => ({ seq, author, sender, at }))).toEqual([
      { seq: 1, author: 'ada', sender: 'ada', at: start },
      { seq: 2, author: 'ada', sender: 'bob', at: start },
    ]);
    expect((await store.read('r')).owners).toEqual(new Map([[7, 'ada']]));
    expect([fanOut.head, fanOut.committed, counted.commits]).toEqual([2, 2, 2]);
  });

  it('[SA5] commits nothing while the store fails, and everything once when it writes again', async () => {
    const { store, fanOut, counted, member, pass, add } = await aFanOut();
    const [ada, vera] = [member('ada'), member('vera', false)];
    store.failing = 'after';
    for (const update of letters('abc')) add(update, ada);
    await pass(5_000);
    expect([fanOut.head, fanOut.committed, counted.commits, vera.delivered.length]).toEqual([3, 0, 0, 0]);
    store.failing = 'no';
    await pass(10_000);
    await pass(10_000);
    expect([fanOut.committed, text(vera)]).toEqual([3, 'abc']);
    expect(textOf((await recordsOf(store, 'r')).map(({ update }) => update))).toBe('abc');
  });

  it('tells when a batch will never be written', async () => {
    const { journal, faults, member, pass, add } = await aFanOut();
    await journal.close();
    add(letters('a')[0] as Uint8Array, member('ada'));
    await pass();
    expect(faults).toHaveLength(1);
  });
});

describe('waiting for the disk', () => {
  it('runs at once what asks for nothing that isn’t there, else when it is, in order', async () => {
    const { store, fanOut, member, pass, add } = await aFanOut();
    const ada = member('ada');
    const done: string[] = [];
    fanOut.whenCommitted(() => done.push('empty'));
    expect(done).toEqual(['empty']);
    const release = store.holdWrites();
    const [first, second] = letters('ab') as [Uint8Array, Uint8Array];
    add(first, ada);
    fanOut.whenCommitted(() => done.push('first'));
    await pass();
    add(second, ada);
    fanOut.whenCommitted(() => done.push('second'));
    await pass();
    expect(done).toEqual(['empty']);
    release();
    await pass();
    await pass();
    expect(done).toEqual(['empty', 'first', 'second']);
  });

  it('knows what may not be on disk yet: batches under way and the open window', async () => {
    const { store, fanOut, member, pass, add } = await aFanOut();
    const ada = member('ada');
    const release = store.holdWrites();
    const updates = letters('abc');
    for (const update of updates) add(update, ada);
    expect(fanOut.uncommitted()).toEqual(updates);
    await pass();
    expect(fanOut.uncommitted()).toEqual(updates);
    release();
    await pass();
    await pass();
    expect(fanOut.uncommitted()).toEqual([]);
  });
});

describe('catching up', () => {
  it('[BP1] ends with what is not on disk, for writers; for readers with what is', async () => {
    const { store, fanOut, member, pass, add } = await aFanOut();
    const [ada, bob, vera] = [member('ada'), member('bob'), member('vera', false)];
    const [first, second, third] = letters('abc') as [Uint8Array, Uint8Array, Uint8Array];
    add(first, ada);
    await pass();
    store.holdWrites();
    add(second, ada);
    await pass();
    add(third, ada);
    expect(fanOut.rest(bob, 0)).toBe(null);
    const rest = fanOut.rest(bob, 1);
    expect(rest).toMatchObject({ next: 3, live: true });
    const updates = rest?.wire === null || rest === null ? [] : messagesOf(rest.wire).map((message) => message.subarray(3));
    expect(textOf([first, ...updates])).toBe('abc');
    expect(fanOut.rest(bob, 2)).toMatchObject({ next: 3, live: true });
    expect(fanOut.rest(bob, 3)).toEqual({ wire: null, next: 3, live: true });
    expect(fanOut.rest(vera, 1)).toEqual({ wire: null, next: 1, live: true });
    expect(fanOut.rest(vera, 0)).toBe(null);
  });

  it('[SY9] gives a reader that becomes a writer what it has not seen', async () => {
    const { store, fanOut, member, pass, add } = await aFanOut();
    const [ada, vera] = [member('ada'), member('vera', false)];
    const [first, second] = letters('ab') as [Uint8Array, Uint8Array];
    add(first, ada);
    await pass();
    const release = store.holdWrites();
    add(second, ada);
    await pass();
    vera.writable = true;
    fanOut.promote(vera);
    expect(text(vera)).toBe('ab');
    release();
    await pass();
    expect(updatesOf(vera)).toHaveLength(2);
  });

  it('joins wires', () => {
    const joined = joinWires(['a', 'b'].map((words) => toWire([Buffer.from(words)])));
    expect([joined.frames, messagesOf(joined).map(String)]).toEqual([2, ['a', 'b']]);
  });
});

describe('stopping', () => {
  it('hands the journal what the window holds, and leaves no timer', async () => {
    const { time, store, journal, fanOut, member, add } = await aFanOut();
    const ada = member('ada');
    for (const update of letters('abc')) add(update, ada);
    fanOut.stop();
    await journal.close();
    expect(time.waiting).toBe(0);
    expect(Y.mergeUpdates((await recordsOf(store, 'r')).map(({ update }) => update)).length).toBeGreaterThan(2);
    expect(textOf((await recordsOf(store, 'r')).map(({ update }) => update))).toBe('abc');
  });
});

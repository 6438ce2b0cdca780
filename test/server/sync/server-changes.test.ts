import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../../server/store/store.ts';
import type { RoomEdit } from '../../../server/sync/edits.ts';
import { heldRooms } from '../../support/held-rooms.ts';
import { committed, logged, RECORD, says, writes } from '../../support/server-edits.ts';
import { docAs, letters, type } from '../../support/updates.ts';

describe('a change of several rooms', () => {
  it('[SE3] is one batch of the store', async () => {
    const held = await heldRooms();
    const before = held.store.batches;
    const edits = [writes('a', 'one'), writes('b', 'two'), writes('a', ' three')];
    await committed(held, { edits, records: () => [RECORD], cursors: () => [{ name: 'reader', room: 'a', seq: 1 }] });
    expect(held.store.batches - before).toBe(1);
    expect([await logged(held, 'a'), await logged(held, 'b')]).toEqual(['one three', 'two']);
    expect([await held.store.get(RECORD.table, RECORD.key), await held.store.cursor('reader', 'a')]).toEqual([RECORD.value, 1]);
  });

  const fails = (): never => {
    throw new RangeError('as the test asked');
  };
  const spoils: RoomEdit = {
    room: 'b',
    author: '',
    edit: (doc) => {
      doc.getText('t').insert(0, 'half ');
      fails();
    },
  };
  it.each([
    ['an edit', { edits: [writes('a', 'gone'), spoils] }],
    ['its records', { edits: [writes('a', 'gone'), writes('b', 'gone')], records: fails }],
    ['its cursors', { edits: [writes('a', 'gone')], records: () => [RECORD], cursors: fails }],
    ['a name that is no key', { edits: [writes('a', 'gone')], records: () => [{ ...RECORD, key: 'k'.repeat(100_000) }] }],
  ])('[SE3] is undone as a whole when %s fails', async (_what, change) => {
    const held = await heldRooms();
    const [inA, inB] = [await held.enter('a', { doc: docAs(10) }), await held.enter('b', { doc: docAs(10) })];
    inA.update(type(inA.doc, 'a'));
    inB.update(type(inB.doc, 'b'));
    await held.pass();
    const release = held.store.holdWrites();
    inA.update(type(inA.doc, 'a'));
    await expect(committed(held, change)).rejects.toThrow();
    release();
    await committed(held, { edits: [writes('a', '!'), writes('b', '!')] });
    const fresh = [await held.enter('a', { user: 'bob' }), await held.enter('b', { user: 'bob' })];
    expect(fresh.map(({ text }) => text)).toEqual([inA.text, inB.text]);
    expect([inA.text, inB.text, await logged(held, 'a'), await logged(held, 'b')].map(sorted)).toEqual(['!aa', '!b', '!aa', '!b']);
    expect(await held.store.get(RECORD.table, RECORD.key)).toBe(null);
  });

  it('[SE3] is refused as a whole where it writes what no update may hold, and the next one stands', async () => {
    const held = await heldRooms();
    await committed(held, { edits: [writes('a', 'one'), writes('b', 'one')] });
    const hostile: RoomEdit = { room: 'b', author: '', edit: (doc) => void doc.getMap('m').set('__proto__', 1) };
    await expect(committed(held, { edits: [writes('a', 'gone'), hostile] })).rejects.toMatchObject({ code: 'update.key' });
    await committed(held, { edits: [writes('a', '!'), writes('b', '!')] });
    expect([await logged(held, 'a'), await logged(held, 'b')]).toEqual(['one!', 'one!']);
    expect(await held.rooms.read('b', (doc) => doc.getMap('m').size)).toBe(0);
  });

  it('[FR7] refuses an edit that makes a document too large', async () => {
    const held = await heldRooms({ limits: { documentBytes: 1_000 } });
    await expect(committed(held, { edits: [writes('r', 'x'.repeat(1_200))] })).rejects.toMatchObject({ code: 'document.too-large' });
    for (const letter of 'xy') await committed(held, { edits: [writes('r', letter.repeat(300))] });
    await expect(committed(held, { edits: [writes('r', 'z'.repeat(600))] })).rejects.toMatchObject({ code: 'document.too-large' });
    expect(await logged(held, 'r')).toHaveLength(600);
  });

  it('[LI3] refuses an edit that makes a room hold more than it may', async () => {
    const held = await heldRooms({
      rules: (room) => ({ inspect: (doc) => (room === 'p/x' && says(doc).length > 3 ? 'limit.tasks' : null) }),
    });
    await committed(held, { edits: [writes('p/x', 'abc'), writes('other', 'abcdef')] });
    await expect(committed(held, { edits: [writes('p/x', 'd')] })).rejects.toMatchObject({ code: 'limit.tasks' });
    expect(await logged(held, 'p/x')).toBe('abc');
  });

  it('is refused while the store fails, and when a room can’t be read', async () => {
    const held = await heldRooms();
    held.store.unreadable.add('r');
    await expect(committed(held, { edits: [writes('r', 'x')] })).rejects.toMatchObject({ code: 'room.busy' });
    held.store.heal();
    held.store.failing = 'before';
    const late = held.rooms.commit({ edits: [writes('a', 'late')] });
    await held.pass();
    await expect(committed(held, { edits: [writes('a', 'x')] })).rejects.toMatchObject({ code: 'store.failing' });
    await expect(committed(held, { records: () => [RECORD] })).rejects.toMatchObject({ code: 'store.failing' });
    held.store.failing = 'no';
    await held.pass(10_000);
    await late;
    expect(await logged(held, 'a')).toBe('late');
  });

  it('is made although its rooms leave memory or lose their document meanwhile', async () => {
    const held = await heldRooms({ limits: { idleRoom: 1, idleDocument: 1 } });
    await committed(held, { edits: [writes('a', 'a'), writes('b', 'b')] });
    await held.pass(5_000);
    expect(held.rooms.states().cold + held.rooms.states().hot).toBe(0);
    await held.rooms.open('a');
    const answer = held.store.holdReads();
    const outcome = held.rooms.commit({ edits: [writes('a', '1'), writes('b', '2')] });
    for (let second = 0; second < 5; second++) await held.pass(1_000);
    answer();
    await held.pass();
    await outcome;
    expect([await logged(held, 'a'), await logged(held, 'b')]).toEqual(['a1', 'b2']);
  });

  it('is refused when the server stops before it was made', async () => {
    const held = await heldRooms();
    const answer = held.store.holdAnswers();
    const outcome = held.rooms.commit({ edits: [writes('r', 'x')] });
    outcome.catch(() => undefined);
    await held.settle();
    await held.rooms.stop();
    answer();
    await expect(outcome).rejects.toMatchObject({ code: 'room.busy' });
  });
});

function sorted(text: string): string {
  return [...text].sort().join('');
}

describe('what is on disk', () => {
  it('is told to listeners, record by record and in order, and a listener’s trouble hurts nobody', async () => {
    const held = await heldRooms();
    const told: [string, number, string][] = [];
    const stopBroken = held.rooms.onCommitted(() => {
      throw new Error('as the test asked');
    });
    const stop = held.rooms.onCommitted((room, records: readonly LogRecord[]) => {
      for (const { seq, author } of records) told.push([room, seq, author]);
    });
    const ada = await held.enter('r');
    const release = held.store.holdWrites();
    for (const update of letters('abc', 10)) ada.update(update);
    await held.pass();
    const outcome = held.rooms.commit({ edits: [writes('r', 'x', 'bob'), writes('q', 'y')] });
    await held.pass();
    expect(told).toEqual([]);
    release();
    await held.pass();
    await outcome;
    expect(told.filter(([room]) => room === 'r')).toEqual([
      ['r', 1, 'ada'],
      ['r', 2, 'ada'],
      ['r', 3, 'ada'],
      ['r', 4, 'bob'],
    ]);
    expect(told.filter(([room]) => room === 'q')).toEqual([['q', 1, '']]);
    expect(held.log.errors().length).toBeGreaterThan(0);
    stop();
    stopBroken();
    await committed(held, { edits: [writes('r', 'z')] });
    expect(told).toHaveLength(5);
  });

  it('begins with the seed of a room', async () => {
    const seed = letters('s', 1)[0] as Uint8Array;
    const held = await heldRooms({ seed: () => seed });
    const told: number[] = [];
    held.rooms.onCommitted((_room, records) => told.push(...records.map(({ seq }) => seq)));
    const outcome = held.rooms.commit({ edits: [writes('r', '!')] });
    await held.pass();
    await held.pass();
    await outcome;
    expect(told).toEqual([1, 2]);
  });
});

describe('deleting rooms', () => {
  it('closes its members, leaves out what isn’t on disk, and leaves nothing of it', async () => {
    const held = await heldRooms();
    const ada = await held.enter('r');
    const told: string[] = [];
    held.rooms.onCommitted((room) => told.push(room));
    await committed(held, { edits: [writes('r', 'old')] });
    await committed(held, { cursors: () => [{ name: 'reader', room: 'r', seq: 1 }] });
    told.length = 0;
    ada.update(letters('a', 10)[0] as Uint8Array);
    const outcome = held.rooms.commit({ drops: ['r'], records: () => [RECORD], edits: [writes('list', 'without r')] });
    await held.settle();
    const joining = held.enter('r', { user: 'bob' });
    await held.pass();
    await outcome;
    await held.pass();
    const bob = await joining;
    expect(ada.closed).toEqual([{ close: 4404, code: 'room.unknown' }]);
    expect([bob.text, bob.closed]).toEqual(['', []]);
    expect(await held.store.read('r')).toMatchObject({ head: 0, snapshot: null });
    expect([await held.store.cursor('reader', 'r'), (await held.store.read('r')).owners.size]).toEqual([0, 0]);
    expect(told).toEqual(['list']);
    bob.update(letters('b', 20)[0] as Uint8Array);
    await held.pass();
    expect([await logged(held, 'r'), bob.refused, bob.saved]).toEqual(['b', [], 2]);
  });

  it('lets a join wait until it is on disk', async () => {
    const held = await heldRooms();
    await committed(held, { edits: [writes('r', 'old')] });
    const release = held.store.holdWrites();
    const outcome = held.rooms.commit({ drops: ['r'] });
    await held.pass();
    let joined = false;
    const joining = held.rooms.open('r').then(() => {
      joined = true;
    });
    await held.pass();
    expect(joined).toBe(false);
    release();
    await held.pass();
    await Promise.all([outcome, joining]);
    expect(await held.rooms.read('r', says)).toBe('');
  });

  it('forgets what was read of a room that is deleted while it loads', async () => {
    const held = await heldRooms();
    await committed(held, { edits: [writes('r', 'old')] });
    await held.pass(20_000);
    const answer = held.store.holdAnswers();
    const joining = held.join('r');
    await held.settle();
    await committed(held, { drops: ['r'] });
    answer();
    await held.pass();
    const ada = await joining;
    ada.step1();
    await held.pass();
    expect([ada.text, ada.closed]).toEqual(['', []]);
  });

  it('refuses an edit that waits for a room which is deleted', async () => {
    const held = await heldRooms();
    await committed(held, { edits: [writes('a', 'x'), writes('b', 'x')] });
    await held.pass(20_000);
    await held.rooms.open('a');
    const answer = held.store.holdAnswers();
    const outcome = held.rooms.commit({ edits: [writes('a', '!'), writes('b', '!')] });
    outcome.catch(() => undefined);
    await held.settle();
    await committed(held, { drops: ['a'] });
    answer();
    await expect(outcome).rejects.toMatchObject({ code: 'room.unknown' });
    expect([await logged(held, 'a'), await logged(held, 'b')]).toEqual(['', 'x']);
  });
});

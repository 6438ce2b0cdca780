import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createMemoryStore } from '../../../server/store/memory.ts';
import type { LogRecord } from '../../../server/store/store.ts';
import { type RoomEdit, SERVER_USER } from '../../../server/sync/edits.ts';
import { type HeldRooms, heldRooms } from '../../support/held-rooms.ts';
import type { RoomMember } from '../../support/room-member.ts';
import { recordsOf } from '../../support/steered-store.ts';
import { docAs, letters, textOf, type } from '../../support/updates.ts';

const says = (doc: Y.Doc): string => doc.getText('t').toString();

/** An edit that writes at the end of the text. */
function writes(room: string, words: string, author = ''): RoomEdit {
  return { room, author, edit: (doc) => doc.getText('t').insert(doc.getText('t').length, words) };
}

const logged = async (held: HeldRooms, room: string): Promise<string> =>
  textOf((await recordsOf(held.store, room)).map(({ update }) => update));

/** Runs a commit to its end, whatever that is. */
async function committed(held: HeldRooms, change: Parameters<HeldRooms['rooms']['commit']>[0]): Promise<void> {
  const outcome = held.rooms.commit(change);
  outcome.catch(() => undefined);
  await held.pass();
  return outcome;
}

const serverId = async (held: HeldRooms, room: string): Promise<number | undefined> =>
  [...(await held.store.read(room)).owners].find(([, user]) => user === SERVER_USER)?.[0];

const KEY = { table: 'table', key: 'key' };
const record = { ...KEY, value: Uint8Array.of(1) };

describe('a change of the server’s own', () => {
  it('[SE1] is a record of its author, brought by nobody, under one id that is kept with the room', async () => {
    const held = await heldRooms();
    await committed(held, { edits: [writes('r', 'first', 'ada')] });
    const id = await serverId(held, 'r');
    expect(await recordsOf(held.store, 'r')).toMatchObject([{ seq: 1, author: 'ada', sender: '' }]);
    await committed(held, { edits: [writes('r', ' second')] });
    const later = await heldRooms({ inner: held.store, random: () => 0.5 });
    await committed(later, { edits: [writes('r', ' third')] });
    const records = await recordsOf(held.store, 'r');
    const doc = new Y.Doc();
    for (const { update } of records) Y.applyUpdate(doc, update);
    expect(says(doc)).toBe('first second third');
    expect([...doc.store.clients.keys()]).toEqual([id]);
  });

  it('draws an id that nobody in the room has', async () => {
    // The first draw is 0, which is reserved, the next ids are taken.
    const held = await heldRooms({ random: () => 0 });
    const ada = await held.enter('r');
    ada.update(type(docAs(2), 'known'));
    ada.awareness([{ clientId: 3, clock: 1, state: {} }]);
    await held.pass();
    await committed(held, { edits: [writes('r', '!')] });
    expect(await serverId(held, 'r')).toBe(4);
  });

  it('[SE1] goes to nobody before it is on disk, then to everybody, and what follows it waits', async () => {
    const held = await heldRooms();
    const [ada, bob, vera] = [await held.enter('r'), await held.enter('r', { user: 'bob' }), await held.enter('r', { role: 'viewer' })];
    const release = held.store.holdWrites();
    const outcome = held.rooms.commit({ edits: [writes('r', 'server ')] });
    await held.pass();
    bob.update(letters('b', 20)[0] as Uint8Array);
    await held.pass();
    expect([ada.text, bob.text, vera.text]).toEqual(['', '', '']);
    release();
    await held.pass();
    await outcome;
    expect(new Set([ada.text, vera.text])).toEqual(new Set([ada.text]));
    expect([...ada.text].sort().join('')).toBe([...'server b'].sort().join(''));
    const order = ada.of('update').map(({ update }) => Y.decodeUpdate(update).structs[0]?.id.client);
    expect(order).toEqual([await serverId(held, 'r'), 20]);
    expect(bob.of('update')).toHaveLength(1);
  });

  it('[SE1] lets what waited go to writers with the server’s part, without the disk', async () => {
    const held = await heldRooms();
    const [ada, bob] = [await held.enter('r'), await held.enter('r', { user: 'bob' })];
    const release = held.store.holdWrites();
    const outcome = held.rooms.commit({ edits: [writes('r', 'server')] });
    await held.pass();
    bob.update(letters('b', 20)[0] as Uint8Array);
    await held.pass();
    release();
    held.store.holdWrites();
    await held.settle();
    await outcome;
    expect([...ada.text].sort().join('')).toBe([...'serverb'].sort().join(''));
    expect(await recordsOf(held.store, 'r')).toHaveLength(1);
    held.store.heal();
  });

  it('[SE1] keeps a writer’s answer until what it holds of the server’s is on disk', async () => {
    const held = await heldRooms();
    const ada = await held.enter('r', { doc: docAs(10) });
    ada.update(type(ada.doc, 'a'));
    await held.pass();
    const release = held.store.holdWrites();
    const outcome = held.rooms.commit({ edits: [writes('r', 'server')] });
    await held.pass();
    const fresh = await held.join('r', { user: 'bob' });
    fresh.step1();
    const behind = await held.join('r', { user: 'carol' });
    behind.step1(Y.encodeStateVector(docAs(11, letters('x', 99)[0] as Uint8Array)));
    await held.pass();
    expect([fresh.of('step2').length, behind.of('step2').length]).toEqual([0, 0]);
    release();
    await held.pass();
    await outcome;
    expect([fresh.text, behind.text]).toEqual([ada.text, ada.text]);
    expect(ada.text).toContain('server');
  });

  it('[SE1] shows nothing of it to a reader who becomes a writer, nor to a member that catches up', async () => {
    const held = await heldRooms();
    const [ada, vera] = [await held.enter('r'), await held.enter('r', { user: 'vera', role: 'viewer' })];
    ada.queued = 2_000;
    const release = held.store.holdWrites();
    const bob = await held.enter('r', { user: 'bob' });
    bob.update(letters('b', 20)[0] as Uint8Array);
    const outcome = held.rooms.commit({ edits: [writes('r', 'server')] });
    await held.pass();
    vera.become('editor');
    ada.drain();
    await held.pass();
    expect([ada.text, vera.text]).toEqual(['b', 'b']);
    release();
    await held.pass();
    await outcome;
    expect(new Set([ada.text, vera.text]).size).toBe(1);
    expect(ada.text).toContain('server');
  });

  it('[SE1] that was lost before the disk was seen by nobody, and the next forks nothing', async () => {
    const inner = createMemoryStore();
    const held = await heldRooms({ inner });
    await committed(held, { edits: [writes('r', 'one ')] });
    const doc = new Y.Doc();
    const ada = await held.enter('r', { doc });
    expect(ada.text).toBe('one ');
    held.store.holdWrites();
    held.rooms.commit({ edits: [writes('r', 'lost')] }).catch(() => undefined);
    await held.pass();
    held.store.cut();
    const later = await heldRooms({ inner });
    await committed(later, { edits: [writes('r', 'two')] });
    const [back, fresh] = [await later.join('r', { doc }), await later.enter('r', { user: 'bob' })];
    back.step1(Y.encodeStateVector(doc));
    back.step2(Y.encodeStateAsUpdate(doc, back.of('step1')[0]?.stateVector));
    await later.pass();
    expect([back.text, fresh.text]).toEqual(['one two', 'one two']);
    expect(back.refused).toEqual([]);
  });

  it('is known to the room: what members bring of it brings nothing', async () => {
    const held = await heldRooms();
    const ada = await held.enter('r');
    await committed(held, { edits: [writes('r', 'known'), { room: 'r', author: '', edit: (doc) => doc.getText('t').delete(0, 2) }] });
    ada.step2(Y.encodeStateAsUpdate(ada.doc));
    await held.pass();
    expect([ada.text, ada.refused, ada.saved]).toEqual(['own', [], 2]);
    expect(await recordsOf(held.store, 'r')).toHaveLength(2);
  });

  it('writes no record where nothing changes, and what stands beside it all the same', async () => {
    const held = await heldRooms();
    await committed(held, { edits: [{ room: 'r', author: '', edit: () => undefined }], records: () => [record] });
    expect(await recordsOf(held.store, 'r')).toEqual([]);
    expect(await held.store.get(KEY.table, KEY.key)).toEqual(record.value);
    expect(await serverId(held, 'r')).toBeUndefined();
  });

  it('sees in its second edit of a room what the first did', async () => {
    const held = await heldRooms();
    let seen = '';
    const second: RoomEdit = { room: 'r', author: 'bob', edit: (doc) => (seen = says(doc)) };
    await committed(held, { edits: [writes('r', 'first', 'ada'), second, writes('r', '!', 'bob')] });
    expect(seen).toBe('first');
    expect((await recordsOf(held.store, 'r')).map(({ author }) => author)).toEqual(['ada', 'bob']);
  });

  it('counts as use: a room that the server edits stays hot, and cools when it doesn’t', async () => {
    const held = await heldRooms();
    await committed(held, { edits: [writes('r', 'x')] });
    expect(held.rooms.states()).toMatchObject({ hot: 1 });
    await held.pass(20_000);
    expect(held.rooms.states()).toEqual({ loading: 0, hot: 0, cold: 0 });
  });
});

describe('a change of several rooms', () => {
  it('[SE3] is one batch of the store', async () => {
    const held = await heldRooms();
    const before = held.store.batches;
    const edits = [writes('a', 'one'), writes('b', 'two'), writes('a', ' three')];
    await committed(held, { edits, records: () => [record], cursors: () => [{ name: 'reader', room: 'a', seq: 1 }] });
    expect(held.store.batches - before).toBe(1);
    expect([await logged(held, 'a'), await logged(held, 'b')]).toEqual(['one three', 'two']);
    expect([await held.store.get(KEY.table, KEY.key), await held.store.cursor('reader', 'a')]).toEqual([record.value, 1]);
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
    ['its cursors', { edits: [writes('a', 'gone')], records: () => [record], cursors: fails }],
    ['a name that is no key', { edits: [writes('a', 'gone')], records: () => [{ ...record, key: 'k'.repeat(100_000) }] }],
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
    expect(await held.store.get(KEY.table, KEY.key)).toBe(null);
  });

  it('[FR7] refuses an edit that makes a document too large', async () => {
    const held = await heldRooms({ limits: { documentBytes: 1_000 } });
    await expect(committed(held, { edits: [writes('r', 'x'.repeat(1_200))] })).rejects.toMatchObject({ code: 'document.too-large' });
    await committed(held, { edits: [writes('r', 'x'.repeat(500))] });
    expect(await logged(held, 'r')).toHaveLength(500);
  });

  it('[LI3] refuses an edit that makes a room hold more than it may', async () => {
    const held = await heldRooms({ inspect: (room, doc) => (room === 'p/x' && says(doc).length > 3 ? 'project.full' : null) });
    await committed(held, { edits: [writes('p/x', 'abc'), writes('other', 'abcdef')] });
    await expect(committed(held, { edits: [writes('p/x', 'd')] })).rejects.toMatchObject({ code: 'project.full' });
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
    await expect(committed(held, { records: () => [record] })).rejects.toMatchObject({ code: 'store.failing' });
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
  const counts = (member: RoomMember): unknown => member.closed;

  it('closes its members, leaves out what isn’t on disk, and leaves nothing of it', async () => {
    const held = await heldRooms();
    const ada = await held.enter('r');
    const told: string[] = [];
    held.rooms.onCommitted((room) => told.push(room));
    await committed(held, { edits: [writes('r', 'old')] });
    await committed(held, { cursors: () => [{ name: 'reader', room: 'r', seq: 1 }] });
    told.length = 0;
    ada.update(letters('a', 10)[0] as Uint8Array);
    const outcome = held.rooms.commit({ drops: ['r'], records: () => [record], edits: [writes('list', 'without r')] });
    await held.settle();
    const joining = held.enter('r', { user: 'bob' });
    await held.pass();
    await outcome;
    await held.pass();
    const bob = await joining;
    expect(counts(ada)).toEqual([{ close: 4404, code: 'room.unknown' }]);
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

describe('structs under the server’s id', () => {
  it.each([
    ['a user', { user: 'mallory' }],
    ['anybody, where there are no users', { user: null }],
  ])('[SE2] are forged when %s brings what the server never wrote', async (_who, options) => {
    const held = await heldRooms();
    await committed(held, { edits: [writes('r', 'true ')] });
    const id = (await serverId(held, 'r')) as number;
    const [ada, mallory] = [await held.enter('r'), await held.enter('r', options)];
    const forged = type(docAs(id, Y.encodeStateAsUpdate(ada.doc)), 'forged');
    mallory.update(forged);
    mallory.step2(Y.mergeUpdates([forged, type(docAs(666, Y.encodeStateAsUpdate(ada.doc)), 'own')]));
    await held.pass();
    expect(mallory.refused.map(({ code }) => code)).toEqual(['update.forged', 'update.forged']);
    expect([ada.text, await logged(held, 'r')]).toEqual(['true own', 'true own']);
    await committed(held, { edits: [writes('r', ' goes on')] });
    expect(ada.text).toBe('true own goes on');
    mallory.awareness([{ clientId: id, clock: 1, state: { name: 'server' } }]);
    await held.pass();
    expect(held.rooms.present(() => true)).toEqual([]);
  });

  it('[SE2] are the server’s own when the room knows them: what members echo is accepted', async () => {
    const held = await heldRooms();
    const ada = await held.enter('r');
    await committed(held, { edits: [writes('r', 'true ')] });
    const update = type(docAs(10, Y.encodeStateAsUpdate(ada.doc)), 'mine');
    ada.step2(Y.mergeUpdates([Y.encodeStateAsUpdate(ada.doc), update]));
    await held.pass();
    expect([ada.refused, await logged(held, 'r')]).toEqual([[], 'true mine']);
  });
});

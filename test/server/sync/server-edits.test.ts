import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createMemoryStore } from '../../../server/store/memory.ts';
import type { RoomEdit } from '../../../server/sync/edits.ts';
import { heldRooms } from '../../support/held-rooms.ts';
import { committed, logged, RECORD, says, serverId, writes } from '../../support/server-edits.ts';
import { recordsOf } from '../../support/steered-store.ts';
import { docAs, letters, type } from '../../support/updates.ts';

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
    await committed(held, { edits: [{ room: 'r', author: '', edit: () => undefined }], records: () => [RECORD] });
    expect(await recordsOf(held.store, 'r')).toEqual([]);
    expect(await held.store.get(RECORD.table, RECORD.key)).toEqual(RECORD.value);
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

import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { createMemoryStore } from '../../../server/store/memory.ts';
import type { Passage } from '../../../server/sync/rooms.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { heldRooms } from '../../support/held-rooms.ts';
import { docAs, letters, type } from '../../support/updates.ts';

const says = (doc: Y.Doc): string => doc.getText('t').toString();

describe('looking at a room', () => {
  it('[SY7] sees what is on disk and nothing else, also while somebody types', async () => {
    const held = await heldRooms();
    const ada = await held.enter('r', { doc: docAs(10) });
    ada.update(type(ada.doc, 'saved'));
    await held.pass();
    expect(await held.rooms.read('r', says)).toBe('saved');
    const release = held.store.holdWrites();
    ada.update(type(ada.doc, ' not yet'));
    await held.pass();
    const seen: string[] = [];
    const looking = held.rooms.read('r', says).then((text) => seen.push(text));
    for (let waits = 0; waits < 10; waits++) await held.pass(LIMITS.commitDelay * 10);
    await looking;
    expect(seen).toEqual(['saved']);
    release();
    await held.pass();
    expect(await held.rooms.read('r', says)).toBe('saved not yet');
  });

  it('waits for a commit that leaves nothing behind it, rather than read the disk', async () => {
    const held = await heldRooms();
    const ada = await held.enter('r', { doc: docAs(10) });
    ada.update(type(ada.doc, 'a'));
    await held.settle();
    const before = held.store.loaded.length;
    const looking = held.rooms.read('r', says);
    await held.pass();
    expect(await looking).toBe('a');
    expect(held.store.loaded).toHaveLength(before);
  });

  it('sees what a commit before it wrote', async () => {
    const held = await heldRooms();
    const outcome = held.rooms
      .commit({ edits: [{ room: 'r', author: '', edit: (doc) => doc.getText('t').insert(0, 'mine') }] })
      .then(() => held.rooms.read('r', says));
    await held.pass();
    expect(await outcome).toBe('mine');
  });

  it('reads the disk once for a thousand looks at a cold room, and leaves it to cool', async () => {
    const inner = createMemoryStore();
    const before = await heldRooms({ inner });
    (await before.enter('r')).update(letters('a')[0] as Uint8Array);
    await before.pass();
    const held = await heldRooms({ inner });
    const looks = await Promise.all(Array.from({ length: 1_000 }, () => held.rooms.read('r', says)));
    expect(new Set(looks)).toEqual(new Set(['a']));
    for (let looks = 0; looks < 1_000; looks++) await held.rooms.read('r', says);
    expect(held.store.loaded).toEqual(['r']);
    await held.pass(LIMITS.idleRoom + 2_000);
    expect(held.rooms.states()).toEqual({ loading: 0, hot: 0, cold: 0 });
  });

  it('makes no room: one without records is empty, or what its seed would make it', async () => {
    const seed = letters('seed', 1);
    const held = await heldRooms({ seed: (room) => (room === 'seeded' ? (seed[0] as Uint8Array) : null) });
    expect(await held.rooms.read('none', says)).toBe('');
    expect(await held.rooms.read('seeded', says)).toBe('s');
    expect([held.rooms.states(), await held.store.head('seeded')]).toEqual([{ loading: 0, hot: 0, cold: 0 }, 0]);
  });

  it('makes a room that somebody joins while it is looked at', async () => {
    const held = await heldRooms({ seed: () => letters('s', 1)[0] as Uint8Array });
    const answer = held.store.holdAnswers();
    const looking = held.rooms.read('r', says);
    await held.settle();
    const joining = held.join('r');
    answer();
    await held.pass();
    expect(await looking).toBe('s');
    const ada = await joining;
    ada.step1();
    await held.pass();
    expect([ada.text, await held.store.head('r')]).toEqual(['s', 1]);
  });

  it('never lets a look change the document', async () => {
    const held = await heldRooms();
    const ada = await held.enter('r', { doc: docAs(10) });
    ada.update(type(ada.doc, 'a'));
    await held.pass();
    const spoil = (doc: Y.Doc): void => doc.getText('t').insert(0, 'spoilt');
    await expect(held.rooms.read('r', spoil)).rejects.toThrow('only a commit may');
    await expect(held.rooms.read('none', spoil)).rejects.toThrow('only a commit may');
    expect(await held.rooms.read('r', says)).toBe('a');
    const fresh = await held.enter('r', { user: 'bob' });
    expect(fresh.text).toBe('a');
  });

  it('passes on what the look throws, and says when a room can’t be read', async () => {
    const held = await heldRooms();
    const look = (): never => {
      throw new RangeError('as the test asked');
    };
    await expect(held.rooms.read('r', look)).rejects.toThrow(RangeError);
    held.store.unreadable.add('broken');
    await expect(held.rooms.read('broken', says)).rejects.toMatchObject({ code: 'room.busy' });
    held.store.failing = 'before';
    const ada = await held.enter('r');
    ada.update(letters('a')[0] as Uint8Array);
    await held.pass();
    await expect(held.rooms.read('other', says)).rejects.toMatchObject({ code: 'store.failing' });
    held.store.heal();
    await held.pass(10_000);
    expect(await held.rooms.read('r', says)).toBe('a');
  });
});

describe('who is in the rooms', () => {
  it('is told with each entering and leaving', async () => {
    const held = await heldRooms();
    const told: Passage[] = [];
    const stop = held.rooms.onPassage((passage) => told.push(passage));
    const [ada, nobody] = [await held.join('r'), await held.join('q', { user: null })];
    ada.leave();
    nobody.leave();
    stop();
    await held.join('r');
    expect(told).toEqual([
      { room: 'r', userId: 'ada', name: 'ADA', entered: true },
      { room: 'q', userId: null, name: '', entered: true },
      { room: 'r', userId: 'ada', name: 'ADA', entered: false },
      { room: 'q', userId: null, name: '', entered: false },
    ]);
  });

  it('tells nothing of a member that found its room closed', async () => {
    const held = await heldRooms();
    const told: Passage[] = [];
    held.rooms.onPassage((passage) => told.push(passage));
    const room = await held.rooms.open('r');
    await held.rooms.stop();
    const ada = await held.join('r');
    ada.leave();
    expect([ada.closed, told, room.size]).toEqual([[{ close: 1012, code: 'server.stopping' }], [], 0]);
  });

  it('is what awareness says, with the verified user in it', async () => {
    const held = await heldRooms();
    const [ada, bob] = [await held.join('p/x'), await held.join('p/x/d/y', { user: 'bob' })];
    ada.awareness([{ clientId: 1, clock: 1, state: { cursor: 7, user: { name: 'somebody else' } } }]);
    bob.awareness([{ clientId: 2, clock: 1, state: JSON.parse('"odd"') }]);
    expect(held.rooms.present((room) => room.startsWith('p/x'))).toEqual([
      { room: 'p/x', userId: 'ada', state: { cursor: 7, user: { id: 'ada', name: 'ADA' } } },
      { room: 'p/x/d/y', userId: 'bob', state: {} },
    ]);
    ada.awareness([{ clientId: 1, clock: 2, state: { cursor: 8 } }]);
    bob.leave();
    expect(held.rooms.present(() => true)).toMatchObject([{ room: 'p/x', state: { cursor: 8 } }]);
    expect(held.rooms.present((room) => room === 'q')).toEqual([]);
  });
});

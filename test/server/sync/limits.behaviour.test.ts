import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openAccess } from '../../../server/access/open.ts';
import { eventually } from '../../support/eventually.ts';
import { socketServer } from '../../support/socket-server.ts';
import { recordsOf } from '../../support/steered-store.ts';
import { jumpingTime } from '../../support/time.ts';
import { docAs, textOf, type } from '../../support/updates.ts';

describe('connections of one user', () => {
  it('[LI1] are closed 4429 above the limit, in whatever room, and come in again when one has gone', async () => {
    const server = await socketServer({ limits: { connectionsPerUser: 2 } });
    const [first] = [await server.join('a'), await server.join('b')];
    const third = await server.raw('c');
    expect(await third.ended()).toEqual({ code: 4429, reason: 'connections.too-many' });
    expect(server.counters.refused.get('connections.too-many')).toBe(1);
    await server.join('c', 'bob:editor');
    await first.close();
    await eventually('the first has gone', () => server.counters.connections === 2);
    expect((await server.join('c')).line.closed).toBe(null);
  });

  it('[LI1] are not counted where there are no users', async () => {
    const server = await socketServer({ limits: { connectionsPerUser: 1 }, gate: openAccess });
    for (const room of ['a', 'b', 'c']) expect((await server.join(room)).line.closed).toBe(null);
  });
});

describe('a connection that sends frames too fast', () => {
  it('[LI2] is read more slowly, and loses nothing', async () => {
    const time = jumpingTime();
    const server = await socketServer({ limits: { framesPerSecond: 10, frameBurst: 20 }, time });
    const [ada, bob] = [await server.raw('r'), await server.raw('other', 'bob:editor')];
    await ada.roundTrip();
    const doc = docAs(10);
    // More than one read of a socket takes: what a read has brought is handled before the pause begins.
    for (let frames = 0; frames < 300; frames++) ada.update(type(doc, 'x'.repeat(2_000)));
    await eventually('it is slowed down', () => server.counters.throttled === 1);
    for (let turns = 0; turns < 5; turns++) await bob.roundTrip();
    expect(server.counters.framesIn).toBeLessThan(200);
    await eventually('everything is in', () => {
      time.jump(1_000);
      return server.counters.framesIn > 300;
    });
    expect(await ada.decided(299)).toBe(null);
    expect(server.counters.throttled).toBeGreaterThan(1);
    expect(ada.frames.filter((frame) => frame.type === 'notice').map((frame) => frame.code)).toContain('frames.too-fast');
    time.jump(20_000);
    await Promise.all([ada.roundTrip(), ada.socketRoundTrip()]);
    expect([ada.refused, ada.closed]).toEqual([[], null]);
    expect(await server.rooms.read('r', (room) => room.getText('t').length)).toBe(600_000);
    time.stop();
  });

  it('[LI2] is no other member’s trouble, and a person never comes near it', async () => {
    const server = await socketServer({ limits: { framesPerSecond: 1, frameBurst: 20 } });
    const [ada, bob] = [await server.join('r'), await server.join('r', 'bob:editor')];
    const mallory = await server.raw('r', 'mallory:editor');
    for (let frames = 0; frames < 100; frames++) mallory.awareness([]);
    await eventually('it is slowed down', () => server.counters.throttled === 1);
    ada.type('ada');
    await bob.line.until('it arrives', () => bob.text === 'ada');
    mallory.terminate();
    await eventually('it has gone', () => server.counters.connections === 2);
  });
});

describe('a project that is full', () => {
  const rules = (room: string) => ({
    inspect: (doc: Y.Doc): 'limit.tasks' | null => (room === 'p/x' && doc.getText('t').length > 3 ? 'limit.tasks' : null),
  });

  it('[LI3] refuses the update that would make it so: closed 4413, and no trace', async () => {
    const server = await socketServer({ rules });
    const ada = await server.join('p/x');
    ada.type('abc');
    await ada.settled();
    const bob = await server.join('p/x', 'bob:editor');
    bob.type('d');
    expect(await bob.line.ended()).toEqual({ code: 4413, reason: 'limit.tasks' });
    expect(server.counters.refused.get('limit.tasks')).toBe(1);
    ada.doc.getText('t').delete(0, 1);
    ada.type('e');
    await ada.settled();
    const fresh = await server.join('p/x', 'carol:editor');
    expect([fresh.text, ada.text, ada.line.closed]).toEqual(['bce', 'bce', null]);
    expect(fresh.doc.store.clients.has(bob.doc.clientID)).toBe(false);
  });

  it('[LI3] that holds more already may be emptied: its members aren’t locked out', async () => {
    const before = await socketServer();
    const ada = await before.join('p/x');
    ada.type('abcdef');
    await ada.settled();
    const server = await socketServer({ rules, inner: before.store });
    const bob = await server.join('p/x', 'bob:editor');
    bob.doc.getText('t').delete(0, 1);
    bob.doc.getText('t').delete(0, 3);
    await bob.settled();
    bob.type('g');
    await bob.settled();
    bob.type('h');
    expect(await bob.line.ended()).toEqual({ code: 4413, reason: 'limit.tasks' });
    expect(await server.rooms.read('p/x', (doc) => doc.getText('t').toString())).toBe('efg');
  });
});

describe('the server’s own edits over real sockets', () => {
  const write = (words: string) => ({
    room: 'r',
    author: '',
    edit: (doc: Y.Doc) => doc.getText('t').insert(doc.getText('t').length, words),
  });

  it('[SE1] reach plain y-websocket clients, readers and writers, and are theirs to build upon', async () => {
    const server = await socketServer();
    const [ada, vera, plain] = [
      await server.join('r'),
      await server.join('r', 'vera:viewer'),
      await server.raw('r', 'bob:editor', { plain: true }),
    ];
    plain.step1();
    await plain.frame('step2');
    await server.rooms.commit({ edits: [write('from the server')] });
    await vera.line.until('the reader has it', () => vera.text === 'from the server');
    await plain.frame('update', ({ update }) => textOf([update]) === 'from the server');
    await ada.line.until('the writer has it', () => ada.text === 'from the server');
    ada.type(', and back');
    await ada.settled();
    expect(await server.rooms.read('r', (doc) => doc.getText('t').toString())).toBe('from the server, and back');
  });

  it('[SE2] can’t be forged: structs under the server’s id are taken out of a frame', async () => {
    const server = await socketServer();
    await server.rooms.commit({ edits: [write('true')] });
    const ada = await server.join('r');
    const [id] = [...ada.doc.store.clients.keys()];
    const mallory = await server.raw('r', 'mallory:editor');
    const index = mallory.update(type(docAs(id as number, Y.encodeStateAsUpdate(ada.doc)), 'forged'));
    expect(await mallory.decided(index)).toEqual({ index, code: 'update.forged' });
    expect(await recordsOf(server.store, 'r')).toHaveLength(1);
  });
});

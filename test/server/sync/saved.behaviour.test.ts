import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { eventually } from '../../support/eventually.ts';
import { testServer } from '../../support/server.ts';
import { docAs, letters, textOf, type } from '../../support/updates.ts';

describe('saved', () => {
  it('[SA1] counts write frames from 0, names refusals by index, and never falls', async () => {
    const server = await testServer();
    const client = await server.raw('r', 'ada:editor');
    client.step1();
    expect(client.update(letters('a')[0] as Uint8Array)).toBe(0);
    expect(await client.decided(0)).toBe(null);
    server.gate.setRole('ada', 'viewer');
    await client.frame('role', ({ writable }) => !writable);
    client.update(letters('b')[0] as Uint8Array);
    client.step2(Uint8Array.of(0, 0));
    await client.decided(2);
    expect(client.refused).toEqual([{ index: 1, code: 'role.read-only' }]);
    expect(client.saved).toBe(3);
  });

  it('[SA1] is told only to clients that asked for weft.1', async () => {
    const server = await testServer();
    const plain = await server.raw('r', 'ada:editor', { plain: true });
    plain.update(letters('a')[0] as Uint8Array);
    plain.step1();
    await plain.frame('step2');
    await plain.roundTrip();
    expect(new Set(plain.frames.map(({ type }) => type))).toEqual(new Set(['step1', 'step2']));
    expect(plain.socket.protocol).toBe('');
    const weft = await server.raw('r', 'bob:editor');
    expect(weft.socket.protocol).toBe('weft.1');
  });

  it('[SA2] comes after the record is on disk, not before', async () => {
    const server = await testServer();
    const client = await server.raw('r');
    const release = server.store.holdWrites();
    const index = client.update(letters('a')[0] as Uint8Array);
    await eventually('the write began', () => server.store.writing > 0);
    await client.roundTrip();
    expect(client.saved).toBe(0);
    release();
    expect(await client.decided(index)).toBe(null);
    expect(server.store.written).toHaveLength(1);
  });

  it('[SA2] waits, for a frame that brings nothing new, for everything that the room had accepted at its arrival', async () => {
    const server = await testServer();
    const [ada, bob] = [await server.raw('r', 'ada:editor'), await server.listen('r', 'bob:editor')];
    const [update] = letters('a') as [Uint8Array];
    const release = server.store.holdWrites();
    ada.update(update);
    await bob.frame('update');
    const [repeated, empty] = [bob.step2(update), bob.step2(Uint8Array.of(0, 0))];
    await bob.roundTrip();
    expect(bob.saved).toBe(0);
    release();
    expect(await bob.decided(repeated)).toBe(null);
    expect(await bob.decided(empty)).toBe(null);
    expect(server.store.written).toHaveLength(1);
  });

  it('[SA3] lets a dropped frame wait for the step 2 that repeats it', async () => {
    const server = await testServer();
    const client = await server.raw('r');
    await client.frame('step1');
    const updates = letters('abc');
    client.update(updates[2] as Uint8Array);
    await client.roundTrip();
    await server.breathe(20);
    expect(client.saved).toBe(0);
    client.step2(Y.mergeUpdates(updates));
    await client.decided(1);
    expect(client.refused).toEqual([]);
    const fresh = await server.join('r', 'bob:editor');
    expect(fresh.text).toBe('abc');
  });

  it('[SA3] decides a dropped frame also by a step 2 that is refused', async () => {
    const server = await testServer({ limits: { ownerAnswer: 50 } });
    const ada = await server.join('r');
    ada.type('hers');
    await ada.settled();
    const bob = await server.raw('r', 'bob:editor');
    await bob.frame('step1');
    const mine = letters('abc');
    const forger = docAs(ada.doc.clientID, Y.encodeStateAsUpdate(ada.doc));
    const dropped = bob.update(mine[2] as Uint8Array);
    const step2 = bob.step2(Y.mergeUpdates([type(forger, 'forged'), ...mine]));
    expect(await bob.decided(step2)).toEqual({ index: step2, code: 'update.forged' });
    expect(await bob.decided(dropped)).toBe(null);
    await ada.line.until('what is his is there', () => ada.text.includes('abc'));
  });

  it('[SA3] decides a dropped frame also when its sender has become a reader', async () => {
    const server = await testServer();
    const bob = await server.raw('r', 'bob:editor');
    const mine = letters('abc');
    bob.step2(Uint8Array.of(0, 0));
    const dropped = bob.update(mine[2] as Uint8Array);
    await bob.roundTrip();
    server.gate.setRole('bob', 'viewer');
    await bob.frame('role', ({ writable }) => !writable);
    const step2 = bob.step2(Y.mergeUpdates(mine));
    expect((await bob.decided(step2))?.code).toBe('role.read-only');
    expect((await bob.decided(dropped))?.code).toBe('role.read-only');
  });

  it('[SA4] counts each connection anew: offline edits are saved when the step 2 of the new connection is acked', async () => {
    const server = await testServer();
    const client = await server.join('r');
    client.type('online ');
    await client.settled();
    client.drop();
    client.type('offline');
    await client.connect();
    await client.synced();
    expect(client.line.saved).toBeLessThanOrEqual(client.line.sent);
    await client.line.until('step 2 was sent', () => client.line.sent === 1);
    await client.settled();
    expect(client.line.refused).toEqual([]);
    expect(textOf(server.store.written.map(({ record }) => record.update))).toBe('online offline');
  });

  it.each(['before', 'after'] as const)(
    '[SA5][NO2] acks nothing while the store fails (%s the write), and everything afterwards',
    async (failing) => {
      const server = await testServer({ errorsExpected: true });
      const [ada, plain] = [await server.join('r'), await server.raw('r', 'bob:editor', { plain: true })];
      await ada.settled();
      const saved = ada.line.saved;
      server.store.failing = failing;
      for (const letter of 'unsaved') ada.type(letter);
      await ada.line.frame('notice', ({ code }) => code === 'store.failing');
      const late = await server.raw('r', 'carol:editor');
      await late.frame('notice', ({ code }) => code === 'store.failing');
      late.step2(Uint8Array.of(0, 0));
      await server.breathe(50);
      await ada.line.roundTrip();
      await late.roundTrip();
      expect([ada.line.saved, late.saved]).toEqual([saved, 0]);
      server.store.failing = 'no';
      await ada.line.frame('notice', ({ code }) => code === 'store.recovered');
      await late.frame('notice', ({ code }) => code === 'store.recovered');
      await ada.settled();
      expect(textOf(server.store.written.map(({ record }) => record.update))).toBe('unsaved');
      expect(plain.frames.some(({ type }) => type === 'notice' || type === 'saved')).toBe(false);
      const { head } = await server.store.read('r');
      expect(server.store.written.map(({ record }) => record.seq)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
    },
  );
});

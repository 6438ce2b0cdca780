import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { fingerprint, fingerprintOf, hasGaps } from '../support/fingerprint.ts';
import { runSeed, seeded } from '../support/random.ts';
import type { RawClient } from '../support/raw-client.ts';
import { testServer } from '../support/server.ts';
import { recordsOf } from '../support/steered-store.ts';
import { letters } from '../support/updates.ts';

const seed = runSeed();

/** Notes every ack that comes between `store.failing` and `store.recovered`, which are sent in order with the acks. */
function watchAcks(line: RawClient): { readonly whileFailing: number[]; readonly notices: string[] } {
  const whileFailing: number[] = [];
  const notices: string[] = [];
  const was = line.onFrame;
  line.onFrame = (frame, bytes) => {
    if (frame.type === 'notice' && frame.code !== null) notices.push(frame.code);
    if (frame.type === 'saved' && notices.at(-1) === 'store.failing') whileFailing.push(frame.count);
    was(frame, bytes);
  };
  return { whileFailing, notices };
}

describe('a store that fails again and again', () => {
  it(`[SA5][NO2][SY9] acks nothing while it fails, tells everybody, and loses nothing (seed ${seed})`, { timeout: 120_000 }, async () => {
    const random = seeded(seed);
    const server = await testServer({ store: 'level', errorsExpected: true, limits: { reopenMin: 5, reopenMax: 20, tailRecords: 30 } });
    const rooms = ['one', 'two'];
    const clients = await Promise.all(rooms.flatMap((room) => ['ada', 'bob'].map((name) => server.join(room, `${name}:editor`))));
    const readers = await Promise.all(rooms.map((room) => server.join(room, 'vera:viewer')));
    const watched = [...clients, ...readers].map(({ line }) => watchAcks(line));
    let words = 0;
    for (let round = 0; round < 25; round++) {
      server.store.failing = random.pick(['no', 'before', 'after'] as const);
      for (let edits = random.between(1, 20); edits > 0; edits--) {
        random.pick(clients).type(`${words++} `);
        if (random.chance(0.3)) await server.breathe(random.below(6));
      }
      if (random.chance(0.7)) server.store.failing = 'no';
      await server.breathe(random.below(30));
    }
    server.store.failing = 'no';
    await clients[0]?.line.until('it works again', () => (watched[0]?.notices.at(-1) ?? 'store.recovered') === 'store.recovered');
    for (const client of clients) client.type('the end ');
    for (const client of clients) await client.settled(20_000);

    expect(watched.flatMap(({ whileFailing }) => whileFailing)).toEqual([]);
    for (const { notices } of watched) {
      expect(notices.length).toBeGreaterThan(0);
      expect(notices.filter((code, index) => code !== (index % 2 === 0 ? 'store.failing' : 'store.recovered'))).toEqual([]);
    }
    for (const [index, room] of rooms.entries()) {
      const [ada, bob] = clients.slice(index * 2, index * 2 + 2);
      if (ada === undefined || bob === undefined) throw new Error('There are two writers a room.');
      await bob.line.until('both have it all', () => fingerprint(bob.doc) === fingerprint(ada.doc));
      await readers[index]?.line.until('the reader has it all', () => readers[index]?.text === ada.text);
      expect(hasGaps(ada.doc)).toBe(false);
      const records = await recordsOf(server.store, room);
      expect(records.map(({ seq }) => seq)).toEqual(records.map((_, at) => at + 1));
      expect(fingerprintOf(Y.mergeUpdates(records.map(({ update }) => update)))).toBe(fingerprint(ada.doc));
    }
    const texts = clients.map(({ text }) => text).join('');
    for (let word = 0; word < words; word++) expect(texts, `word ${word}`).toContain(`${word} `);
    await server.restart();
    for (const [index, room] of rooms.entries()) expect((await server.join(room, 'new:viewer')).text).toBe(clients[index * 2]?.text);
  });

  it('[NO2] serves those who are there, and lets nobody lose what was typed meanwhile when the server stops', async () => {
    const server = await testServer({ store: 'level', errorsExpected: true });
    const ada = await server.join('r');
    ada.type('before ');
    await ada.settled();
    server.store.failing = 'before';
    ada.type('meanwhile');
    await ada.line.frame('notice', ({ code }) => code === 'store.failing');
    const late = await server.join('r', 'bob:editor');
    expect(late.text).toContain('before ');
    const health = await fetch(`${server.http}/readyz`);
    expect(health.status).toBe(503);
    server.store.failing = 'no';
    await ada.settled();
    await server.restart();
    expect((await server.join('r', 'carol:editor')).text).toBe('before meanwhile');
  });

  it('[CL2] closes who wants a room that isn’t in memory with 1013, and lets it in afterwards', async () => {
    const server = await testServer({ store: 'level', errorsExpected: true });
    const ada = await server.join('here');
    server.store.failing = 'before';
    ada.type('fails');
    await ada.line.frame('notice', ({ code }) => code === 'store.failing');
    const elsewhere = await server.raw('elsewhere', 'bob:editor');
    expect(await elsewhere.ended()).toEqual({ code: 1013, reason: 'room.busy' });
    server.store.failing = 'no';
    await ada.settled();
    const again = await server.raw('elsewhere', 'bob:editor');
    await again.decided(again.update(letters('x')[0] as Uint8Array));
  });

  it('[SA5] rejects nothing for ever: what was accepted just before the fault keeps its place', async () => {
    const server = await testServer({ store: 'level', errorsExpected: true });
    const [ada, bob] = [await server.join('r'), await server.join('r', 'bob:editor')];
    await ada.settled();
    const release = server.store.holdWrites();
    ada.type('accepted and passed on');
    await bob.line.until('it was passed on', () => bob.text === 'accepted and passed on');
    server.store.failing = 'after';
    release();
    await ada.line.frame('notice', ({ code }) => code === 'store.failing');
    server.store.failing = 'no';
    await ada.settled();
    expect(ada.line.refused).toEqual([]);
    const records = await recordsOf(server.store, 'r');
    expect(records).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { appearance, fingerprint, hasGaps } from '../../support/fingerprint.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { randomEdit } from '../../support/random-edits.ts';
import { testServer } from '../../support/server.ts';
import { recordsOf } from '../../support/steered-store.ts';

describe('history', () => {
  const seed = runSeed();

  it(`rebuilds any past state from log and packed segments as it was recorded live (seed ${seed})`, async () => {
    const random = seeded(seed);
    const server = await testServer({ store: 'level', limits: { tailRecords: 20, idleDocument: 20, idleRoom: 20 } });
    const live = new Map<number, string>();
    const authors: string[] = [];
    for (let visit = 0; visit < 5; visit++) {
      const users = ['ada', 'bob', 'carol'];
      const clients = await Promise.all(users.map((user) => server.join('r', `${user}:editor`)));
      for (let step = 0; step < 40; step++) {
        const at = random.below(clients.length);
        const client = clients[at];
        if (client === undefined) continue;
        const before = client.line.sent;
        randomEdit(client.doc, random);
        if (client.line.sent === before) continue;
        await client.settled();
        const head = await server.store.head('r');
        const now = fingerprint(client.doc);
        live.set(head, appearance(client.doc));
        while (authors.length < head) authors.push(users[at] ?? '');
        for (const other of clients) {
          await other.line.until('all have it', () => Y.encodeStateVector(other.doc).length > 0 && fingerprint(other.doc) === now);
        }
      }
      for (const client of clients) await client.close();
      if (visit % 2 === 0) await server.restart();
      else await server.breathe(100);
    }
    const { snapshot, head } = await server.store.read('r');
    expect(snapshot?.seq).toBeGreaterThan(0);
    const records = await recordsOf(server.store, 'r');
    expect(records.map(({ seq }) => seq)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
    expect(records.map(({ author }) => author)).toEqual(authors);
    const doc = new Y.Doc();
    let compared = 0;
    for (const { seq, update } of records) {
      Y.applyUpdate(doc, update);
      expect(hasGaps(doc)).toBe(false);
      const recorded = live.get(seq);
      if (recorded === undefined) continue;
      expect(appearance(doc)).toBe(recorded);
      compared++;
    }
    expect(compared).toBe(live.size);
    expect(compared).toBeGreaterThan(100);
  });
});

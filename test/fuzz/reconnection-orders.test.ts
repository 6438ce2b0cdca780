import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { DocClient } from '../support/doc-client.ts';
import { fingerprint, fingerprintOf, hasGaps } from '../support/fingerprint.ts';
import { type TestServer, testServer } from '../support/server.ts';
import { recordsOf } from '../support/steered-store.ts';

const NAMES = ['ada', 'bob', 'carol'] as const;
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

const inserted = (client: DocClient, at: number, words: string): void => client.doc.getText('t').insert(at, words);

/**
 * Three people hold each other's edits, none of which is on disk: each word stands inside the one before, so that none
 * integrates without the others. Then the server dies.
 */
async function entangled(server: TestServer, room: string): Promise<DocClient[]> {
  const clients = await Promise.all(NAMES.map((name) => server.join(room, `${name}:editor`)));
  const [ada, bob, carol] = clients as [DocClient, DocClient, DocClient];
  const all = (length: number): Promise<unknown> =>
    Promise.all(clients.map((client) => client.line.until(`${length} letters are there`, () => client.length === length)));
  ada.type('[saved]');
  for (const client of clients) await client.settled();
  await all(7);
  server.store.holdWrites();
  inserted(ada, 1, 'aaa');
  await all(10);
  inserted(bob, 2, 'bbb');
  await all(13);
  inserted(carol, 3, 'ccc');
  await all(16);
  ada.doc.getText('t').delete(3, 1);
  inserted(ada, 4, 'AAA');
  await all(18);
  inserted(bob, 5, 'BBB');
  await all(21);
  await server.crash();
  return clients;
}

async function comeBack(client: DocClient): Promise<void> {
  await client.connect();
  await client.synced();
  await client.line.until('its step 2 was sent', () => client.line.sent > 0);
  await client.settled();
}

async function agree(server: TestServer, room: string, clients: readonly DocClient[], expected: string): Promise<void> {
  const records = await recordsOf(server.store, room);
  expect(fingerprintOf(Y.mergeUpdates(records.map(({ update }) => update)))).toBe(expected);
  for (const client of clients) {
    await client.line.until('it is equal', () => fingerprint(client.doc) === expected);
    expect(hasGaps(client.doc)).toBe(false);
    expect(client.line.refused).toEqual([]);
  }
}

describe('three clients that hold each other’s unsaved edits', () => {
  it.each(ORDERS)('[SY5][ID3] come back one after the other: %i %i %i', async (...order) => {
    const server = await testServer({ errorsExpected: true });
    const clients = await entangled(server, 'r');
    const expected = fingerprint(clients[0]?.doc as Y.Doc);
    for (const at of order) await comeBack(clients[at] as DocClient);
    await agree(server, 'r', clients, expected);
  });

  it.each(ORDERS)('[ID3] two come back and the third stays away: %i %i, not %i', async (first, second, away) => {
    const server = await testServer({ errorsExpected: true });
    const clients = await entangled(server, 'r');
    const expected = fingerprint(clients[0]?.doc as Y.Doc);
    for (const at of [first, second]) await comeBack(clients[at] as DocClient);
    await agree(server, 'r', [clients[first] as DocClient, clients[second] as DocClient], expected);
    const records = await recordsOf(server.store, 'r');
    expect(new Set(records.map(({ sender }) => sender))).not.toContain(away === 0 ? 'nobody' : NAMES[away]);
  });

  it('[ID2] come back all at once', async () => {
    const server = await testServer({ errorsExpected: true });
    const clients = await entangled(server, 'r');
    const expected = fingerprint(clients[0]?.doc as Y.Doc);
    await Promise.all(clients.map(comeBack));
    await agree(server, 'r', clients, expected);
  });

  it.each(ORDERS)('[ID2][ID5] come back connected first and answering in this order: %i %i %i', async (...order) => {
    const server = await testServer({ errorsExpected: true, limits: { ownerAnswer: 150 } });
    const clients = await entangled(server, 'r');
    const expected = fingerprint(clients[0]?.doc as Y.Doc);
    const lines = [];
    for (const at of order) {
      const line = await server.raw('r', `${NAMES[at]}:editor`);
      await line.frame('step1');
      lines.push({ line, doc: (clients[at] as DocClient).doc });
    }
    // Each answers every question, from the first to the last; who brings others' words while they are there must wait for them.
    for (const { line, doc } of lines) {
      line.onFrame = (frame) => {
        if (frame.type === 'step1') line.step2(Y.encodeStateAsUpdate(doc, frame.stateVector));
      };
      line.step2(Y.encodeStateAsUpdate(doc));
    }
    for (const { line } of lines) await line.until('all is decided', () => line.saved > 0 && line.saved >= line.sent);
    const fresh = await server.join('r', 'dora:viewer');
    await fresh.line.until('a newcomer has it all', () => fingerprint(fresh.doc) === expected);
    expect(hasGaps(fresh.doc)).toBe(false);
  });
});

import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../shared/limits.ts';
import { DocClient } from '../support/doc-client.ts';
import { eventually } from '../support/eventually.ts';
import { fingerprint, hasGaps } from '../support/fingerprint.ts';
import { RawClient } from '../support/raw-client.ts';
import { serverProcess } from '../support/server-process.ts';

const PAUSED = 5;
const PIECE = 32 * 1024;
/** 40 MB. */
const PIECES = 1280;
const WARM_UP = 320;
/** Bytes that the process may grow by: each paused member's cap, and what a garbage collector leaves lying about. */
const CAP = PAUSED * LIMITS.outboxBytes + 10 * 1024 * 1024;

/** A value of some weight that replaces the one before: 40 MB pass, and the document stays small. */
function pass(doc: Y.Doc, name: string): void {
  doc.getMap('m').set('weight', `${name} ${'w'.repeat(PIECE)}`);
}

it('[BP1] paused readers cost no more than their cap while 40 MB pass, lag alone, and converge when they resume', {
  timeout: 120_000,
}, async () => {
  const server = await serverProcess({ open: true });
  const doc = new Y.Doc();
  const writer = await RawClient.open({ url: server.url, room: 'r', record: false });
  doc.on('update', (update: Uint8Array) => writer.update(update));
  const join = (): Promise<DocClient> => DocClient.join({ url: server.url, room: 'r', record: false });
  const send = async (round: string, pieces: number): Promise<void> => {
    for (let index = 0; index < pieces; index++) {
      pass(doc, `${round} ${index}`);
      if (index % 16 === 15) await writer.decided(writer.sent - 1, 30_000);
    }
  };
  // Cheap to ask at every frame, unlike the whole document.
  const isCurrent = (client: DocClient): boolean => client.doc.getMap('m').get('weight') === doc.getMap('m').get('weight');
  const reader = await join();
  // Once for nothing: caches, log and snapshot are as large as they get.
  await send('first', WARM_UP);
  await reader.line.until('the reader has it all', () => isCurrent(reader), 30_000);
  const used = (memory: NodeJS.MemoryUsage): number => memory.heapUsed + memory.external;
  const before = await server.memory();

  const slow = await Promise.all(Array.from({ length: PAUSED }, join));
  for (const { line } of slow) line.pause();
  await send('second', PIECES);
  await reader.line.until('the other reader has it all', () => isCurrent(reader), 30_000);
  let grown = Number.POSITIVE_INFINITY;
  // What a collector hasn't come upon yet is no cost of theirs: ask until it has.
  await eventually(
    'the process has grown by no more than the cap',
    async () => {
      grown = used(await server.memory()) - used(before);
      return grown < CAP;
    },
    { seen: () => `${grown} bytes` },
  );
  console.info(`slow readers: ${(grown / 1024 / 1024).toFixed(1)} MB for ${PAUSED} while ${(PIECE * PIECES) / 1024 / 1024} MB passed`);

  for (const { line } of slow) line.resume();
  for (const client of slow) {
    await client.line.until('it has caught up', () => isCurrent(client), 60_000);
    expect(fingerprint(client.doc)).toBe(fingerprint(doc));
    expect(hasGaps(client.doc)).toBe(false);
    expect(client.line.isOpen).toBe(true);
  }
  for (const client of [...slow, reader]) await client.close();
  await writer.close();
  expect(await server.errors()).toEqual([]);
});

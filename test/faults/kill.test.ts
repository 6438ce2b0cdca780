import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { DocClient } from '../support/doc-client.ts';
import { hasGaps } from '../support/fingerprint.ts';
import { runSeed, type Seeded, seeded } from '../support/random.ts';
import { RawClient } from '../support/raw-client.ts';
import { type ServerProcess, serverProcess } from '../support/server-process.ts';

/** The long form is for nights. */
const ROUNDS = process.env.WEFT_LONG === undefined ? 30 : 200;
/** Acks a round at least, before the server is killed at some moment. */
const ACKS = 200;
const ROOMS = ['one', 'two', 'three'];
const WRITERS_A_ROOM = 2;

/** What one writer knows, in this process, which isn't killed: every word that it sent, and how far the acks went. */
interface Journal {
  readonly room: string;
  readonly writer: string;
  /** Words by write frame. */
  readonly sent: string[];
  saved: number;
}

/** A writer that sends one word after the other, a dozen ahead of the acks, until its line dies. */
async function write(
  server: ServerProcess,
  room: string,
  writer: string,
  random: Seeded,
  onAck: (count: number) => void,
): Promise<Journal> {
  const journal: Journal = { room, writer, sent: [], saved: 0 };
  const doc = new Y.Doc();
  const line = await RawClient.open({ url: server.url, room, token: `${writer}:editor`, record: false });
  let dead = false;
  line.socket.on('close', () => {
    dead = true;
  });
  line.onFrame = (frame) => {
    if (frame.type !== 'saved') return;
    expect(line.refused).toEqual([]);
    onAck(line.saved - journal.saved);
    journal.saved = line.saved;
  };
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const words = doc.getArray<string>('words');
  while (!dead) {
    if (line.sent - line.saved < 12) {
      const word = `${writer} ${journal.sent.length} ${'x'.repeat(random.below(200))}`;
      words.push([word]);
      journal.sent.push(word);
      line.update(updates.pop() as Uint8Array);
    }
    await sleep(random.chance(0.3) ? 1 : 0);
  }
  return journal;
}

/** Everything that the server has of a room after its restart. */
async function readBack(server: ServerProcess, room: string): Promise<Y.Doc> {
  const reader = await DocClient.join({ url: server.url, room, token: 'reader:viewer' });
  await reader.line.close();
  expect(hasGaps(reader.doc)).toBe(false);
  return reader.doc;
}

const seed = runSeed();

it(`loses no acked update to kill -9, and makes nothing up: ${ROUNDS} rounds (seed ${seed})`, { timeout: ROUNDS * 20_000 }, async () => {
  const random = seeded(seed);
  const server = await serverProcess();
  const journals: Journal[] = [];
  let acked = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let acks = 0;
    let enough = (): void => {};
    const loaded = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const onAck = (count: number): void => {
      acks += count;
      if (acks >= ACKS) enough();
    };
    const writing = ROOMS.flatMap((room) =>
      Array.from({ length: WRITERS_A_ROOM }, (_, index) => write(server, room, `r${round}w${index}`, random, onAck)),
    );
    await loaded;
    await sleep(random.next() * 30);
    await server.kill();
    journals.push(...(await Promise.all(writing)));
    acked += acks;
    await server.start();
    expect(await countLost(server, journals.slice(-ROOMS.length * WRITERS_A_ROOM))).toBe(0);
  }
  const lost = await countLost(server, journals);
  console.info(`kill -9: ${ROUNDS} rounds, ${acked} acked, ${lost} lost (seed ${seed})`);
  expect(lost).toBe(0);
  expect(acked).toBeGreaterThanOrEqual(ROUNDS * ACKS);
});

/** Counts what is acked and not there. Whatever of a writer is there must be what it sent, in its order. */
async function countLost(server: ServerProcess, journals: readonly Journal[]): Promise<number> {
  let lost = 0;
  for (const room of ROOMS) {
    const doc = await readBack(server, room);
    const kept = groupByWriter(doc.getArray<string>('words').toArray());
    for (const { writer, sent, saved } of journals.filter((journal) => journal.room === room)) {
      const words = kept.get(writer) ?? [];
      lost += Math.max(0, saved - words.length);
      expect(words, `${writer} in ${room}`).toEqual(sent.slice(0, words.length));
      kept.delete(writer);
    }
    doc.destroy();
  }
  return lost;
}

function groupByWriter(words: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const word of words) {
    const writer = word.split(' ')[0] ?? '';
    const group = groups.get(writer);
    if (group === undefined) groups.set(writer, [word]);
    else group.push(word);
  }
  return groups;
}

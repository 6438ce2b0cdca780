import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { KIND, roomKey } from '../../../server/store/keys.ts';
import type { LogRecord, Store } from '../../../server/store/store.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { randomEdit } from '../../support/random-edits.ts';
import { collect, records, snapshotAt, wholeHistory } from './records.ts';
import { openLevel, temporaryFolder } from './support.ts';

const SEED = runSeed();

/** Bytes that a segment holds before compression are at most about this many: what a reader of the history has in memory. */
const SEGMENT_BYTES = 256 * 1024;

type Step =
  | { readonly kind: 'write'; readonly room: number; readonly content: readonly Omit<LogRecord, 'seq'>[] }
  | { readonly kind: 'compact'; readonly room: number; readonly share: number }
  | { readonly kind: 'restart' };

const room = fc.constantFrom(0, 1);
const user = fc.constantFrom('', 'ann', '王', 'a\0');
const content = fc.record({
  time: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  author: user,
  sender: user,
  update: fc.oneof(
    { weight: 9, arbitrary: fc.uint8Array({ maxLength: 60 }) },
    { weight: 1, arbitrary: fc.integer({ min: 30_000, max: 90_000 }).map((length) => new Uint8Array(length).fill(length & 255)) },
  ),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write'), room, content: fc.array(content, { maxLength: 8 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('compact'), room, share: fc.double({ min: 0, max: 1, noNaN: true }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart') }) },
);

describe(`the history (seed ${SEED})`, () => {
  it('is what was written, however it was written, compacted and restarted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const folder = await temporaryFolder();
        let store = await openLevel(folder);
        const written: LogRecord[][] = [[], []];
        const covered = [0, 0];
        for (const current of steps) {
          if (current.kind === 'restart') {
            await store.close();
            store = await openLevel(folder);
            continue;
          }
          const log = written[current.room] as LogRecord[];
          if (current.kind === 'write') {
            const more = current.content.map((fields, index) => ({ ...fields, seq: log.length + index + 1 }));
            log.push(...more);
            await store.write({ rooms: [{ room: `room ${current.room}`, records: more }] });
          } else if (log.length > 0) {
            const seq = 1 + Math.floor(current.share * (log.length - 1));
            covered[current.room] = Math.max(seq, covered[current.room] as number);
            await store.compact(`room ${current.room}`, snapshotAt(seq));
          }
        }
        await expectRooms(store, written, covered);
        await store.close();
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  async function expectRooms(store: Store, written: readonly LogRecord[][], covered: readonly number[]): Promise<void> {
    for (const [index, log] of written.entries()) {
      const name = `room ${index}`;
      const from = covered[index] as number;
      expect(same(await wholeHistory(store, name), log)).toBe(true);
      expect(same(await collect(store.history(name, from)), log.slice(from))).toBe(true);
      const stored = await store.read(name);
      expect(stored.head).toBe(log.length);
      expect(stored.snapshot).toEqual(from === 0 ? null : snapshotAt(from));
      expect(same(stored.tail, log.slice(from))).toBe(true);
    }
  }

  /** `toEqual` takes seconds for large arrays of bytes. */
  function same(found: readonly LogRecord[], wanted: readonly LogRecord[]): boolean {
    return (
      found.length === wanted.length &&
      found.every((record, index) => {
        const other = wanted[index] as LogRecord;
        const fields =
          record.seq === other.seq && record.time === other.time && record.author === other.author && record.sender === other.sender;
        return fields && Buffer.compare(record.update, other.update) === 0;
      })
    );
  }

  it('rebuilds every past state of a document from log and packed segments', async () => {
    const random = seeded(SEED);
    const folder = await temporaryFolder();
    let store = await openLevel(folder);
    const [ann, bob, server] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
    const recorded: Uint8Array[] = [];
    let head = 0;
    let waiting: LogRecord[] = [];
    server.on('update', (update: Uint8Array) => {
      head++;
      waiting.push({ seq: head, time: head, author: random.pick(['ann', 'bob']), sender: 'ann', update });
      recorded.push(Y.encodeStateAsUpdate(server));
    });
    const send = (from: Y.Doc) => Y.applyUpdate(server, Y.encodeStateAsUpdate(from, Y.encodeStateVector(server)));
    while (head < 400) {
      const writer = random.pick([ann, bob]);
      for (let edits = random.between(1, 4); edits > 0; edits--) randomEdit(writer, random);
      send(writer);
      if (random.chance(0.3)) for (const reader of [ann, bob]) Y.applyUpdate(reader, Y.encodeStateAsUpdate(server));
      if (random.chance(0.4)) {
        await store.write({ rooms: [{ room: 'a', records: waiting }] });
        waiting = [];
        if (random.chance(0.2)) {
          await store.compact('a', { seq: head, update: Y.encodeStateAsUpdate(server), stateVector: Y.encodeStateVector(server) });
        }
        if (random.chance(0.05)) {
          await store.close();
          store = await openLevel(folder);
        }
      }
    }
    await store.write({ rooms: [{ room: 'a', records: waiting }] });
    const rebuilt = new Y.Doc();
    let states = 0;
    for await (const { seq, update } of store.history('a', 0)) {
      Y.applyUpdate(rebuilt, update);
      expect(Buffer.compare(Y.encodeStateAsUpdate(rebuilt), recorded[seq - 1] as Uint8Array), `state after record ${seq}`).toBe(0);
      states++;
    }
    expect(states).toBe(head);
    const { snapshot, tail } = await store.read('a');
    const loaded = new Y.Doc();
    if (snapshot === null) throw new Error(`Seed ${SEED} never compacted.`);
    Y.applyUpdate(loaded, snapshot.update);
    expect(Y.encodeStateVector(loaded)).toEqual(snapshot.stateVector);
    for (const { update } of tail) Y.applyUpdate(loaded, update);
    expect(loaded.toJSON()).toEqual(server.toJSON());
    expect(Y.encodeStateVector(loaded)).toEqual(Y.encodeStateVector(server));
  });

  it('is packed into segments of bounded size, few of them small, and takes less room', async () => {
    const folder = await temporaryFolder();
    const store = await openLevel(folder);
    const count = 30_000;
    const wide = records(1, count).map((one) => ({ ...one, update: new Uint8Array(24).fill(one.seq & 15) }));
    for (let from = 0; from < count / 2; from += 100) await store.write({ rooms: [{ room: 'a', records: wide.slice(from, from + 100) }] });
    await store.write({ rooms: [{ room: 'a', records: wide.slice(count / 2) }] });
    for (let seq = 100; seq <= 2000; seq += 100) await store.compact('a', snapshotAt(seq));
    await store.compact('a', snapshotAt(count));
    await store.close();
    const segments = await rawSegments(folder);
    const sizes = segments.map((value) => value.readUInt32BE(4));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(SEGMENT_BYTES);
    expect(segments.length).toBeGreaterThan(1);
    expect(segments.length).toBeLessThan(8);
    expect(segments.reduce((sum, value) => sum + value.length, 0)).toBeLessThan(sizes.reduce((sum, size) => sum + size, 0) / 2);
    expect(same(await wholeHistory(await openLevel(folder), 'a'), wide)).toBe(true);
  });

  async function rawSegments(folder: string): Promise<Buffer[]> {
    const database = new ClassicLevel<Buffer, Buffer>(join(folder, 'level'), { keyEncoding: 'buffer', valueEncoding: 'buffer' });
    const values = await database.values({ gte: roomKey('a', KIND.segment), lt: roomKey('a', KIND.end) }).all();
    await database.close();
    return values;
  }
});

import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import { ByteReader } from '../../shared/bytes.ts';
import { ClockRanges } from './coverage-ranges.ts';
import { everyDelete, forEachDelete, type Scan, type ScanLimits, type ScannedClient, type ScannedTombstone, scanUpdate } from './scan.ts';

/** A client's state vector beside the room's: what the client has. `diverged`: each has structs that the other lacks. */
export type StateRelation = 'equal' | 'behind' | 'ahead' | 'diverged';

/**
 * What a room knows, without a document: the next clock of each client, and which clocks are deleted.
 *
 * It is exact about structs. About deletions it knows what updates say: delete sets, and structs whose content is gone. What Yjs deletes by itself while
 * integrating (the loser of two concurrent settings of a key, children of a deleted parent) is known only when somebody says so: the holder of a document
 * calls `addDelete`, otherwise the next step 2 that names it counts as new, once.
 */
export class Coverage {
  readonly #clocks = new Map<number, number>();
  readonly #deleted = new Map<number, ClockRanges>();
  #stateVector: Uint8Array | null = null;
  #answer: Uint8Array | null = null;

  /**
   * What these updates hold together, each without a gap after those before it, as a log has them.
   * @throws WeftError `update.…` for what isn't an update
   */
  static of(updates: Iterable<Uint8Array>, limits: ScanLimits): Coverage {
    const coverage = new Coverage();
    for (const update of updates) coverage.add(update, scanUpdate(update, limits));
    return coverage;
  }

  /** The clock of the client's next struct: 0 for a client that is unknown. */
  clock(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }

  /** Whether the update brings nothing new (rule SY6): no struct, no deletion. */
  isKnown(update: Uint8Array, scan: Scan): boolean {
    for (const { client, end } of scan.clients) {
      if (end > this.clock(client)) return false;
    }
    return everyDelete(update, scan, this.#knownDeletes());
  }

  /**
   * How many of the update's delete ranges are not deleted already: to be held against `limits.updateNewDeleteRanges`. Ranges over what comes
   * deleted with the update itself cost Yjs nothing and don't count: whole documents have many.
   */
  newDeleteRanges(update: Uint8Array, scan: Scan): number {
    if (scan.deleteRanges === 0) return 0;
    const isKnown = this.#knownDeletes();
    const tombstones = new Map<number, ClockRanges>();
    for (const [client, ranges] of rangesByClient(scan.tombstones)) {
      const set = new ClockRanges();
      set.add(ranges);
      tombstones.set(client, set);
    }
    let fresh = 0;
    forEachDelete(update, scan, (client, clock, length) => {
      if (!isKnown(client, clock, length) && tombstones.get(client)?.covers(clock, clock + length) !== true) fresh++;
    });
    return fresh;
  }

  /**
   * Whether Yjs would keep a part of the update waiting (rule SY4): structs that don't continue what is known, a reference to another client's struct that
   * is neither known nor in the update, or a deletion of clocks that are neither. An update that passes has no pending part after it was applied,
   * unless it is hostile (references in a circle).
   */
  isGapped(update: Uint8Array, scan: Scan): boolean {
    for (const { client, clock, run, end } of scan.clients) {
      if (clock < end && run > this.clock(client)) return true;
    }
    if (scan.needs.length === 0 && scan.deleteRanges === 0) return false;
    const endOf = this.#endsWith(scan.clients);
    for (const { client, clock } of scan.needs) {
      if (clock >= endOf(client)) return true;
    }
    return !everyDelete(update, scan, (client, clock, length) => clock + length <= endOf(client));
  }

  /**
   * Adds an update that is not gapped.
   * @throws Error for structs that don't continue what is known: the state vector would claim what isn't there
   */
  add(update: Uint8Array, scan: Scan): void {
    for (const { client, clock, run, end } of scan.clients) {
      if (clock < end && run > this.clock(client)) {
        throw new Error(
          `Client ${client}'s structs start at ${run}, the room knows ${this.clock(client)}. Ask isGapped before adding an update.`,
        );
      }
    }
    for (const { client, clock, length } of scan.tombstones) {
      // A struct that is known stays as it is, whatever comes under its clock.
      const start = Math.max(clock, this.clock(client));
      if (start < clock + length) this.addDelete(client, start, clock + length - start);
    }
    for (const { client, end } of scan.clients) {
      if (end <= this.clock(client)) continue;
      this.#clocks.set(client, end);
      this.#stateVector = null;
    }
    this.#addDeletes(update, scan);
  }

  /** Adds one deletion. */
  addDelete(client: number, clock: number, length: number): void {
    if (this.#deleted.get(client)?.covers(clock, clock + length)) return;
    this.#addRanges(client, [clock, clock + length]);
  }

  /** The state vector as Yjs encodes it. Kept until it changes: not to be written to. */
  encodeStateVector(): Uint8Array {
    if (this.#stateVector === null) {
      const encoder = createEncoder();
      writeVarUint(encoder, this.#clocks.size);
      for (const [client, clock] of descending(this.#clocks)) {
        writeVarUint(encoder, client);
        writeVarUint(encoder, clock);
      }
      this.#stateVector = toUint8Array(encoder);
    }
    return this.#stateVector;
  }

  /**
   * Whether an encoded state vector is the room's, in whatever order (rule SY3).
   * @throws WeftError `frame.malformed`
   */
  hasStateVector(encoded: Uint8Array): boolean {
    return this.compareStateVector(encoded) === 'equal';
  }

  /**
   * What an encoded state vector has beside the room's.
   * @throws WeftError `frame.malformed`
   */
  compareStateVector(encoded: Uint8Array): StateRelation {
    if (sameBytes(encoded, this.encodeStateVector())) return 'equal';
    const theirs = parseStateVector(encoded);
    let ahead = false;
    let shared = 0;
    let behind = false;
    for (const [client, clock] of theirs) {
      const ours = this.clock(client);
      if (ours > 0) shared++;
      if (clock > ours) ahead = true;
      if (clock < ours) behind = true;
    }
    if (shared < this.#clocks.size) behind = true;
    if (ahead) return behind ? 'diverged' : 'ahead';
    return behind ? 'behind' : 'equal';
  }

  /** Rule SY3: an update of no structs and every deletion. Kept until it changes: not to be written to. */
  answerForEqual(): Uint8Array {
    if (this.#answer === null) {
      const encoder = createEncoder();
      writeVarUint(encoder, 0);
      writeVarUint(encoder, this.#deleted.size);
      for (const [client, ranges] of descending(this.#deleted)) {
        writeVarUint(encoder, client);
        writeVarUint(encoder, ranges.size);
        ranges.forEach((start, end) => {
          writeVarUint(encoder, start);
          writeVarUint(encoder, end - start);
        });
      }
      this.#answer = toUint8Array(encoder);
    }
    return this.#answer;
  }

  /** A test for delete ranges that come as a delete set has them: client by client, ascending. */
  #knownDeletes(): (client: number, clock: number, length: number) => boolean {
    let current = -1;
    let ranges: ClockRanges | undefined;
    let index = 0;
    return (client, clock, length) => {
      if (client !== current) {
        current = client;
        ranges = this.#deleted.get(client);
        index = 0;
      }
      if (ranges === undefined) return false;
      index = ranges.seek(clock, index);
      return ranges.holds(index, clock, clock + length);
    };
  }

  /** The clock up to which a client would be known with these sections. Remembers the last answer: callers ask in runs. */
  #endsWith(sections: readonly ScannedClient[]): (client: number) => number {
    const ends = new Map(sections.map(({ client, end }) => [client, end]));
    let latest = -1;
    let end = 0;
    return (client) => {
      if (client !== latest) {
        latest = client;
        end = Math.max(this.clock(client), ends.get(client) ?? 0);
      }
      return end;
    };
  }

  #addDeletes(update: Uint8Array, scan: Scan): void {
    const isKnown = this.#knownDeletes();
    let current = -1;
    let fresh: number[] = [];
    forEachDelete(update, scan, (client, clock, length) => {
      if (isKnown(client, clock, length)) return;
      if (client !== current) {
        this.#addRanges(current, fresh);
        current = client;
        fresh = [];
      }
      fresh.push(clock, clock + length);
    });
    this.#addRanges(current, fresh);
  }

  #addRanges(client: number, ranges: readonly number[]): void {
    if (ranges.length === 0) return;
    let deleted = this.#deleted.get(client);
    if (deleted === undefined) {
      deleted = new ClockRanges();
      this.#deleted.set(client, deleted);
    }
    deleted.add(ranges);
    this.#answer = null;
  }
}

/** Start, end, start, end … for each client. Sections ascend, and each client has one. */
function rangesByClient(tombstones: readonly ScannedTombstone[]): Map<number, number[]> {
  const ranges = new Map<number, number[]>();
  for (const { client, clock, length } of tombstones) {
    const known = ranges.get(client);
    if (known === undefined) ranges.set(client, [clock, clock + length]);
    else known.push(clock, clock + length);
  }
  return ranges;
}

/** Yjs writes clients in this order, so that equal sets are equal bytes. */
function descending<T>(map: ReadonlyMap<number, T>): [number, T][] {
  return [...map].sort(([a], [b]) => b - a);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/** A clock of 0 says nothing and is left out. */
function parseStateVector(encoded: Uint8Array): Map<number, number> {
  const reader = new ByteReader(encoded, 'frame.malformed');
  const clocks = new Map<number, number>();
  const entries = reader.count(2);
  for (let left = entries; left > 0; left--) clocks.set(reader.varUint(), reader.varUint());
  if (clocks.size < entries) reader.fail('a client is named twice');
  if (!reader.atEnd) reader.fail('it has bytes after its end');
  for (const [client, clock] of clocks) {
    if (clock === 0) clocks.delete(client);
  }
  return clocks;
}

import { ByteReader } from '../../shared/bytes.ts';
import { WeftError } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import { type ContentLimits, REF, skipContent, skipKey } from './scan-content.ts';
import { scanDeletes } from './scan-deletes.ts';
import { spells } from './scan-text.ts';

export { everyDelete, forEachDelete, withoutClients } from './scan-deletes.ts';

export type ScanLimits = ContentLimits & Pick<Limits, 'updateStructs' | 'roots'>;

/** For what has been let in before, piece by piece: limits are for what comes in. */
export const LET_IN: ScanLimits = { updateStructs: Infinity, roots: Infinity, valueDepth: Infinity, keyBytes: Infinity };

/** One client's structs in an update. Clocks count UTF-16 units, array elements and the like. */
export interface ScannedClient {
  readonly client: number;
  /** Clock of the first struct. */
  readonly clock: number;
  /** Clock from which on no clock is skipped: `clock`, unless the update has skips. */
  readonly run: number;
  /** Clock after the last struct. */
  readonly end: number;
  /** Byte offset of the section, its header included. */
  readonly from: number;
  /** Byte offset after the section. */
  readonly to: number;
}

/** Another client's struct that must be known before an update can be integrated whole. */
export interface ScannedNeed {
  readonly client: number;
  /** The highest clock that is referred to. */
  readonly clock: number;
}

/** Deleted for good: a struct whose content is gone, so that the update deletes without saying so in its delete set. */
export interface ScannedTombstone {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

/** What an update contains. */
export interface Scan {
  readonly clients: readonly ScannedClient[];
  readonly needs: readonly ScannedNeed[];
  readonly tombstones: readonly ScannedTombstone[];
  /** Names of root types, each once. Usually none: most items refer to a neighbour. */
  readonly roots: readonly string[];
  readonly structs: number;
  /** Items that are shared types: each may add a level of nesting. */
  readonly types: number;
  readonly skips: boolean;
  /** Byte offset of the delete set. */
  readonly deletesAt: number;
  readonly deleteRanges: number;
}

/** Info bits of an item. */
const LEFT = 0x80;
const RIGHT = 0x40;
const PARENT_SUB = 0x20;
const CONTENT = 0x1f;

/** Bytes that the smallest section and the smallest struct have. */
const SECTION_BYTES = 5;
const STRUCT_BYTES = 2;

/**
 * Walks a Yjs update (v1) without building its structs (rule FR5). What it accepts Yjs decodes to the same clock ranges, with nothing left over.
 * Whether it can be integrated is not known by this: ask `Coverage.isGapped`, and mind that Yjs may still throw (rule FR6).
 * @throws WeftError `update.malformed`, `update.subdocument`, `update.too-deep`, `update.key`, `update.roots` or `update.structs`
 */
export function scanUpdate(update: Uint8Array, limits: ScanLimits): Scan {
  return new Scanner(update, limits).run();
}

const NONE: readonly never[] = [];

class Scanner {
  readonly #reader: ByteReader;
  readonly #limits: ScanLimits;
  #structs = 0;
  #types = 0;
  #skips = false;
  #client = 0;
  #needs: { client: number; clock: number }[] | null = null;
  #needOf: Map<number, { client: number; clock: number }> | null = null;
  #tombstones: { client: number; clock: number; length: number }[] | null = null;
  #roots: RootNames | null = null;

  constructor(update: Uint8Array, limits: ScanLimits) {
    this.#reader = new ByteReader(update, 'update.malformed');
    this.#limits = limits;
  }

  run(): Scan {
    const reader = this.#reader;
    const clients: ScannedClient[] = [];
    const sections = reader.count(SECTION_BYTES);
    const seen = sections > 1 ? new Set<number>() : null;
    for (let left = sections; left > 0; left--) {
      const section = this.#section();
      if (seen?.has(section.client)) reader.fail(`client ${section.client} has two sections`);
      seen?.add(section.client);
      clients.push(section);
    }
    const deletesAt = reader.position;
    const deleteRanges = scanDeletes(reader);
    if (!reader.atEnd) reader.fail('it has bytes after its end');
    return {
      clients,
      needs: this.#needs ?? NONE,
      tombstones: this.#tombstones ?? NONE,
      roots: this.#roots?.names ?? NONE,
      structs: this.#structs,
      types: this.#types,
      skips: this.#skips,
      deletesAt,
      deleteRanges,
    };
  }

  #section(): ScannedClient {
    const reader = this.#reader;
    const from = reader.position;
    const structs = reader.count(STRUCT_BYTES);
    if (structs === 0) reader.fail('a section is empty');
    this.#structs += structs;
    if (this.#structs > this.#limits.updateStructs) {
      throw new WeftError('update.structs', `The update has more than ${this.#limits.updateStructs} structs. Send it in parts.`);
    }
    const client = reader.varUint();
    this.#client = client;
    let at = reader.varUint();
    let clock = at;
    let run = at;
    let end = at;
    let skipped = false;
    for (let left = structs; left > 0; left--) {
      const info = reader.byte();
      const skip = info === REF.skip;
      const length = skip || info === REF.gc ? reader.varUint() : this.#item(info, at);
      if (length === 0) reader.fail('a struct is empty');
      if (at + length > Number.MAX_SAFE_INTEGER) reader.fail('a clock is above 2⁵³−1');
      if (skip) skipped = true;
      else {
        if (info === REF.gc || (info & CONTENT) === REF.deleted) this.#tombstone(at, length);
        if (skipped) {
          if (end === clock) clock = at;
          run = at;
          skipped = false;
          this.#skips = true;
        }
        end = at + length;
      }
      at += length;
    }
    if (skipped) this.#skips = true;
    return { client, clock, run, end, from, to: reader.position };
  }

  #item(info: number, clock: number): number {
    const reader = this.#reader;
    if ((info & LEFT) !== 0) this.#id(clock);
    if ((info & RIGHT) !== 0) this.#id(clock);
    if ((info & (LEFT | RIGHT)) === 0) {
      const isRoot = reader.varUint();
      if (isRoot === 1) this.#root();
      else if (isRoot === 0) this.#id(clock);
      else reader.fail('a parent is neither a name nor an id');
      if ((info & PARENT_SUB) !== 0) skipKey(reader, this.#limits);
    }
    const ref = info & CONTENT;
    if (ref === REF.type) this.#types++;
    return skipContent(reader, ref, this.#limits);
  }

  /** A reference to another struct: of the same client only to an earlier one. */
  #id(clock: number): void {
    const reader = this.#reader;
    const client = reader.varUint();
    const target = reader.varUint();
    if (client !== this.#client) this.#need(client, target);
    else if (target >= clock) reader.fail('a struct refers to itself or to a later one');
  }

  #need(client: number, clock: number): void {
    this.#needs ??= [];
    const last = this.#needs[this.#needs.length - 1];
    if (last === undefined) {
      this.#needs.push({ client, clock });
      return;
    }
    if (last.client === client) {
      if (clock > last.clock) last.clock = clock;
      return;
    }
    this.#needOf ??= new Map([[last.client, last]]);
    const need = this.#needOf.get(client);
    if (need === undefined) {
      const fresh = { client, clock };
      this.#needs.push(fresh);
      this.#needOf.set(client, fresh);
    } else if (clock > need.clock) need.clock = clock;
  }

  #tombstone(clock: number, length: number): void {
    this.#tombstones ??= [];
    const last = this.#tombstones[this.#tombstones.length - 1];
    if (last !== undefined && last.client === this.#client && last.clock + last.length === clock) last.length += length;
    else this.#tombstones.push({ client: this.#client, clock, length });
  }

  #root(): void {
    this.#roots ??= new RootNames(this.#limits.roots);
    this.#roots.read(this.#reader, this.#limits);
  }
}

/** The distinct root-type names of an update. Many items name the same few, so names are compared as bytes and decoded once. */
class RootNames {
  readonly names: string[] = [];
  readonly #encoded: Uint8Array[] = [];
  readonly #most: number;
  #latest: Uint8Array | null = null;

  constructor(most: number) {
    this.#most = most;
  }

  read(reader: ByteReader, limits: ContentLimits): void {
    const from = reader.position;
    skipKey(reader, limits);
    const to = reader.position;
    const { bytes } = reader;
    if (this.#latest !== null && spells(bytes, from, to, this.#latest)) return;
    this.#latest = this.#encoded.find((known) => spells(bytes, from, to, known)) ?? this.#add(bytes.subarray(from, to));
  }

  /** `encoded` is the name with its length before it. */
  #add(encoded: Uint8Array): Uint8Array {
    if (this.names.length >= this.#most) {
      throw new WeftError('update.roots', `The update names more than ${this.#most} root types. Put them into one shared map.`);
    }
    this.names.push(new ByteReader(encoded, 'update.malformed').varString());
    this.#encoded.push(encoded);
    return encoded;
  }
}

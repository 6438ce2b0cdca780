import * as Y from 'yjs';
import type { Limits } from '../../shared/limits.ts';
import { step2Frame, updateFrame } from '../../shared/protocol.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Snapshot, StoredRoom } from '../store/store.ts';
import { Coverage } from './coverage.ts';
import { HotDocument, type Rules } from './document.ts';
import { LET_IN, scanUpdate } from './scan.ts';
import { toWire, type Wire } from './wire.ts';

/** Before a document leaves memory a snapshot is worth writing for a tail of so many records, however small. */
const TAIL_WORTH = 64;
/** Or of so many bytes: below both a join reads the log as fast as a snapshot, and a snapshot costs more than it saves. */
const TAIL_BYTES_WORTH = 64 * 1024;
/** A snapshot is worth writing when the tail has a quarter of its size: all of them together cost five times the last one. */
const TAIL_SHARE = 4;

/** Everything of a room as a join needs it: ready to send, true for the log up to `seq`. */
export interface FullState {
  readonly wire: Wire;
  readonly seq: number;
}

export interface ContentOptions {
  readonly room: string;
  readonly store: RoomStore;
  readonly limits: Limits;
  readonly onHeat: () => void;
  readonly rules?: Rules;
}

/**
 * What a room holds, in the least form that serves: nothing but a state vector while nobody edits, what is on disk while
 * joins come, the coverage to recognise what is known, and the Y.Doc when somebody edits.
 */
export class Content {
  readonly #options: ContentOptions;
  #stored: StoredRoom | null;
  #fullState: FullState | null = null;
  #coverage: Coverage | null = null;
  #document: HotDocument | null = null;
  #coldVector: Uint8Array;
  /** Seq of the newest accepted record: what is read from disk may end before it. */
  #head: number;
  /** About how many bytes the encoded document has; true after each compaction. */
  #bytes: number;
  #snapshotBytes: number;
  #tailRecords: number;
  #tailBytes: number;
  #indexing: Promise<void> | null = null;
  #heating: Promise<void> | null = null;

  constructor(stored: StoredRoom, options: ContentOptions) {
    this.#options = options;
    this.#stored = stored;
    this.#head = stored.head;
    this.#snapshotBytes = stored.snapshot?.update.length ?? 0;
    this.#tailRecords = stored.tail.length;
    this.#tailBytes = stored.tail.reduce((sum, record) => sum + record.update.length, 0);
    this.#bytes = this.#snapshotBytes + this.#tailBytes;
    this.#coldVector = stateVectorOf(stored);
  }

  /** The Y.Doc, while the room is hot. */
  get document(): HotDocument | null {
    return this.#document;
  }

  /** What is known, once `index` or `heat` has been awaited. */
  get coverage(): Coverage | null {
    return this.#coverage;
  }

  /** About how many bytes the encoded document has. */
  get bytes(): number {
    return this.#bytes;
  }

  stateVector(): Uint8Array {
    return this.#coverage?.encodeStateVector() ?? this.#coldVector;
  }

  /** Learns what the room knows, without building its document. */
  async index(): Promise<void> {
    if (this.#coverage !== null) return;
    this.#indexing ??= this.#read()
      .then((stored) => {
        this.#coverage ??= this.#cover(stored);
      })
      .finally(() => {
        this.#indexing = null;
      });
    return this.#indexing;
  }

  /**
   * Builds the document. `uncommitted` are the accepted updates that the store may not have yet, as of now: while it reads they may become
   * durable, and be in neither otherwise.
   */
  async heat(uncommitted: readonly Uint8Array[] = []): Promise<void> {
    if (this.#document !== null) return;
    this.#heating ??= this.#read()
      .then((stored) => {
        const { limits, rules, onHeat } = this.#options;
        onHeat();
        this.#coverage ??= this.#cover(stored);
        this.#document = new HotDocument([...updatesOf(stored), ...uncommitted], limits, rules);
      })
      .finally(() => {
        this.#heating = null;
      });
    return this.#heating;
  }

  /** Everything, for a client that has nothing. Of a cold room as it lies on disk; of a hot one up to `head`. */
  async fullState(head: number): Promise<FullState> {
    if (this.#document !== null) return this.hotState(this.#document, head);
    if (this.#fullState !== null) return this.#fullState;
    const stored = await this.#read();
    const updates = [...updatesOf(stored)];
    const last = updates.pop() ?? new Uint8Array(2);
    const state = { wire: toWire([...updates.map(updateFrame), step2Frame(last)]), seq: stored.head };
    if (this.#document === null && stored.head === this.#head) this.#fullState = state;
    return state;
  }

  /** Everything of a hot room, encoded once a version. */
  hotState(document: HotDocument, head: number): FullState {
    if (this.#fullState?.seq !== head) this.#fullState = { wire: toWire([step2Frame(document.encode())]), seq: head };
    return this.#fullState;
  }

  /** An update was accepted: what is on disk and what was encoded are out of date. */
  changed(update: Uint8Array): void {
    this.#head++;
    this.#stored = null;
    this.#fullState = null;
    this.#bytes += update.length;
    this.#tailRecords++;
    this.#tailBytes += update.length;
  }

  /** Counts exactly, where the sum of updates says that the document might be too large. */
  measure(): number {
    if (this.#document !== null) this.#bytes = this.#document.encode().length;
    return this.#bytes;
  }

  /** The document is spoilt: throw it away. What is known stays known. */
  discardDocument(): void {
    this.#document?.destroy();
    this.#document = null;
    this.#stored = null;
    this.#fullState = null;
  }

  /** True when joins from disk would read too much, also while edits go on: the log has outgrown the document. */
  get overgrown(): boolean {
    return this.#tailRecords > this.#options.limits.tailRecords && this.#tailBytes * TAIL_SHARE >= this.#snapshotBytes;
  }

  /** True when it is worth writing a snapshot before the document leaves memory. */
  get worthCompacting(): boolean {
    if (this.#tailRecords > TAIL_WORTH) return true;
    return this.#tailBytes > TAIL_BYTES_WORTH && this.#tailBytes * TAIL_SHARE >= this.#snapshotBytes;
  }

  /** Writes a snapshot as of `seq`. Takes the state at once, writes when `onDisk` says that the log is on disk so far. */
  async compact(seq: number, onDisk: Promise<void>): Promise<void> {
    if (this.#document === null) return;
    const snapshot: Snapshot = { seq, update: this.#document.encode(), stateVector: this.#document.stateVector() };
    const covered = { records: this.#tailRecords, bytes: this.#tailBytes };
    await onDisk;
    await this.#options.store.compact(this.#options.room, snapshot);
    this.#stored = null;
    this.#snapshotBytes = snapshot.update.length;
    this.#tailRecords -= covered.records;
    this.#tailBytes -= covered.bytes;
    this.#bytes = this.#snapshotBytes + this.#tailBytes;
  }

  /** Lets go of everything but the state vector. Only for a room whose records are all on disk. Not while something is read for it. */
  cool(): void {
    if (this.#heating !== null || this.#indexing !== null) return;
    if (this.#document === null && this.#coverage === null && this.#stored === null && this.#fullState === null) return;
    this.#coldVector = this.stateVector();
    this.discardDocument();
    this.#coverage = null;
  }

  /** What is on disk, kept from the last read for as long as nothing was added: never without what was accepted meanwhile. */
  async #read(): Promise<StoredRoom> {
    if (this.#stored !== null) return this.#stored;
    const stored = await this.#options.store.read(this.#options.room);
    if (this.#document === null && stored.head === this.#head) this.#stored = stored;
    return stored;
  }

  #cover(stored: StoredRoom): Coverage {
    return Coverage.of(updatesOf(stored), LET_IN);
  }
}

function* updatesOf(stored: StoredRoom): Iterable<Uint8Array> {
  if (stored.snapshot !== null) yield stored.snapshot.update;
  for (const record of stored.tail) yield record.update;
}

/** Without building coverage: a join from disk needs no more. */
function stateVectorOf({ snapshot, tail }: StoredRoom): Uint8Array {
  if (tail.length === 0) return snapshot?.stateVector ?? new Uint8Array(1);
  const clocks = snapshot === null ? new Map<number, number>() : Y.decodeStateVector(snapshot.stateVector);
  for (const { update } of tail) {
    for (const { client, end } of scanUpdate(update, LET_IN).clients) clocks.set(client, Math.max(end, clocks.get(client) ?? 0));
  }
  return Y.encodeStateVector(clocks);
}

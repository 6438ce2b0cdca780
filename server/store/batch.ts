import type { Cursor, LogRecord, Put, RoomWrite, StoreBatch, StoreError } from './store.ts';

/** What a batch holds beside appends. */
export type Beside = Pick<StoreBatch, 'records' | 'cursors' | 'drops'>;

/** A promise for everything of one kind in a batch. */
class Saved {
  readonly saved: Promise<void>;
  resolve!: () => void;
  reject!: (error: StoreError) => void;

  constructor() {
    this.saved = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}

/** One room's part of a batch. Its promise is shared by all appends to the room. */
class Part extends Saved {
  records: LogRecord[] = [];
  readonly owners = new Map<number, string>();
  /** Seq of the newest record, also when it turned out to be on disk. */
  last: number | undefined;

  get empty(): boolean {
    return this.records.length === 0 && this.owners.size === 0;
  }
}

/** What a batch writes beside its appends. Its promise is shared, too. */
class Besides extends Saved {
  cursors: Cursor[] = [];
  /** Of several for one key the last counts. */
  readonly records: Put[] = [];
  readonly drops = new Set<string>();
}

/** What goes to the disk together: records and owners of any number of rooms, what is written beside them, and the promises of those who wait. */
export class Batch {
  readonly #parts = new Map<string, Part>();
  #besides: Besides | null = null;

  /** True if there is nothing to write. */
  get empty(): boolean {
    if (this.#besides !== null) return false;
    for (const part of this.#parts.values()) if (!part.empty) return false;
    return true;
  }

  /** Number of records. */
  get records(): number {
    let count = 0;
    for (const part of this.#parts.values()) count += part.records.length;
    return count;
  }

  /** Adds to a room's part. Resolves when the batch is on disk. */
  add(room: string, records: readonly LogRecord[], owners?: ReadonlyMap<number, string>): Promise<void> {
    let part = this.#parts.get(room);
    if (part === undefined) {
      part = new Part();
      this.#parts.set(room, part);
    }
    for (const record of records) part.records.push(record);
    part.last = records.at(-1)?.seq ?? part.last;
    if (owners !== undefined) for (const [client, user] of owners) part.owners.set(client, user);
    return part.saved;
  }

  /** Adds what is written beside appends. What the batch holds of a room that is dropped is left out. Resolves when the batch is on disk. */
  write({ records = [], cursors = [], drops = [] }: Beside): Promise<void> {
    this.#besides ??= new Besides();
    for (const room of drops) this.#leaveOut(room, this.#besides);
    for (const cursor of cursors) this.#besides.cursors.push(cursor);
    for (const put of records) this.#besides.records.push(put);
    return this.#besides.saved;
  }

  #leaveOut(room: string, besides: Besides): void {
    besides.drops.add(room);
    besides.cursors = besides.cursors.filter((cursor) => cursor.room !== room);
    const part = this.#parts.get(room);
    if (part === undefined) return;
    part.records = [];
    part.owners.clear();
    part.last = 0;
  }

  /** True if it writes more than appends: then it can't go to the disk without one of its rooms. */
  get whole(): boolean {
    return this.#besides !== null;
  }

  has(room: string): boolean {
    return this.#parts.has(room);
  }

  /** Rooms with a part. */
  rooms(): string[] {
    return [...this.#parts.keys()];
  }

  /** The promise of a room's part or of its drop, if it has one. */
  saved(room: string): Promise<void> | undefined {
    return this.#parts.get(room)?.saved ?? (this.#drops(room) ? this.#besides?.saved : undefined);
  }

  /** The promises of everything. */
  all(): Promise<void>[] {
    return this.#everything().map(({ saved }) => saved);
  }

  /** Seq of a room's newest record in this batch: 0 for a room that is dropped. */
  last(room: string): number | undefined {
    return this.#parts.get(room)?.last ?? (this.#drops(room) ? 0 : undefined);
  }

  /** What is left to write. */
  content(): StoreBatch {
    const rooms: RoomWrite[] = [];
    for (const [room, { empty, records, owners }] of this.#parts) {
      if (!empty) rooms.push({ room, records, owners });
    }
    if (this.#besides === null) return { rooms };
    const { cursors, records, drops } = this.#besides;
    return { rooms, cursors, records, drops: [...drops] };
  }

  /**
   * Forgets a room's records up to `head`: they are on disk. Everything else stays, as to write it twice does no harm: nothing newer is on disk than
   * this batch. So does what a dropped room gets anew: the drop, written again, would take it.
   */
  trim(room: string, head: number): void {
    const part = this.#parts.get(room);
    if (part !== undefined && !this.#drops(room)) part.records = part.records.filter((record) => record.seq > head);
  }

  /** Takes a room's part out and rejects those who wait for it. */
  takeOut(room: string, error: StoreError): void {
    this.#parts.get(room)?.reject(error);
    this.#parts.delete(room);
  }

  /** Takes everything out and rejects all. */
  takeAllOut(error: StoreError): void {
    this.reject(error);
    this.#parts.clear();
    this.#besides = null;
  }

  resolve(): void {
    for (const { resolve } of this.#everything()) resolve();
  }

  reject(error: StoreError): void {
    for (const { reject } of this.#everything()) reject(error);
  }

  #everything(): Saved[] {
    return this.#besides === null ? [...this.#parts.values()] : [...this.#parts.values(), this.#besides];
  }

  #drops(room: string): boolean {
    return this.#besides?.drops.has(room) ?? false;
  }
}

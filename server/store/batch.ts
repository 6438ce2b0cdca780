import type { LogRecord, RoomWrite, StoreError } from './store.ts';

/** One room's part of a batch. Its promise is shared by all appends to the room. */
class Part {
  readonly saved: Promise<void>;
  records: LogRecord[] = [];
  readonly owners = new Map<number, string>();
  /** Seq of the newest record, also when it turned out to be on disk. */
  last: number | undefined;
  resolve!: () => void;
  reject!: (error: StoreError) => void;

  constructor() {
    this.saved = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  get empty(): boolean {
    return this.records.length === 0 && this.owners.size === 0;
  }
}

/** What goes to the disk together: records and owners of any number of rooms, and the promises of those who wait for them. */
export class Batch {
  readonly #parts = new Map<string, Part>();

  /** True if there is nothing to write. */
  get empty(): boolean {
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

  has(room: string): boolean {
    return this.#parts.has(room);
  }

  rooms(): string[] {
    return [...this.#parts.keys()];
  }

  /** The promise of a room's part, if it has one. */
  saved(room: string): Promise<void> | undefined {
    return this.#parts.get(room)?.saved;
  }

  /** The promises of all parts. */
  all(): Promise<void>[] {
    return [...this.#parts.values()].map((part) => part.saved);
  }

  /** Seq of a room's newest record in this batch. */
  last(room: string): number | undefined {
    return this.#parts.get(room)?.last;
  }

  writes(): RoomWrite[] {
    const writes: RoomWrite[] = [];
    for (const [room, { empty, records, owners }] of this.#parts) {
      if (!empty) writes.push({ room, records, owners });
    }
    return writes;
  }

  /** Forgets a room's records up to `head`: they are on disk. Its owners stay; to write them twice does no harm. */
  trim(room: string, head: number): void {
    const part = this.#parts.get(room);
    if (part !== undefined) part.records = part.records.filter((record) => record.seq > head);
  }

  /** Takes a room out and rejects those who wait for it. */
  drop(room: string, error: StoreError): void {
    this.#parts.get(room)?.reject(error);
    this.#parts.delete(room);
  }

  resolve(): void {
    for (const part of this.#parts.values()) part.resolve();
  }

  reject(error: StoreError): void {
    for (const part of this.#parts.values()) part.reject(error);
  }
}

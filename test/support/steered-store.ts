import {
  type LogRecord,
  type Snapshot,
  type Store,
  type StoreBatch,
  type StoredRoom,
  StoreError,
  type TableEntry,
  type TableRange,
} from '../../server/store/store.ts';

/** How a write fails: before anything reached the disk, or after all of it did (its outcome is unknown to the caller either way). */
export type Failing = 'no' | 'before' | 'after';

/** A real store in a test's hands: held back, made to fail, and counted. */
export class SteeredStore implements Store {
  readonly #store: Store;
  readonly #remember: boolean;
  #writes: Promise<void> = Promise.resolve();
  #reads: Promise<void> = Promise.resolve();
  /** Writes and reopening fail while this isn't 'no'. */
  failing: Failing = 'no';
  /** Rooms that were read, in order: one entry a load. */
  readonly loaded: string[] = [];
  /** Records that were written, in order. */
  readonly written: { room: string; record: LogRecord }[] = [];
  /** Writes that wait or run now. */
  writing = 0;
  /** Rooms that can't be read. */
  readonly unreadable = new Set<string>();
  #cut = false;
  #endHolds = (): void => {};
  readonly #whenFreed = new Promise<void>((resolve) => (this.#endHolds = resolve));

  /** @param remember false where memory is measured: then `written` stays empty */
  constructor(store: Store, remember = true) {
    this.#store = store;
    this.#remember = remember;
  }

  /** Writes wait, as on a disk that hangs, until the returned function is called. */
  holdWrites(): () => void {
    let release = (): void => {};
    this.#writes = new Promise((resolve) => (release = resolve));
    return release;
  }

  /** What was read of whole rooms is handed over late: when the returned function is called. */
  holdReads(): () => void {
    let release = (): void => {};
    this.#reads = new Promise((resolve) => (release = resolve));
    return release;
  }

  /** A sound store again: nothing waits, nothing fails. */
  heal(): void {
    this.failing = 'no';
    this.unreadable.clear();
    this.#endHolds();
  }

  /** Nothing reaches the disk from now on, and nothing says that it does: for whoever holds this store the machine is gone. */
  cut(): void {
    this.#cut = true;
    this.#endHolds();
  }

  open(): Promise<void> {
    return this.#store.open();
  }

  async write(batch: StoreBatch): Promise<void> {
    this.writing++;
    try {
      await Promise.race([this.#writes, this.#whenFreed]);
      if (this.failing === 'before' || this.#cut) throw new StoreError('store.write', 'The disk is full, as the test asked.');
      await this.#store.write(batch);
      if (this.#remember)
        for (const { room, records } of batch.rooms ?? []) for (const record of records) this.written.push({ room, record });
      if (this.#fails()) throw new StoreError('store.write', 'The disk went away after the write, as the test asked.');
    } finally {
      this.writing--;
    }
  }

  async read(room: string): Promise<StoredRoom> {
    this.loaded.push(room);
    if (this.unreadable.has(room)) throw new StoreError('store.corrupt', 'The room is broken, as the test asked.');
    const stored = await this.#store.read(room);
    await Promise.race([this.#reads, this.#whenFreed]);
    return stored;
  }

  head(room: string): Promise<number> {
    return this.#store.head(room);
  }

  history(room: string, after: number): AsyncIterable<LogRecord> {
    return this.#store.history(room, after);
  }

  compact(room: string, snapshot: Snapshot): Promise<void> {
    return this.#store.compact(room, snapshot);
  }

  cursor(name: string, room: string): Promise<number> {
    return this.#store.cursor(name, room);
  }

  rooms(prefix?: string): AsyncIterable<string> {
    return this.#store.rooms(prefix);
  }

  get(table: string, key: string): Promise<Uint8Array | null> {
    return this.#store.get(table, key);
  }

  entries(table: string, range?: TableRange): AsyncIterable<TableEntry> {
    return this.#store.entries(table, range);
  }

  async probe(): Promise<void> {
    await Promise.race([this.#writes, this.#whenFreed]);
    if (this.#fails()) throw new StoreError('store.write', 'The disk is full, as the test asked.');
    await this.#store.probe();
  }

  async reopen(): Promise<void> {
    if (this.#fails()) throw new StoreError('store.unwritable', 'The disk is still full, as the test asked.');
    await this.#store.reopen();
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  #fails(): boolean {
    return this.failing !== 'no' || this.#cut;
  }
}

/** All of a room's history. */
export async function recordsOf(store: Store, room: string): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for await (const record of store.history(room, 0)) records.push(record);
  return records;
}

import { Batch, type Beside } from './batch.ts';
import type { JournalOptions, RunningJournal } from './journal.ts';
import { checkName, cursorKey } from './keys.ts';
import { type LogRecord, type Snapshot, type Store, type StoredRoom, StoreError, type TableEntry, type TableRange } from './store.ts';
import { tableKey } from './tables.ts';

/** The journal's works: one batch collects what is handed over while another is on its way. */
export class GroupCommit implements RunningJournal {
  readonly #options: JournalOptions;
  readonly #listeners = new Set<(healthy: boolean) => void>();
  /** Rooms whose records didn't continue their log. */
  readonly #broken = new Map<string, StoreError>();
  #healthy = true;
  #closing = false;
  #next = new Batch();
  #inFlight: Batch | null = null;
  /** A write error outside the batch in flight: to be mended after it. */
  #failedAside: StoreError | null = null;
  /** Monotonic ms of the first append to `#next`. */
  #nextSince = 0;
  #cancelTimer: (() => void) | null = null;
  /** Ends the wait before the next attempt to reopen. */
  #wake: (() => void) | null = null;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  get healthy(): boolean {
    return this.#healthy;
  }

  append(room: string, records: readonly LogRecord[], owners?: ReadonlyMap<number, string>): Promise<void> {
    const fault = this.#fault(room);
    if (fault !== undefined) return Promise.reject(fault);
    if (records.length === 0 && owners === undefined) return this.#next.saved(room) ?? this.#inFlight?.saved(room) ?? Promise.resolve();
    const before = this.#next.last(room) ?? this.#inFlight?.last(room);
    const first = records[0]?.seq;
    if (before !== undefined && first !== undefined && first !== before + 1) return Promise.reject(orderError(room, first, before));
    return this.#join(() => this.#next.add(room, records, owners));
  }

  /** Why a room's records can't be taken. */
  #fault(room: string): StoreError | undefined {
    if (this.#closing) return closedError();
    return this.#broken.get(room) ?? (this.#next.has(room) ? undefined : nameFault(() => checkName(room)));
  }

  check(change: Beside, rooms: readonly string[] = []): void {
    if (this.#closing) throw closedError();
    checkNames(change);
    for (const room of rooms) {
      const fault = this.#fault(room);
      if (fault !== undefined) throw fault;
    }
  }

  write(change: Beside): Promise<void> {
    if (this.#closing) return Promise.reject(closedError());
    const fault = nameFault(() => checkNames(change));
    if (fault !== undefined) return Promise.reject(fault);
    if (!change.records?.length && !change.cursors?.length && !change.drops?.length) return Promise.resolve();
    return this.#join(() => this.#next.write(change));
  }

  /** Adds to the next batch and sees that it is written: by a timer, so that all of this tick joins in. */
  #join(add: () => Promise<void>): Promise<void> {
    if (this.#next.empty) this.#nextSince = this.#options.time.monotonic();
    const saved = add();
    this.#schedule();
    return saved;
  }

  onHealth(listener: (healthy: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async read(room: string): Promise<StoredRoom> {
    const stored = await this.#reading((store) => store.read(room));
    this.#broken.delete(room);
    return stored;
  }

  head(room: string): Promise<number> {
    return this.#reading((store) => store.head(room));
  }

  cursor(name: string, room: string): Promise<number> {
    return this.#reading((store) => store.cursor(name, room));
  }

  get(table: string, key: string): Promise<Uint8Array | null> {
    return this.#reading((store) => store.get(table, key));
  }

  history(room: string, after: number): AsyncIterable<LogRecord> {
    return this.#iterating((store) => store.history(room, after));
  }

  rooms(prefix?: string): AsyncIterable<string> {
    return this.#iterating((store) => store.rooms(prefix));
  }

  entries(table: string, range?: TableRange): AsyncIterable<TableEntry> {
    return this.#iterating((store) => store.entries(table, range));
  }

  async #reading<T>(read: (store: Store) => Promise<T>): Promise<T> {
    this.#checkHealthy();
    try {
      return await read(this.#options.store);
    } catch (error) {
      // Reopening ends what reads meanwhile: say why.
      this.#checkHealthy();
      throw error;
    }
  }

  async *#iterating<T>(iterate: (store: Store) => AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    this.#checkHealthy();
    try {
      yield* iterate(this.#options.store);
    } catch (error) {
      this.#checkHealthy();
      throw error;
    }
  }

  compact(room: string, snapshot: Snapshot): Promise<void> {
    return this.#writing(() => this.#options.store.compact(room, snapshot));
  }

  probe(): Promise<void> {
    return this.#writing(() => this.#options.store.probe());
  }

  async flush(): Promise<void> {
    const saved = [...this.#next.all(), ...(this.#inFlight?.all() ?? [])];
    this.#commit();
    await Promise.all(saved);
  }

  async close(): Promise<void> {
    this.#closing = true;
    const left = [...this.#next.all(), ...(this.#inFlight?.all() ?? [])];
    this.#commit();
    this.#wake?.();
    const outcomes = await Promise.allSettled(left);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed === undefined) return;
    const message =
      "The journal was closed before everything was saved: the store couldn't be written. Clients that are still open send their edits again.";
    throw new StoreError('store.write', message, { cause: failed.reason });
  }

  /** A write that isn't a batch of ours: its failure is the store's, so it is mended the same way. */
  async #writing(write: () => Promise<void>): Promise<void> {
    this.#checkHealthy();
    try {
      await write();
    } catch (error) {
      if (isStoreError(error, 'store.write') && this.#healthy) {
        if (this.#inFlight === null) void this.#run(new Batch(), error);
        else this.#failedAside = error;
      }
      throw error;
    }
  }

  #checkHealthy(): void {
    if (!this.#healthy) throw new StoreError('store.write', 'The store failed and is being opened again. Try again when it has recovered.');
  }

  #schedule(): void {
    if (this.#inFlight === null) this.#cancelTimer ??= this.#options.time.after(Math.max(0, this.#left()), () => this.#commit());
  }

  /** ms until the next batch is due. */
  #left(): number {
    return this.#nextSince + this.#options.limits.commitDelay - this.#options.time.monotonic();
  }

  /** Starts a batch of what was appended, unless one is in flight: then it is its turn afterwards. */
  #commit(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#inFlight !== null || this.#next.empty) return;
    const batch = this.#next;
    this.#next = new Batch();
    void this.#run(batch, null);
  }

  /** Takes a batch to the disk, whatever it needs. Never rejects: the batch's promises carry the outcome. */
  async #run(batch: Batch, failure: unknown): Promise<void> {
    const { time, onCommit } = this.#options;
    this.#inFlight = batch;
    const start = time.monotonic();
    const records = batch.records;
    const error = failure ?? (await this.#write(batch)) ?? this.#failedAside;
    const saved = error === null || (await this.#mend(batch, error));
    this.#inFlight = null;
    if (saved) {
      batch.resolve();
      onCommit?.(time.monotonic() - start, records);
      if (!this.#healthy) this.#setHealthy(true);
    } else {
      batch.reject(closedError());
      this.#next.reject(closedError());
      this.#next = new Batch();
    }
    if (this.#closing || this.#left() <= 0) this.#commit();
    else if (!this.#next.empty) this.#schedule();
  }

  /** Writes what is left of a batch. What is out of order is taken out and rejected. Returns the error, or null. */
  async #write(batch: Batch): Promise<unknown> {
    while (!batch.empty) {
      try {
        await this.#options.store.write(batch.content());
        return null;
      } catch (error) {
        if (!isStoreError(error, 'store.order') || error.room === undefined || !batch.has(error.room)) return error;
        this.#break(batch, error.room, error);
      }
    }
    return null;
  }

  #break(batch: Batch, room: string, error: StoreError): void {
    this.#options.log?.error(
      { err: error, room, seq: error.seq },
      "A room's records don't continue its log; the room must be loaded again.",
    );
    const broken = batch.whole ? batch.rooms() : [room];
    const next = this.#next;
    const follow = next.whole && broken.some((name) => next.has(name)) ? next.rooms() : [];
    for (const name of [...broken, ...follow]) {
      this.#broken.set(name, error);
      batch.takeOut(name, error);
      next.takeOut(name, error);
    }
    if (batch.whole) batch.takeAllOut(error);
    if (follow.length > 0) next.takeAllOut(error);
  }

  /** Reopens until the batch is on disk. Returns false if the journal was closed and the last attempt failed. */
  async #mend(batch: Batch, failure: unknown): Promise<boolean> {
    const { store, limits, log } = this.#options;
    this.#setHealthy(false);
    this.#failedAside = null;
    let error = failure;
    for (let wait = limits.reopenMin; ; wait = Math.min(2 * wait, limits.reopenMax)) {
      log?.error({ err: error, waiting: batch.records, retryIn: wait }, 'The store failed; it is opened again.');
      const last = this.#closing;
      if (!last) await this.#sleep(wait);
      try {
        await store.reopen();
        for (const room of batch.rooms()) batch.trim(room, await store.head(room));
        if (batch.empty) await store.probe();
        error = await this.#write(batch);
      } catch (again) {
        error = again;
      }
      if (error === null) return true;
      if (!last) continue;
      log?.error({ err: error, lost: batch.records + this.#next.records }, 'The journal is closed with records that could not be saved.');
      return false;
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.time.after(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  #setHealthy(healthy: boolean): void {
    this.#healthy = healthy;
    if (healthy) this.#options.log?.info({}, 'The store can write again.');
    for (const listener of [...this.#listeners]) listener(healthy);
  }
}

function isStoreError(error: unknown, code: StoreError['code']): error is StoreError {
  return error instanceof StoreError && error.code === code;
}

/** @throws StoreError `store.name` */
function checkNames({ records = [], cursors = [], drops = [] }: Beside): void {
  for (const { table, key } of records) tableKey(table, key);
  for (const { name, room } of cursors) cursorKey(name, room);
  for (const room of drops) checkName(room);
}

/** What `check` throws, if it is about a name. */
function nameFault(check: () => void): StoreError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (isStoreError(error, 'store.name')) return error;
    throw error;
  }
}

function closedError(): StoreError {
  return new StoreError('store.closed', 'The journal is closed. Nothing more is saved.');
}

function orderError(room: string, seq: number, before: number): StoreError {
  return new StoreError(
    'store.order',
    `Record ${seq} of room ${JSON.stringify(room)} doesn't follow record ${before}: a bug. Load the room again.`,
    {
      room,
      seq,
    },
  );
}

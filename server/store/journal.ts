import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import type { Time } from '../../shared/time.ts';
import { Batch, type Beside } from './batch.ts';
import { checkName, cursorKey } from './keys.ts';
import { type LogRecord, type Snapshot, type Store, type StoredRoom, StoreError, type TableEntry, type TableRange } from './store.ts';
import { tableKey } from './tables.ts';

/**
 * Group commit over a store: all rooms share one batch in flight. What is appended stays in memory until it is on disk;
 * after a write error the store is reopened with back-off, each room's head read, and what is absent appended under the same seq.
 */
export interface Journal {
  /** True unless a write error is being mended. */
  readonly healthy: boolean;
  /**
   * Resolves when `records` (and everything appended before to the room) are on disk, however long that takes. No records: what was appended before.
   * The records' bytes must not change until then. Rejects with `store.closed` when the journal is closed first; and, which a bug alone can bring about,
   * with `store.order` or `store.name` when the records don't continue the room's log: then the room takes no more until it is read again.
   */
  append(room: string, records: readonly LogRecord[], owners?: ReadonlyMap<number, string>): Promise<void>;
  /**
   * Writes records and cursors, and deletes rooms, in the batch that holds what was appended in this tick and is not on its way yet: together they
   * are on disk or not at all. Resolves and rejects like `append`, and with `store.name`, at once and with nothing written, for a name that is no key.
   *
   * A deleted room's own appends and cursors that are not on their way are left out: they resolve with the deletion. What follows in the same tick
   * belongs to a new room: appends to it begin with seq 1, others are rejected with `store.order`.
   *
   * Should a room's records turn out not to continue its log (a bug), then nothing of a batch that holds such a write is written, so that it stays
   * whole: all its rooms take no more until they are read again.
   */
  write(change: Beside): Promise<void>;
  /** Calls `listener` at each change of `healthy`. Returns its stop. */
  onHealth(listener: (healthy: boolean) => void): () => void;
}

/** What rooms read and tidy: the store's own methods, refused with `store.write` while the journal is unhealthy. They see what is on disk, nothing else. */
export interface RoomStore extends Journal {
  read(room: string): Promise<StoredRoom>;
  /** May reject midway with `store.write`, as `rooms` and `entries` may, when the store is opened again: go on from the last record when it has recovered. */
  history(room: string, after: number): AsyncIterable<LogRecord>;
  compact(room: string, snapshot: Snapshot): Promise<void>;
  head(room: string): Promise<number>;
  cursor(name: string, room: string): Promise<number>;
  rooms(prefix?: string): AsyncIterable<string>;
  get(table: string, key: string): Promise<Uint8Array | null>;
  entries(table: string, range?: TableRange): AsyncIterable<TableEntry>;
  /** Resolves when a write reached the disk just now. */
  probe(): Promise<void>;
}

/** The journal as its owner sees it. It doesn't close the store. */
export interface RunningJournal extends RoomStore {
  /** Commits at once. Resolves when everything appended so far is on disk. */
  flush(): Promise<void>;
  /** Takes no more, commits what is left; an unhealthy journal tries once more. Rejects with `store.write` if that failed: then the appends reject with `store.closed`. */
  close(): Promise<void>;
}

export interface JournalOptions {
  /** Open. */
  readonly store: Store;
  readonly time: Time;
  readonly limits: Pick<Limits, 'commitDelay' | 'reopenMin' | 'reopenMax'>;
  readonly log?: Log;
  /** Told of each batch: ms from its start to fsync, and how many records. */
  readonly onCommit?: (ms: number, records: number) => void;
}

export function createJournal(options: JournalOptions): RunningJournal {
  return new GroupCommit(options);
}

class GroupCommit implements RunningJournal {
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
    if (this.#closing) return Promise.reject(closedError());
    const broken = this.#broken.get(room) ?? (this.#next.has(room) ? undefined : nameFault(() => checkName(room)));
    if (broken !== undefined) return Promise.reject(broken);
    if (records.length === 0 && owners === undefined) return this.#next.saved(room) ?? this.#inFlight?.saved(room) ?? Promise.resolve();
    const before = this.#next.last(room) ?? this.#inFlight?.last(room);
    const first = records[0]?.seq;
    if (before !== undefined && first !== undefined && first !== before + 1) return Promise.reject(orderError(room, first, before));
    return this.#join(() => this.#next.add(room, records, owners));
  }

  write(change: Beside): Promise<void> {
    if (this.#closing) return Promise.reject(closedError());
    const fault = nameFault(() => checkNames(change));
    if (fault !== undefined) return Promise.reject(fault);
    if (!change.records?.length && !change.cursors?.length && !change.drops?.length) return Promise.resolve();
    return this.#join(() => this.#next.write(change));
  }

  /** Adds to the next batch and sees that it is written. */
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
    if (this.#inFlight !== null || this.#cancelTimer !== null) return;
    const { time, limits } = this.#options;
    const waited = time.monotonic() - this.#nextSince;
    if (waited >= limits.commitDelay) this.#commit();
    else this.#cancelTimer = time.after(limits.commitDelay - waited, () => this.#commit());
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
    if (this.#closing) this.#commit();
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

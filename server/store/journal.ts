import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import type { Time } from '../../shared/time.ts';
import type { Beside } from './batch.ts';
import { GroupCommit } from './group-commit.ts';
import type { LogRecord, Snapshot, Store, StoredRoom, TableEntry, TableRange } from './store.ts';

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
   * Throws what would make `write`, or an `append` to one of `rooms`, reject at once: what is called after this in the same tick is taken whole.
   * @throws StoreError `store.closed`, `store.name`, `store.order`
   */
  check(change: Beside, rooms?: readonly string[]): void;
  /**
   * Writes records and cursors, and deletes rooms, in the batch that holds what was appended in this tick and is not on its way yet: together they
   * are on disk or not at all: no batch begins in the tick of its first append. Resolves and rejects like `append`, and with `store.name`, at once and with nothing written, for a name that is no key.
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

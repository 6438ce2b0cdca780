import type { LogRecord, StoredRoom } from './store.ts';

/**
 * Group commit over a store: all rooms share one batch in flight. What is appended stays in memory until it is on disk;
 * after a write error the store is reopened with back-off, each room's head read, and what is absent appended under the same seq.
 */
export interface Journal {
  /** True unless a write error is being mended. */
  readonly healthy: boolean;
  /** Resolves when `records` (and everything appended before) are on disk, however long that takes. Rejects only when the journal is closed first. */
  append(room: string, records: readonly LogRecord[], owners?: ReadonlyMap<number, string>): Promise<void>;
  /** Calls `listener` at each change of `healthy`. Returns its stop. */
  onHealth(listener: (healthy: boolean) => void): () => void;
}

/** What rooms read and tidy: the store's own methods, refused with `store.write` while the journal is unhealthy. */
export interface RoomStore extends Journal {
  read(room: string): Promise<StoredRoom>;
  history(room: string, after: number): AsyncIterable<LogRecord>;
  compact(room: string, snapshot: import('./store.ts').Snapshot): Promise<void>;
}

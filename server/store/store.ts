/** One accepted update as the log keeps it. The log is the history: replaying 1…n gives the state after n. */
export interface LogRecord {
  /** 1 for a room's first record, then contiguous. */
  readonly seq: number;
  /** ms since 1970, as the server's clock said. */
  readonly time: number;
  /** User id of whoever made the edit; '' where there are no users. */
  readonly author: string;
  /** User id of whoever brought it: differs from `author` when a peer returned somebody else's edit. */
  readonly sender: string;
  /** Yjs update, v1 encoding. */
  readonly update: Uint8Array;
}

/** A room's whole state after record `seq`, so that a join need not replay the log. */
export interface Snapshot {
  readonly seq: number;
  /** Yjs update, v1 encoding. */
  readonly update: Uint8Array;
  /** Encoded Yjs state vector of `update`. */
  readonly stateVector: Uint8Array;
}

/** What a room needs to come to life. */
export interface StoredRoom {
  readonly snapshot: Snapshot | null;
  /** Records after the snapshot, in order, none missing. */
  readonly tail: readonly LogRecord[];
  /** Seq of the newest record; 0 for a room without any. */
  readonly head: number;
  /** Which user each Yjs client id belongs to. */
  readonly owners: ReadonlyMap<number, string>;
}

/** A named durable position in one room's log, for readers that must not miss or repeat a record. */
export interface Cursor {
  readonly name: string;
  readonly room: string;
  readonly seq: number;
}

/** One room's part of a batch. `records` continue the room's head without a gap. */
export interface RoomWrite {
  readonly room: string;
  readonly records: readonly LogRecord[];
  /** Client ids that this batch binds to users. */
  readonly owners?: ReadonlyMap<number, string>;
}

/**
 * Where rooms are kept. Small enough that another database can implement it; one contract suite runs against every store.
 *
 * The trap that every implementation must mind: after a write error nothing that was written before the error and not
 * acknowledged may be assumed absent or present, and a later success proves nothing about it. `reopen` and `head` tell the truth.
 */
export interface Store {
  /** Takes the folder or connection. Throws StoreError `store.locked`, `store.missing`, `store.unwritable`, `store.corrupt`. */
  open(): Promise<void>;
  /** Writes all or nothing and resolves after fsync. Rejects with StoreError `store.write` (unknown outcome: reopen) or `store.order` (records don't continue the head: nothing written). */
  write(rooms: readonly RoomWrite[], cursors?: readonly Cursor[]): Promise<void>;
  /** A room as it is on disk. An unknown room has head 0. Rejects with `store.corrupt` on a bad CRC or a gap, never skips. */
  read(room: string): Promise<StoredRoom>;
  /** Seq of the newest record on disk, 0 for none. */
  head(room: string): Promise<number>;
  /** Records after seq `after`, in order, from packed segments and log alike. Rejects with `store.corrupt` on a bad CRC or a gap. */
  history(room: string, after: number): AsyncIterable<LogRecord>;
  /** Writes the snapshot, packs the records that it covers into a compressed segment and drops their rows: one batch. `snapshot.seq` must not exceed the head. */
  compact(room: string, snapshot: Snapshot): Promise<void>;
  /** A cursor's seq, 0 when it was never set. */
  cursor(name: string, room: string): Promise<number>;
  /** Names of all rooms that have records, in the store's order. */
  rooms(): AsyncIterable<string>;
  /** Lets go of everything and opens again, after a write error. Rejects like `open` while it can't. */
  reopen(): Promise<void>;
  /** Ends pending reads, releases the folder. Idempotent. */
  close(): Promise<void>;
}

export type StoreErrorCode =
  | 'store.locked'
  | 'store.missing'
  | 'store.unwritable'
  | 'store.corrupt'
  | 'store.write'
  | 'store.order'
  | 'store.closed';

/** A store's error. `message` says what happened, why, and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

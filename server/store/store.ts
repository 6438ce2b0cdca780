/** One accepted update as the log keeps it. The log is the history: replaying 1…n gives the state after n. */
export interface LogRecord {
  /** 1 for a room's first record, then contiguous. */
  readonly seq: number;
  /** ms since 1970, whole, as the server's clock said. */
  readonly time: number;
  /** User id of whoever made the edit; '' where there are no users, or several made it (the owners of its client ids tell who). */
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

/** One room's part of a batch. `records` continue the room's head without a gap; they may be none where only owners are bound. */
export interface RoomWrite {
  readonly room: string;
  readonly records: readonly LogRecord[];
  /** Client ids that this batch binds to users. */
  readonly owners?: ReadonlyMap<number, string>;
}

/** A record outside any room: members, invites, events. `table` is a namespace; null deletes. */
export interface Put {
  readonly table: string;
  /** Keys are sorted by their UTF-8 bytes. */
  readonly key: string;
  readonly value: Uint8Array | null;
}

export interface TableEntry {
  readonly key: string;
  readonly value: Uint8Array;
}

/** Which entries of a table, in the order of their keys. */
export interface TableRange {
  /** Keys that begin so. */
  readonly prefix?: string;
  /** Keys after this one (before it, where `reverse`). */
  readonly after?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
}

/** What is written together: all of it or nothing. */
export interface StoreBatch {
  readonly rooms?: readonly RoomWrite[];
  readonly cursors?: readonly Cursor[];
  /** Of several for one key the last counts. */
  readonly records?: readonly Put[];
  /** Rooms that are deleted with all they keep, their cursors too, before the rest of the batch. */
  readonly drops?: readonly string[];
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
  /** Writes all or nothing and resolves after fsync. Rejects with StoreError `store.write` (unknown outcome: reopen) or `store.order` (records don't continue the head: nothing written); `store.name` for a name that is no key. */
  write(batch: StoreBatch): Promise<void>;
  /** A room as it is on disk. An unknown room has head 0. Rejects with `store.corrupt` on a bad CRC or a gap, never skips. */
  read(room: string): Promise<StoredRoom>;
  /** Seq of the newest record on disk, 0 for none. */
  head(room: string): Promise<number>;
  /** Records after seq `after`, in order, from packed segments and log alike. Rejects with `store.corrupt` on a bad CRC or a gap. */
  history(room: string, after: number): AsyncIterable<LogRecord>;
  /**
   * Writes the snapshot, packs the records that it covers into compressed segments and drops their rows: one batch. May overlap with
   * writes to the same room. Nothing happens if the stored snapshot is as new. Rejects with `store.order` if `snapshot.seq` exceeds the
   * head, else like `write` and `read`.
   */
  compact(room: string, snapshot: Snapshot): Promise<void>;
  /** A cursor's seq, 0 when it was never set. */
  cursor(name: string, room: string): Promise<number>;
  /** Names of all rooms that have records and begin with `prefix`, in the store's order. */
  rooms(prefix?: string): AsyncIterable<string>;
  /** A record's value, null for none. Rejects with `store.corrupt` on a bad CRC. */
  get(table: string, key: string): Promise<Uint8Array | null>;
  /** A table's entries, as they were when the iteration began. Rejects like `get`. */
  entries(table: string, range?: TableRange): AsyncIterable<TableEntry>;
  /** Writes something and resolves after fsync: shows that `write` would work. Rejects like `write`. */
  probe(): Promise<void>;
  /** Lets go of everything and opens again, after a write error. Rejects like `open` while it can't, with `store.closed` after `close`. */
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
  | 'store.name'
  | 'store.closed';

/** Where in the store an error is. */
export interface StoreErrorOptions extends ErrorOptions {
  readonly room?: string | undefined;
  readonly seq?: number | undefined;
}

/** A store's error. `message` says what happened, why, and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** The room concerned, where it is one. */
  readonly room: string | undefined;
  /** The first record concerned, where it is known. */
  readonly seq: number | undefined;

  constructor(code: StoreErrorCode, message: string, options?: StoreErrorOptions) {
    super(message, options);
    this.code = code;
    this.room = options?.room;
    this.seq = options?.seq;
  }
}

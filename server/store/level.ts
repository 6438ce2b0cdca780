import { ClassicLevel } from 'classic-level';
import { commitEntry, readRing } from './commits.ts';
import { assembleRoom, type Entry, missingRecords, openCursor, openEntry, rowRecords, snapshotEntry } from './entries.ts';
import { closedError, openError, readError, writeError } from './errors.ts';
import { type DataFolder, lostBatches, markUsed, prepareFolder, takeAcceptLoss } from './folder.ts';
import { ALL_COMMITS, ALL_ROOMS, cursorKey, KIND, type Kind, keyNumber, PROBE_KEY, type Range, roomKey, wholeRoom } from './keys.ts';
import { checkCovered, del, headAfter, type Operation, put, writeOperations } from './operations.ts';
import { roomNames } from './room-names.ts';
import { RowWriter } from './rows.ts';
import { packRows, segmentRecords } from './segments.ts';
import type { LogRecord, Snapshot, Store, StoreBatch, StoredRoom, StoreError, TableEntry, TableRange } from './store.ts';
import { openRecord, recordName, tableBounds, tableKey } from './tables.ts';

type Database = ClassicLevel<Buffer, Buffer>;
type LevelSnapshot = ReturnType<Database['snapshot']>;

/** Rooms whose head is remembered: a write to another room costs a look-up. */
const KNOWN_HEADS = 4096;
/** Bytes that a range read fetches at a time. */
const READ_BYTES = 1024 * 1024;
/** Entries that a range read fetches at a time. */
const READ_ENTRIES = 1000;

export interface LevelStoreOptions {
  /** The data folder; created if it isn't there. */
  readonly folder: string;
}

/** A store in one LevelDB database. A folder has one store at a time, in all processes. */
export function createLevelStore({ folder }: LevelStoreOptions): Store {
  return new LevelStore(folder);
}

interface Compaction {
  readonly room: string;
  dropped: boolean;
}

class LevelStore implements Store {
  readonly #path: string;
  readonly #rows = new RowWriter();
  /** Heads of rooms that were written lately. */
  readonly #heads = new Map<string, number>();
  #database: Database | null = null;
  /** True before `open` and after `close`: `reopen` must not take the folder then. */
  #released = true;
  /** Number of the newest batch. */
  #commits = 0;
  /** Set by a write error: what was written since is unknown, so nothing more is until `reopen`. */
  #failure: StoreError | null = null;
  /** Ends when the write in progress does: the ring of commits needs them in order. */
  #writing: Promise<unknown> = Promise.resolve();
  #compacting: Promise<unknown> = Promise.resolve();
  /** Compactions that wait or run: a drop of their room meanwhile is the end of them. */
  readonly #compactions = new Set<Compaction>();
  /** Ends when the opening or closing in progress does. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  open(): Promise<void> {
    return this.#inTurn(() => this.#open());
  }

  async #open(): Promise<void> {
    if (this.#database !== null) return;
    const folder = await prepareFolder(this.#path);
    const database = await openDatabase(folder);
    try {
      if (!folder.marked) await markUsed(folder);
      this.#commits = await checkRing(folder, database);
    } catch (error) {
      await database.close();
      throw error;
    }
    this.#database = database;
    this.#released = false;
    this.#failure = null;
    this.#heads.clear();
  }

  write(batch: StoreBatch): Promise<void> {
    return this.#exclusively(async () => {
      const heads = new Map<string, number>();
      for (const room of batch.drops ?? []) heads.set(room, 0);
      for (const { room, records } of batch.rooms ?? []) {
        heads.set(room, headAfter(room, records, heads.get(room) ?? this.#heads.get(room) ?? (await this.head(room))));
      }
      const operations = await this.#dropOperations(batch.drops ?? []);
      for (const operation of writeOperations(this.#rows, batch)) operations.push(operation);
      if (operations.length > 0) await this.#commit(operations);
      for (const [room, head] of heads) this.#remember(room, head);
    });
  }

  async #dropOperations(rooms: readonly string[]): Promise<Operation[]> {
    const operations: Operation[] = [];
    for (const room of rooms) {
      for (const compaction of this.#compactions) if (compaction.room === room) compaction.dropped = true;
      await this.#reading(room, async (database) => {
        for await (const key of chunked(database.keys(wholeRoom(room)))) operations.push(del(key));
      });
    }
    return operations;
  }

  read(room: string): Promise<StoredRoom> {
    return this.#reading(room, async (database) => {
      const range = { gte: roomKey(room, KIND.snapshot), lt: roomKey(room, KIND.segment) };
      return assembleRoom(room, await all(database, range));
    });
  }

  head(room: string): Promise<number> {
    return this.#reading(room, (database) => headOf(database, room));
  }

  async *history(room: string, after: number): AsyncGenerator<LogRecord, void, undefined> {
    const database = this.#opened();
    // One view of all ranges: a compaction in between moves records from rows into segments.
    const snapshot = database.snapshot();
    let seq = after;
    try {
      for await (const [key, value] of database.iterator({ ...range(room, KIND.segment, seq + 1), snapshot })) {
        for (const record of await segmentRecords(room, { key, value }, seq)) {
          if (record.seq > seq) yield record;
        }
        seq = keyNumber(key);
      }
      for await (const [key, value] of database.iterator({ ...range(room, KIND.row, seq + 1), snapshot })) {
        for (const record of rowRecords(room, keyNumber(key), openEntry(room, { key, value }), seq)) {
          if (record.seq > seq) yield record;
        }
        seq = keyNumber(key);
      }
      const head = await headOf(database, room, snapshot);
      if (seq < head) throw missingRecords(room, seq + 1, head);
    } catch (error) {
      throw readError(error, roomName(room), room);
    } finally {
      await snapshot.close();
    }
  }

  compact(room: string, snapshot: Snapshot): Promise<void> {
    const compaction = { room, dropped: false };
    this.#compactions.add(compaction);
    const run = this.#compacting.then(() => this.#compact(compaction, snapshot)).finally(() => this.#compactions.delete(compaction));
    this.#compacting = settled(run);
    return run;
  }

  async #compact(compaction: Compaction, snapshot: Snapshot): Promise<void> {
    try {
      const operations = await this.#compactOperations(compaction.room, snapshot);
      if (operations === null) return;
      await this.#exclusively(async () => {
        if (!compaction.dropped) await this.#commit(operations);
      });
    } catch (error) {
      // A room that is dropped between two reads looks damaged.
      if (!compaction.dropped) throw error;
    }
  }

  async #compactOperations(room: string, snapshot: Snapshot): Promise<Operation[] | null> {
    checkCovered(room, snapshot.seq, await this.head(room));
    return this.#reading(room, async (database) => {
      const old = await database.keys(range(room, KIND.snapshot)).all();
      if (old.some((key) => keyNumber(key) >= snapshot.seq)) return null;
      const rows = await all(database, { ...range(room, KIND.row), lt: roomKey(room, KIND.row, snapshot.seq + 1) });
      const [newest] = await database.iterator({ ...range(room, KIND.segment), reverse: true, limit: 1 }).all();
      const { puts, drops } = await packRows(room, rows, newest === undefined ? null : { key: newest[0], value: newest[1] });
      return [...[snapshotEntry(room, snapshot), ...puts].map(put), ...[...old, ...drops].map(del)];
    });
  }

  cursor(name: string, room: string): Promise<number> {
    return this.#reading(room, async (database) => {
      const key = cursorKey(name, room);
      const value = await database.get(key);
      return value === undefined ? 0 : openCursor(room, name, { key, value });
    });
  }

  async *rooms(prefix = ''): AsyncGenerator<string, void, undefined> {
    const keys = this.#opened().keys(ALL_ROOMS);
    try {
      yield* roomNames(keys, prefix);
    } catch (error) {
      throw readError(error, 'The list of rooms');
    } finally {
      await keys.close();
    }
  }

  async get(table: string, key: string): Promise<Uint8Array | null> {
    const database = this.#opened();
    try {
      const entry = tableKey(table, key);
      const value = await database.get(entry);
      return value === undefined ? null : openRecord(table, { key: entry, value });
    } catch (error) {
      throw readError(error, tableName(table));
    }
  }

  async *entries(table: string, range: TableRange = {}): AsyncGenerator<TableEntry, void, undefined> {
    const { reverse = false, limit = Number.POSITIVE_INFINITY } = range;
    const database = this.#opened();
    try {
      const bounds = tableBounds(table, range);
      for await (const [key, value] of chunked(database.iterator({ ...bounds, reverse, limit, highWaterMarkBytes: READ_BYTES }))) {
        yield { key: recordName(table, key), value: openRecord(table, { key, value }) };
      }
    } catch (error) {
      throw readError(error, tableName(table));
    }
  }

  probe(): Promise<void> {
    return this.#exclusively(() => this.#commit([put({ key: PROBE_KEY, value: Buffer.alloc(1) })]));
  }

  reopen(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#released) throw closedError();
      await this.#release();
      await this.#open();
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#released = true;
      await this.#release();
    });
  }

  async #release(): Promise<void> {
    const database = this.#database;
    this.#database = null;
    if (database !== null) await database.close();
    await this.#writing;
  }

  #opened(): Database {
    if (this.#database === null) throw closedError();
    return this.#database;
  }

  async #reading<T>(room: string, read: (database: Database) => Promise<T>): Promise<T> {
    const database = this.#opened();
    try {
      return await read(database);
    } catch (error) {
      throw readError(error, roomName(room), room);
    }
  }

  /** Runs `task` after the openings and closings before it. */
  #inTurn(task: () => Promise<void>): Promise<void> {
    const run = this.#turn.then(task);
    this.#turn = settled(run);
    return run;
  }

  /** Runs `task` after the writes before it. */
  #exclusively(task: () => Promise<void>): Promise<void> {
    const run = this.#writing.then(() => {
      if (this.#failure !== null) throw this.#failure;
      return task();
    });
    this.#writing = settled(run);
    return run;
  }

  /** One batch, fsynced. LevelDB copies the bytes before this returns its promise, so buffers may be used again. */
  async #commit(operations: Operation[]): Promise<void> {
    const database = this.#opened();
    const number = ++this.#commits;
    operations.push(put(commitEntry(number)));
    try {
      await database.batch(operations, { sync: true });
    } catch (cause) {
      this.#failure = writeError(this.#path, cause);
      throw this.#failure;
    }
  }

  #remember(room: string, head: number): void {
    // Taken out and put in again: the map's order is then the order of use, and the first is the one to forget.
    this.#heads.delete(room);
    this.#heads.set(room, head);
    if (this.#heads.size > KNOWN_HEADS) this.#heads.delete(this.#heads.keys().next().value as string);
  }
}

async function openDatabase(folder: DataFolder): Promise<Database> {
  const options = { keyEncoding: 'buffer', valueEncoding: 'buffer', createIfMissing: folder.fresh };
  const database: Database = new ClassicLevel(folder.database, options);
  try {
    await database.open();
    return database;
  } catch (error) {
    throw openError(folder, error);
  }
}

/** Number of the newest batch. @throws StoreError `store.corrupt` if LevelDB lost a batch, unless the operator said to go on. */
async function checkRing(folder: DataFolder, database: Database): Promise<number> {
  const { newest, lost } = readRing(await all(database, ALL_COMMITS));
  if (lost.length === 0) return newest;
  if (!(await takeAcceptLoss(folder))) throw lostBatches(folder, lost);
  const filled = lost.map((number) => put(commitEntry(number)));
  await database.batch(filled, { sync: true });
  return newest;
}

async function headOf(database: Database, room: string, snapshot?: LevelSnapshot): Promise<number> {
  const bounds = { gte: roomKey(room, KIND.snapshot), lt: roomKey(room, KIND.owner) };
  const [key] = await database.keys({ ...bounds, reverse: true, limit: 1, snapshot }).all();
  return key === undefined ? 0 : keyNumber(key);
}

/** A room's keys of one kind, from `number` on. */
function range(room: string, kind: Exclude<Kind, typeof KIND.end>, number = 0): Range {
  return { gte: roomKey(room, kind, number), lt: roomKey(room, (kind + 1) as Kind) };
}

async function all(database: Database, bounds: Range): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const [key, value] of chunked(database.iterator({ ...bounds, highWaterMarkBytes: READ_BYTES }))) entries.push({ key, value });
  return entries;
}

/** What `nextv` gives, one by one: an await for each would cost more than the reading. Closes the iterator. */
async function* chunked<T>(iterator: { nextv(size: number): Promise<T[]>; close(): Promise<void> }): AsyncGenerator<T, void, undefined> {
  try {
    for (;;) {
      const more = await iterator.nextv(READ_ENTRIES);
      if (more.length === 0) return;
      yield* more;
    }
  } finally {
    await iterator.close();
  }
}

function roomName(room: string): string {
  return `Room ${JSON.stringify(room)}`;
}

function tableName(table: string): string {
  return `Table ${JSON.stringify(table)}`;
}

/** A promise that ends when `run` does, however: whoever called has the outcome. */
function settled(run: Promise<void>): Promise<void> {
  return run.then(
    () => undefined,
    () => undefined,
  );
}

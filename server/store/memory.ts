import { closedError } from './errors.ts';
import { checkName } from './keys.ts';
import { MemoryTable } from './memory-table.ts';
import { checkCovered, headAfter } from './operations.ts';
import type { LogRecord, Snapshot, Store, StoreBatch, StoredRoom, TableEntry, TableRange } from './store.ts';
import { tableBounds, tableKey } from './tables.ts';

/** A store in memory: for tests, and for embedding where nothing needs to outlive the process. What it holds outlives `close`. */
export function createMemoryStore(): Store {
  return new MemoryStore();
}

class MemoryRoom {
  /** All records from 1 on. */
  readonly records: LogRecord[] = [];
  readonly owners = new Map<number, string>();
  /** Seqs by name. */
  readonly cursors = new Map<string, number>();
  snapshot: Snapshot | null = null;
}

class MemoryStore implements Store {
  readonly #rooms = new Map<string, MemoryRoom>();
  readonly #tables = new Map<string, MemoryTable>();
  #isOpen = false;

  async open(): Promise<void> {
    this.#isOpen = true;
  }

  async write({ rooms = [], cursors = [], records: puts = [], drops = [] }: StoreBatch): Promise<void> {
    this.#checkOpen();
    const heads = new Map<string, number>();
    for (const room of drops) {
      checkName(room);
      heads.set(room, 0);
    }
    for (const { room, records } of rooms) {
      checkName(room);
      heads.set(room, headAfter(room, records, heads.get(room) ?? this.#head(room)));
    }
    for (const { name, room } of cursors) {
      checkName(name, 'cursor');
      checkName(room);
    }
    for (const { table, key } of puts) tableKey(table, key);
    for (const room of drops) this.#rooms.delete(room);
    for (const { room, records, owners } of rooms) {
      const kept = this.#room(room);
      for (const record of records) kept.records.push({ ...record, update: new Uint8Array(record.update) });
      for (const [client, user] of owners ?? []) kept.owners.set(client, user);
    }
    for (const { name, room, seq } of cursors) this.#room(room).cursors.set(name, seq);
    for (const { table, key, value } of puts) this.#table(table).put(key, value);
  }

  async read(room: string): Promise<StoredRoom> {
    this.#checkOpen();
    const kept = this.#rooms.get(room);
    const snapshot = kept?.snapshot ?? null;
    const tail = kept?.records.slice(snapshot?.seq ?? 0) ?? [];
    return { snapshot, tail, head: this.#head(room), owners: new Map(kept?.owners) };
  }

  async head(room: string): Promise<number> {
    this.#checkOpen();
    return this.#head(room);
  }

  async *history(room: string, after: number): AsyncGenerator<LogRecord, void, undefined> {
    this.#checkOpen();
    const records = this.#rooms.get(room)?.records.slice(after) ?? [];
    for (const record of records) {
      this.#checkOpen();
      yield record;
    }
  }

  async compact(room: string, snapshot: Snapshot): Promise<void> {
    this.#checkOpen();
    checkCovered(room, snapshot.seq, this.#head(room));
    const kept = this.#room(room);
    if (kept.snapshot !== null && kept.snapshot.seq >= snapshot.seq) return;
    kept.snapshot = { seq: snapshot.seq, update: new Uint8Array(snapshot.update), stateVector: new Uint8Array(snapshot.stateVector) };
  }

  async cursor(name: string, room: string): Promise<number> {
    this.#checkOpen();
    return this.#rooms.get(room)?.cursors.get(name) ?? 0;
  }

  async *rooms(prefix = ''): AsyncGenerator<string, void, undefined> {
    this.#checkOpen();
    for (const [name, { records }] of [...this.#rooms]) {
      this.#checkOpen();
      if (records.length > 0 && name.startsWith(prefix)) yield name;
    }
  }

  async get(table: string, key: string): Promise<Uint8Array | null> {
    this.#checkOpen();
    tableKey(table, key);
    return this.#tables.get(table)?.get(key) ?? null;
  }

  async *entries(table: string, range: TableRange = {}): AsyncGenerator<TableEntry, void, undefined> {
    this.#checkOpen();
    tableBounds(table, range);
    for (const entry of this.#tables.get(table)?.entries(range) ?? []) {
      this.#checkOpen();
      yield entry;
    }
  }

  async probe(): Promise<void> {
    this.#checkOpen();
  }

  async reopen(): Promise<void> {
    this.#checkOpen();
  }

  async close(): Promise<void> {
    this.#isOpen = false;
  }

  #checkOpen(): void {
    if (!this.#isOpen) throw closedError();
  }

  #head(room: string): number {
    return this.#rooms.get(room)?.records.length ?? 0;
  }

  #table(name: string): MemoryTable {
    let table = this.#tables.get(name);
    if (table === undefined) {
      table = new MemoryTable();
      this.#tables.set(name, table);
    }
    return table;
  }

  #room(name: string): MemoryRoom {
    let room = this.#rooms.get(name);
    if (room === undefined) {
      room = new MemoryRoom();
      this.#rooms.set(name, room);
    }
    return room;
  }
}

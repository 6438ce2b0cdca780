import { closedError } from './errors.ts';
import { checkName } from './keys.ts';
import { checkCovered, headAfter } from './operations.ts';
import type { Cursor, LogRecord, RoomWrite, Snapshot, Store, StoredRoom } from './store.ts';

/** A store in memory: for tests, and for embedding where nothing needs to outlive the process. What it holds outlives `close`. */
export function createMemoryStore(): Store {
  return new MemoryStore();
}

class MemoryRoom {
  /** All records from 1 on. */
  readonly records: LogRecord[] = [];
  readonly owners = new Map<number, string>();
  snapshot: Snapshot | null = null;
}

class MemoryStore implements Store {
  readonly #rooms = new Map<string, MemoryRoom>();
  /** Seqs by cursor name, then room. */
  readonly #cursors = new Map<string, Map<string, number>>();
  #isOpen = false;

  async open(): Promise<void> {
    this.#isOpen = true;
  }

  async write(rooms: readonly RoomWrite[], cursors: readonly Cursor[] = []): Promise<void> {
    this.#checkOpen();
    const heads = new Map<string, number>();
    for (const { room, records } of rooms) {
      checkName(room);
      heads.set(room, headAfter(room, records, heads.get(room) ?? this.#head(room)));
    }
    for (const { name, room } of cursors) {
      checkName(name);
      checkName(room);
    }
    for (const { room, records, owners } of rooms) {
      const kept = this.#room(room);
      for (const record of records) kept.records.push({ ...record, update: new Uint8Array(record.update) });
      for (const [client, user] of owners ?? []) kept.owners.set(client, user);
    }
    for (const { name, room, seq } of cursors) {
      let seqs = this.#cursors.get(name);
      if (seqs === undefined) {
        seqs = new Map();
        this.#cursors.set(name, seqs);
      }
      seqs.set(room, seq);
    }
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
    return this.#cursors.get(name)?.get(room) ?? 0;
  }

  async *rooms(): AsyncGenerator<string, void, undefined> {
    this.#checkOpen();
    for (const [name, { records }] of [...this.#rooms]) if (records.length > 0) yield name;
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

  #room(name: string): MemoryRoom {
    let room = this.#rooms.get(name);
    if (room === undefined) {
      room = new MemoryRoom();
      this.#rooms.set(name, room);
    }
    return room;
  }
}

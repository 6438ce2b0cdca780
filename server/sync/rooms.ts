import { CLOSE, type Code } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import type { Random, Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type * as Y from 'yjs';
import type { LogRecord, StoredRoom } from '../store/store.ts';
import type { Change } from './edits.ts';
import type { Counters } from './counters.ts';
import { Room } from './room.ts';

/** ms between two looks at all rooms: one timer a process, not one a room. */
const SWEEP_INTERVAL = 1000;

export interface RoomsOptions {
  readonly store: RoomStore;
  readonly limits: Limits;
  readonly time: Time;
  readonly log: Log;
  readonly counters: Counters;
  /** The first content of a room that has none, as a Yjs update: the only seeding there is. */
  readonly seed: (room: string) => Uint8Array | null;
  /** Looks at a document that an edit was applied to: a code when it holds more than it may (rule LI3). Called often, so it must be quick. */
  readonly inspect?: (room: string, doc: Y.Doc) => Code | null;
  readonly random: Random;
}

/** How many rooms are in memory, by state. */
export interface RoomStates {
  readonly loading: number;
  readonly hot: number;
  readonly cold: number;
}

/** Somebody who is in a room, as their awareness says: one for each client id. */
export interface Present {
  readonly room: string;
  /** The verified user, or null where there are no users. */
  readonly userId: string | null;
  /** The awareness state, with the verified `user` in it. Written by a client: anything may be missing or odd. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** A connection that has entered a room, or left it. */
export interface Passage {
  readonly room: string;
  readonly userId: string | null;
  readonly name: string;
  readonly entered: boolean;
}

/** All rooms that are in memory: one a name, however many ask for it at once. */
export interface Rooms {
  /**
   * Makes a change of the server's own (rules SE1–SE3). Resolves when it is on disk.
   * @throws WeftError `store.failing`, `room.busy`, `document.too-large`, `project.full`; what an edit or `records` throws. Nothing is written then.
   */
  commit(change: Change): Promise<void>;
  /**
   * Looks at a room as it is on disk: `look` is called once, synchronously, and must neither change nor keep the document. A room without
   * any records is an empty document, and isn't made by looking.
   * @throws WeftError `store.failing`, `room.busy`; what `look` throws
   */
  read<T>(room: string, look: (doc: Y.Doc) => T): Promise<T>;
  /** Tells of records that have reached the disk, room by room, in order. Not of what was there before. Returns its stop. */
  onCommitted(listener: (room: string, records: readonly LogRecord[]) => void): () => void;
  /** Tells who enters and leaves. Returns its stop. */
  onPassage(listener: (passage: Passage) => void): () => void;
  /** Who is in the rooms that `among` names, now. */
  present(among: (room: string) => boolean): readonly Present[];
  /** The room, loaded. Rejects when it can't be read just now. A caller that joins must do so in the tick in which this resolves. */
  open(name: string): Promise<Room>;
  states(): RoomStates;
  /** Closes all members with 1012, hands the journal what is left, and shortens logs for as long as `limits.drain` allows. */
  stop(): Promise<void>;
}

export function createRooms(options: RoomsOptions): Rooms {
  return new RoomTable(options);
}

class RoomTable implements Rooms {
  readonly #options: RoomsOptions;
  readonly #loading = new Map<string, Promise<Room>>();
  readonly #rooms = new Map<string, Room>();
  readonly #stops: (() => void)[];
  #stopped = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
    const { time, limits, store } = options;
    this.#stops = [
      time.every(SWEEP_INTERVAL, () => this.#sweep()),
      time.every(limits.presenceRenewal, () => this.#renew()),
      store.onHealth((healthy) => {
        for (const room of this.#rooms.values()) room.storeChanged(healthy);
      }),
    ];
  }

  async open(name: string): Promise<Room> {
    const room = this.#rooms.get(name);
    if (room !== undefined) return room;
    let loading = this.#loading.get(name);
    if (loading === undefined) {
      loading = this.#load(name).finally(() => this.#loading.delete(name));
      this.#loading.set(name, loading);
    }
    return loading;
  }

  states(): RoomStates {
    let hot = 0;
    for (const room of this.#rooms.values()) if (room.state === 'hot') hot++;
    return { loading: this.#loading.size, hot, cold: this.#rooms.size - hot };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const stop of this.#stops) stop();
    for (const room of this.#rooms.values()) room.stop(CLOSE.restart, 'server.stopping');
    const { time, limits } = this.#options;
    let isLate = false;
    await new Promise<void>((resolve) => {
      const cancel = time.after(limits.drain, () => {
        isLate = true;
        resolve();
      });
      void this.#settle(() => isLate).then(() => {
        cancel();
        resolve();
      });
    });
  }

  /** A store that doesn't answer must not hold up a stop: what is not settled by then is read from a longer log. */
  async #settle(isLate: () => boolean): Promise<void> {
    for (const room of this.#rooms.values()) {
      if (isLate()) return;
      await room.settle();
    }
  }

  async #load(name: string): Promise<Room> {
    const { store, limits, time, log, counters } = this.#options;
    const stored = await this.#seeded(name, await store.read(name));
    counters.loads++;
    const room = new Room({ name, stored, store, limits, time, log, counters });
    if (this.#stopped) room.stop(CLOSE.restart, 'server.stopping');
    this.#rooms.set(name, room);
    return room;
  }

  async #seeded(name: string, stored: StoredRoom): Promise<StoredRoom> {
    if (stored.head > 0) return stored;
    const update = this.#options.seed(name);
    if (update === null) return stored;
    const record = { seq: 1, time: this.#options.time.now(), author: '', sender: '', update };
    await this.#options.store.append(name, [record]);
    return { ...stored, tail: [record], head: 1 };
  }

  #sweep(): void {
    for (const [name, room] of this.#rooms) {
      if (!room.sweep()) continue;
      this.#rooms.delete(name);
      room.stop(CLOSE.later, 'room.busy');
      this.#options.counters.evictions++;
    }
  }

  #renew(): void {
    for (const room of this.#rooms.values()) room.renewPresence();
  }
}

import type * as Y from 'yjs';
import { CLOSE } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import type { Random, Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { LogRecord, StoredRoom } from '../store/store.ts';
import { Commits } from './commits.ts';
import type { Counters } from './counters.ts';
import type { Rules } from './document.ts';
import type { Change } from './edits.ts';
import type { Session } from './gate.ts';
import { Reads } from './reads.ts';
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
  /** What a room's document may hold. Called once a room; what it answers with is called at each edit, so it must be quick. */
  readonly rules?: (room: string) => Rules;
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
   * @throws WeftError `store.failing`, `room.busy`, `document.too-large`, `limit.*`; what an edit or `records` throws. Nothing is written then.
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

/** A room on its way into memory. */
interface Loading {
  readonly room: Promise<Room | null>;
  /** Somebody wants to be in it or edit it: a room that has no records is made then, and seeded. */
  create: boolean;
  /** It was deleted meanwhile: what was read of it counts for nothing. */
  stale: boolean;
}

class RoomTable implements Rooms {
  readonly #options: RoomsOptions;
  readonly #loading = new Map<string, Loading>();
  readonly #rooms = new Map<string, Room>();
  /** Rooms whose deletion is not on disk yet; each resolves when it is, or never will be. */
  readonly #dropping = new Map<string, Promise<void>>();
  readonly #committedListeners = new Set<(room: string, records: readonly LogRecord[]) => void>();
  readonly #passageListeners = new Set<(passage: Passage) => void>();
  readonly #commits: Commits;
  readonly #reads: Reads;
  readonly #stops: (() => void)[];
  #stopped = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
    const { time, limits, store, log, seed } = options;
    this.#stops = [
      time.every(SWEEP_INTERVAL, () => this.#sweep()),
      time.every(limits.presenceRenewal, () => this.#renew()),
      store.onHealth((healthy) => {
        for (const room of this.#rooms.values()) room.storeChanged(healthy);
      }),
    ];
    this.#commits = new Commits({ store, log, open: (name) => this.open(name), drop: (names, written) => this.#drop(names, written) });
    this.#reads = new Reads({ store, time, log, inMemory: (name) => this.#rooms.get(name), find: (name) => this.#find(name, false), seed });
  }

  commit(change: Change): Promise<void> {
    return this.#commits.commit(change);
  }

  read<T>(name: string, look: (doc: Y.Doc) => T): Promise<T> {
    return this.#reads.read(name, look);
  }

  onCommitted(listener: (room: string, records: readonly LogRecord[]) => void): () => void {
    this.#committedListeners.add(listener);
    return () => this.#committedListeners.delete(listener);
  }

  onPassage(listener: (passage: Passage) => void): () => void {
    this.#passageListeners.add(listener);
    return () => this.#passageListeners.delete(listener);
  }

  present(among: (room: string) => boolean): readonly Present[] {
    const present: Present[] = [];
    for (const [name, room] of this.#rooms) {
      if (room.size > 0 && among(name)) for (const somebody of room.present()) present.push({ room: name, ...somebody });
    }
    return present;
  }

  async open(name: string): Promise<Room> {
    for (;;) {
      const room = await this.#find(name, true);
      if (room !== null) return room;
    }
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

  /** The room, loaded. Null for one that has no records, unless `create`. */
  async #find(name: string, create: boolean): Promise<Room | null> {
    const room = this.#rooms.get(name);
    if (room !== undefined) return room;
    let loading = this.#loading.get(name);
    if (loading === undefined) {
      // The promise needs the entry, and the entry the promise: the first step of the load comes a turn later.
      const room = Promise.resolve()
        .then(() => this.#load(name, entry))
        .finally(() => this.#loading.delete(name));
      const entry: Loading = { room, create, stale: false };
      this.#loading.set(name, entry);
      loading = entry;
    }
    if (create) loading.create = true;
    return loading.room;
  }

  async #load(name: string, loading: Loading): Promise<Room | null> {
    const stored = await this.#stored(name, loading);
    if (stored === null) return null;
    const { store, limits, time, log, counters, random, rules } = this.#options;
    counters.loads++;
    const room = new Room({
      name,
      stored,
      store,
      limits,
      time,
      log,
      counters,
      random,
      rules: rules?.(name) ?? {},
      onRecords: this.#onRecords,
      onPassage: this.#onPassage,
    });
    if (this.#stopped) room.stop(CLOSE.restart, 'server.stopping');
    this.#rooms.set(name, room);
    return room;
  }

  /** What the store has of a room, read again for as long as it is deleted meanwhile. */
  async #stored(name: string, loading: Loading): Promise<StoredRoom | null> {
    for (;;) {
      await this.#dropping.get(name);
      loading.stale = false;
      try {
        const stored = await this.#options.store.read(name);
        if (stored.head > 0 && !loading.stale) return stored;
        const made = loading.create && !loading.stale ? await this.#seeded(name, stored) : null;
        if (!loading.stale) return made;
      } catch (error) {
        if (!loading.stale) throw error;
      }
    }
  }

  async #seeded(name: string, stored: StoredRoom): Promise<StoredRoom> {
    const update = this.#options.seed(name);
    if (update === null) return stored;
    const record = { seq: 1, time: this.#options.time.now(), author: '', sender: '', update };
    await this.#options.store.append(name, [record]);
    this.#onRecords(name, [record]);
    return { ...stored, tail: [record], head: 1 };
  }

  #drop(names: readonly string[], written: Promise<unknown>): void {
    for (const name of names) {
      this.#rooms.get(name)?.drop();
      this.#rooms.delete(name);
      const loading = this.#loading.get(name);
      if (loading !== undefined) loading.stale = true;
      const over = (): void => {
        if (this.#dropping.get(name) === dropped) this.#dropping.delete(name);
      };
      const dropped = written.then(over, over);
      this.#dropping.set(name, dropped);
    }
  }

  /** One listener's trouble is nobody else's. */
  readonly #onRecords = (name: string, records: readonly LogRecord[]): void => {
    for (const listener of this.#committedListeners) this.#tell(name, () => listener(name, records));
  };

  readonly #onPassage = (room: string, { userId, user }: Session, entered: boolean): void => {
    const name = user?.name ?? '';
    for (const listener of this.#passageListeners) this.#tell(room, () => listener({ room, userId, name, entered }));
  };

  #tell(room: string, tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#options.log.error({ room, error }, 'a listener to the rooms failed');
    }
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

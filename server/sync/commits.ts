import { WeftError } from '../../shared/codes.ts';
import type { Log } from '../../shared/log.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Change, RoomEdit } from './edits.ts';
import type { Room } from './room.ts';
import { busy, failing, unreadable } from './unreadable.ts';

/** How often a document that was thrown away under our hands is built again before the room counts as busy. */
const TRIES = 5;

export interface CommitsOptions {
  readonly store: RoomStore;
  readonly log: Log;
  readonly open: (room: string) => Promise<Room>;
  /** Rooms are deleted, which is `written` later: their members are closed, and whoever comes waits until then. */
  readonly drop: (rooms: readonly string[], written: Promise<unknown>) => void;
}

/** Makes the server's own changes (rules SE1–SE3): several rooms and records in one batch, or nothing of it. */
export class Commits {
  readonly #options: CommitsOptions;

  constructor(options: CommitsOptions) {
    this.#options = options;
  }

  /** See `Rooms.commit`. */
  async commit(change: Change): Promise<void> {
    this.#checkStore();
    const pins: (() => void)[] = [];
    let saved: Promise<unknown>;
    try {
      const rooms = await this.#open(change.edits ?? [], pins);
      // Asked again after each wait: another change's failure throws documents away at any turn.
      for (let tries = 0; !isReady(rooms); tries++) {
        if (tries === TRIES) throw busy();
        await this.#heat(rooms);
      }
      this.#checkStore();
      saved = this.#make(change, rooms);
    } finally {
      for (const release of pins) release();
    }
    try {
      await saved;
    } catch (error) {
      throw new WeftError('store.failing', 'The change could not be written: the store was closed before it was on disk.', {
        cause: error,
      });
    }
  }

  /** All rooms that are edited, kept in memory. */
  async #open(edits: readonly RoomEdit[], pins: (() => void)[]): Promise<ReadonlyMap<string, Room>> {
    const rooms = new Map<string, Room>();
    const opening = [...new Set(edits.map(({ room }) => room))].map(async (name) => {
      const room = await this.#options.open(name);
      pins.push(room.pin());
      rooms.set(name, room);
    });
    // Each is waited for: one that opened after another had failed would stay pinned.
    const failed = (await Promise.allSettled(opening)).find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw this.#unreadable(failed.reason);
    return rooms;
  }

  async #heat(rooms: ReadonlyMap<string, Room>): Promise<void> {
    try {
      await Promise.all([...rooms.values()].map((room) => room.heat()));
    } catch (error) {
      throw this.#unreadable(error);
    }
  }

  /** Everything in one tick: whatever throws before the journal has it undoes all of it. */
  #make(change: Change, rooms: ReadonlyMap<string, Room>): Promise<unknown> {
    const { store, drop } = this.#options;
    const { edits = [], drops = [] } = change;
    const touched = new Set<Room>();
    const saved: Promise<void>[] = [];
    try {
      for (const edit of edits) {
        const room = rooms.get(edit.room);
        if (room === undefined || drops.includes(edit.room)) throw new Error(`Room ${edit.room} can't be edited and deleted at once.`);
        touched.add(room);
        room.own.make(edit);
      }
      const records = change.records?.() ?? [];
      const cursors = change.cursors?.() ?? [];
      // What the journal won't take (a name that is no key) must not leave the rest standing alone.
      store.check(
        { records, cursors, drops },
        [...touched].map(({ name }) => name),
      );
      if (records.length + cursors.length + drops.length > 0) saved.push(store.write({ records, cursors, drops }));
    } catch (error) {
      for (const room of touched) room.own.discard();
      throw error;
    }
    for (const room of touched) {
      const accepted = room.own.accept();
      if (accepted !== null) saved.push(accepted);
    }
    const written = Promise.all(saved);
    if (drops.length > 0) drop(drops, written);
    return written;
  }

  #checkStore(): void {
    if (!this.#options.store.healthy) throw failing();
  }

  #unreadable(error: unknown): WeftError {
    return unreadable(error, this.#options);
  }
}

/** True when all documents are there. @throws WeftError when a room has ended meanwhile */
function isReady(rooms: ReadonlyMap<string, Room>): boolean {
  for (const { ended, name } of rooms.values()) {
    if (ended === 'room.unknown') throw new WeftError('room.unknown', `Room ${name} has been deleted.`);
    if (ended !== null) throw busy();
  }
  return [...rooms.values()].every(({ state }) => state === 'hot');
}

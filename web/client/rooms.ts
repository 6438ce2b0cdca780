import type { Time } from '../../shared/time.ts';
import type { OpenRoom } from './rooms-open.ts';
import type { RoomHandle } from './service-types.ts';

/** ms that a room stays after its last handle: pages that change, and components that mount twice, open it again at once. */
const LINGER = 500;

export interface RoomsOptions {
  /** Opens a room's connection. */
  readonly open: (name: string) => OpenRoom;
  readonly time: Time;
  /** Rooms have come or gone. */
  readonly changed: () => void;
}

interface Entry {
  readonly room: OpenRoom;
  handles: number;
  cancel: (() => void) | null;
}

/** The open rooms: one connection each, however many handles. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #entries = new Map<string, Entry>();
  #ended = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  get all(): readonly OpenRoom[] {
    return [...this.#entries.values()].map(({ room }) => room);
  }

  /** Shows anew how this person is present, in rooms that somebody looks at. */
  refreshPresence(): void {
    for (const { room, handles } of this.#entries.values()) if (handles > 0) room.setPresent(true);
  }

  /** @throws Error after `end` */
  open(name: string): RoomHandle {
    if (this.#ended) throw new Error('This service has been destroyed: create another one to open rooms.');
    const lingering = this.#entries.get(name);
    // Somebody who has been let in again, and comes back at once, is asked for anew.
    if (lingering?.handles === 0 && lingering.room.isTakenAway()) this.#close(lingering);
    const entry = this.#entries.get(name) ?? this.#add(name);
    const { room } = entry;
    entry.handles++;
    entry.cancel?.();
    entry.cancel = null;
    room.setPresent(true);
    let released = false;
    return {
      room: name,
      doc: room.doc,
      awareness: room.connection.awareness,
      status: room.connection.status,
      kept: room.kept,
      rescued: room.connection.rescued,
      saved: () => room.connection.saved(),
      discard: () => room.discard(),
      release: () => {
        if (released || this.#ended) return;
        released = true;
        entry.handles--;
        if (entry.handles === 0) this.#linger(entry);
      },
    };
  }

  /** Opens a room that nobody looks at for as long as something in it waits to be sent. */
  send(name: string): void {
    if (this.#ended || this.#entries.has(name)) return;
    const entry = this.#add(name);
    entry.room.setPresent(false);
    this.#linger(entry);
  }

  /** Closes all of them, whatever is unsent. */
  end(): void {
    this.#ended = true;
    for (const { room, cancel } of this.#entries.values()) {
      cancel?.();
      room.destroy();
    }
    this.#entries.clear();
  }

  #add(name: string): Entry {
    const entry: Entry = { room: this.#options.open(name), handles: 0, cancel: null };
    this.#entries.set(name, entry);
    this.#options.changed();
    return entry;
  }

  /** Nobody looks at the room any more. It goes as soon as nothing in it waits to be sent. */
  #linger(entry: Entry): void {
    entry.cancel = this.#options.time.after(LINGER, () => {
      const { room } = entry;
      room.setPresent(false);
      if (!room.isSettled()) {
        this.#linger(entry);
        return;
      }
      this.#close(entry);
    });
  }

  #close({ room, cancel }: Entry): void {
    cancel?.();
    this.#entries.delete(room.name);
    room.destroy();
    this.#options.changed();
  }
}

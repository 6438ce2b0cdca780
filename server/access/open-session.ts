import { parseRoom, projectOf, type RoomName } from '../../shared/rooms.ts';
import { type Grant, isRefusal, type Refusal, type Session } from '../sync/gate.ts';
import type { Identity } from './access.ts';
import type { Directory } from './directory.ts';
import type { Facts } from './rights.ts';

export type Change = Grant | Refusal;

export interface OpenSessionOptions {
  readonly identity: Identity;
  readonly room: string;
  readonly directory: Directory;
  /** Monotonic ms. */
  readonly openedAt: number;
  /** The first listener has come, or the last one has gone. */
  readonly onWatched: (session: OpenSession, watched: boolean) => void;
}

/** Somebody in a room, from the knock at its door on: what they may do there now, and who wants to hear of changes. */
export class OpenSession implements Session {
  readonly identity: Identity;
  /** The room's name as it was asked for. */
  readonly name: string;
  readonly room: RoomName;
  readonly openedAt: number;
  /** What was found out when it was last looked; null before. */
  facts: Facts | null = null;
  /** What must be looked at again has changed while it was being looked at. */
  stale = false;
  looking = false;
  readonly #directory: Directory;
  readonly #onWatched: OpenSessionOptions['onWatched'];
  readonly #listeners = new Set<(change: Change) => void>();
  #grant: Grant | null = null;
  #refusal: Refusal | null = null;

  constructor({ identity, room, directory, openedAt, onWatched }: OpenSessionOptions) {
    this.identity = identity;
    this.name = room;
    this.room = parseRoom(room);
    this.openedAt = openedAt;
    this.#directory = directory;
    this.#onWatched = onWatched;
  }

  get userId(): string | null {
    return this.identity.userId === '' ? null : this.identity.userId;
  }

  /** As the directory has it now: a new name shows with the next state that the person sends. */
  get user(): Session['user'] {
    const { userId: id, name, color } = this.identity;
    if (id === '') return null;
    const account = this.#directory.account(id);
    if (account !== null) return { id, name: account.username, color: account.color };
    return color === null ? { id, name } : { id, name, color };
  }

  get project(): string | null {
    return projectOf(this.room);
  }

  get document(): string | null {
    return 'document' in this.room ? this.room.document : null;
  }

  /** True from the first grant on. */
  get inside(): boolean {
    return this.#grant !== null;
  }

  get watched(): boolean {
    return this.#listeners.size > 0;
  }

  /** The refusal that ended it, or null. */
  get refusal(): Refusal | null {
    return this.#refusal;
  }

  grant(): Grant {
    if (this.#grant === null) throw new Error('a session has no grant before it was let in');
    return this.#grant;
  }

  watch(listener: (change: Change) => void): () => void {
    if (this.#refusal !== null) {
      listener(this.#refusal);
      return () => undefined;
    }
    const first = this.#listeners.size === 0;
    this.#listeners.add(listener);
    if (first) this.#onWatched(this, true);
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#onWatched(this, false);
    };
  }

  /** Takes a new grant, or the refusal that ends it for good. Says so only if that changes something. */
  apply(change: Change): void {
    if (this.#refusal !== null) return;
    if (isRefusal(change)) this.#refusal = change;
    else if (this.#grant?.role === change.role && this.#grant.writable === change.writable) return;
    else this.#grant = change;
    for (const listener of [...this.#listeners]) listener(change);
  }
}

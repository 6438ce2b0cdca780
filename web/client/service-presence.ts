import type { Awareness } from 'y-protocols/awareness';
import type { Place, Presence, PresenceStatus } from '../../shared/model/presence.ts';
import type { RoomName } from '../../shared/rooms.ts';
import type { PresenceUser } from './connect-document.ts';

type Kind = RoomName['kind'];

/** What others see of this person, in each kind of room. */
export class ServicePresence {
  #user: PresenceUser | null;
  #status: PresenceStatus = 'online';
  #place: Place | null = null;
  #active = 0;

  constructor(user: PresenceUser | null) {
    this.#user = user;
  }

  get user(): PresenceUser | null {
    return this.#user;
  }

  /** @returns whether that is anything new */
  setUser({ id, name, color }: PresenceUser): boolean {
    const known = this.#user;
    if (known?.id === id && known.name === name && known.color === color) return false;
    this.#user = { id, name, color };
    return true;
  }

  /** @returns whether that is anything new */
  setFields(fields: Partial<Pick<Presence, 'status' | 'place' | 'active'>>): boolean {
    const { status = this.#status, place = this.#place, active = this.#active } = fields;
    const known = this.#place;
    if (status === this.#status && place?.kind === known?.kind && place?.id === known?.id && active === this.#active) return false;
    this.#active = active;
    this.#status = status;
    this.#place = place === null ? null : { kind: place.kind, id: place.id };
    return true;
  }

  /** Writes it into a room's awareness, beside what others (such as an editor's caret) have put there; `present` false leaves the room. */
  show(kind: Kind, awareness: Awareness, present: boolean): void {
    const state = awareness.getLocalState();
    if (!present) {
      if (state !== null) awareness.setLocalState(null);
      return;
    }
    const fields = this.#fieldsFor(kind);
    const isShown = state !== null && Object.entries(fields).every(([key, value]) => state[key] === value);
    if (!isShown) awareness.setLocalState({ ...state, ...fields });
  }

  /** Nobody else is in an inbox; only boards and documents are places. */
  #fieldsFor(kind: Kind): Readonly<Record<string, unknown>> {
    if (kind === 'inbox' || kind === 'settings') return {};
    const user = this.#user === null ? {} : { user: this.#user };
    return kind === 'project' || kind === 'document' ? { ...user, status: this.#status, place: this.#place, active: this.#active } : user;
  }
}

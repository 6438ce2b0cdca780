import type { Awareness } from 'y-protocols/awareness';
import { parsePresence } from '../../shared/model/presence.ts';
import type { Time } from '../../shared/time.ts';
import type { PresenceUser } from './connect-document.ts';
import type { OnlinePerson } from './online-people.ts';
import { createOnlineStore } from './online-store.ts';
import type { ReadableStore } from './store.ts';

export { colorOf, colorOfHue, hueOf } from './person-color.ts';

/** A person who is in a document, however many tabs they have open. */
export type Collaborator = Pick<OnlinePerson, 'id' | 'name' | 'hue' | 'self'>;

/**
 * Who is in a document, as a store: oneself first, then by name.
 * @returns the store and its stop
 */
export function watchPresence(
  awareness: Awareness,
  after: Time['after'],
): { readonly store: ReadableStore<readonly Collaborator[]>; readonly stop: () => void } {
  const { people, stop } = createOnlineStore(awareness, after);
  return { store: people, stop };
}

/** The user in somebody's awareness state, which may hold anything at all; null where it names none. */
export function userOf(state: unknown): PresenceUser | null {
  return parsePresence(state)?.user ?? null;
}

import { parsePresence } from '../../shared/model/presence.ts';
import type { PresenceUser } from './connect-document.ts';

export { colorOf, colorOfHue, hueOf } from '../../shared/person-color.ts';

/** The user in somebody's awareness state, which may hold anything at all; null where it names none. */
export function userOf(state: unknown): PresenceUser | null {
  return parsePresence(state)?.user ?? null;
}

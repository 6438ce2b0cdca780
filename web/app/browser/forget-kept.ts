import { dropKeptWhere } from '../../client/kept.ts';

/** What every key of this app begins with: one origin may hold others. */
const PREFIX = 'weft.';

/** Settings of this browser rather than of a person, and what is still owed to the server. */
const OF_THE_BROWSER: readonly string[] = ['weft.language', 'weft.theme', 'weft.sidebar', 'weft.signed-out'];

/** Forgets whoever was here: their name, their projects, where they have been. Language and theme stay. */
export function forgetKept(): void {
  dropKeptWhere((key) => key.startsWith(PREFIX) && !OF_THE_BROWSER.includes(key));
}

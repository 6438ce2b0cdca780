/** What every key of this app begins with: one origin may hold others. */
const PREFIX = 'weft.';

/** Settings of this browser rather than of a person, and what is still owed to the server. */
const OF_THE_BROWSER: readonly string[] = ['weft.language', 'weft.theme', 'weft.sidebar', 'weft.signed-out'];

/** What this browser keeps, or null: nothing where it keeps nothing (private windows may forbid it). */
export function readKept(key: string): string | null {
  return attempt(() => localStorage.getItem(key)) ?? null;
}

/** Keeps `value`, where the browser allows it; elsewhere it lasts as long as the page. @param key begins with `weft.` */
export function writeKept(key: string, value: string): void {
  attempt(() => localStorage.setItem(key, value));
}

/** Keeps it no longer. */
export function dropKept(key: string): void {
  attempt(() => localStorage.removeItem(key));
}

/** Forgets whoever was here: their name, their projects, where they have been. Language and theme stay. */
export function forgetKept(): void {
  attempt(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && !OF_THE_BROWSER.includes(key)) localStorage.removeItem(key);
    }
  });
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** What this browser keeps, or null: nothing where it keeps nothing (private windows may forbid it). */
export function readKept(key: string): string | null {
  return attempt(() => localStorage.getItem(key)) ?? null;
}

/** Keeps `value`, where the browser allows it; elsewhere it lasts as long as the page. @param key begins with `weft.` */
export function writeKept(key: string, value: string): void {
  attempt(() => localStorage.setItem(key, value));
}

/** What this tab alone keeps, also over a reload; '' where it keeps nothing. */
export function readKeptInTab(key: string): string {
  return attempt(() => sessionStorage.getItem(key)) ?? '';
}

/** Keeps `value` in this tab, where the browser allows it; '' is nothing to keep. @param key begins with `weft.` */
export function writeKeptInTab(key: string, value: string): void {
  attempt(() => (value === '' ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value)));
}

/** Keeps it no longer. */
export function dropKept(key: string): void {
  attempt(() => localStorage.removeItem(key));
}

/** Calls back when another tab of this browser keeps something else there. Returns its stop. */
export function watchKept(key: string, onChange: () => void): () => void {
  const onStorage = (event: StorageEvent): void => {
    if (event.key === key) onChange();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}

/** Keeps no longer what `isOver` says of its key, neither in this browser nor in this tab. */
export function dropKeptWhere(isOver: (key: string) => boolean): void {
  for (const key of attempt(() => Object.keys(localStorage)) ?? []) if (isOver(key)) dropKept(key);
  for (const key of attempt(() => Object.keys(sessionStorage)) ?? []) if (isOver(key)) writeKeptInTab(key, '');
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

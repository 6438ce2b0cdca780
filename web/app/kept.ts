/** What this browser keeps, or null: nothing where it keeps nothing (private windows may forbid it). */
export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** Keeps `value`, where the browser allows it; elsewhere it lasts as long as the page. */
export function writeKept(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** The keys have Apple's names and signs here. */
export const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);
const SIGNS: Readonly<Record<string, string>> = { Shift: '⇧', Alt: '⌥', Ctrl: '⌘' };

/** Keys with Ctrl before them, as people know them here: `Shift+S` is `Ctrl Shift S`, or `⌘⇧S` on a Mac. */
export function shownKeys(keys: string): string {
  const parts = ['Ctrl', ...keys.split('+')];
  return APPLE ? parts.map((part) => SIGNS[part] ?? part).join('') : parts.join(' ');
}

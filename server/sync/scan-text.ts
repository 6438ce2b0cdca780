/**
 * How many UTF-16 units the UTF-8 bytes from `from` to `to` decode to, or −1 if they aren't UTF-8. Yjs counts clocks in these units.
 * Accepts exactly what lib0's decoder does (`TextDecoder` with `fatal` and `ignoreBOM`): no overlong forms, no surrogates, a BOM counts as one.
 */
export function utf16Length(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] as number) < 0x80) at++;
  let units = at - from;
  while (at < to) {
    const first = bytes[at++] as number;
    if (first < 0x80) {
      units++;
      continue;
    }
    const more = followers(first);
    if (more === 0 || at + more > to) return -1;
    const second = bytes[at] as number;
    if (second < lowest(first) || second > highest(first)) return -1;
    for (let next = 1; next < more; next++) {
      if (((bytes[at + next] as number) & 0xc0) !== 0x80) return -1;
    }
    at += more;
    units += more === 3 ? 2 : 1;
  }
  return units;
}

/** How many bytes follow this first byte; 0 for one that starts no character. */
function followers(first: number): number {
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 1;
  if (first < 0xf0) return 2;
  return first < 0xf5 ? 3 : 0;
}

/** The second byte's bounds keep out overlong forms, surrogates and what is above U+10FFFF. */
function lowest(first: number): number {
  if (first === 0xe0) return 0xa0;
  return first === 0xf0 ? 0x90 : 0x80;
}

function highest(first: number): number {
  if (first === 0xed) return 0x9f;
  return first === 0xf4 ? 0x8f : 0xbf;
}

const PROTO = new TextEncoder().encode('__proto__');

/** Whether the bytes spell `__proto__`: as a key it would change an object's prototype. */
export function isProto(bytes: Uint8Array, from: number, to: number): boolean {
  return spells(bytes, from, to, PROTO);
}

/** Whether the bytes from `from` to `to` are those of `word`. */
export function spells(bytes: Uint8Array, from: number, to: number, word: Uint8Array): boolean {
  if (to - from !== word.length) return false;
  for (let index = 0; index < word.length; index++) {
    if (bytes[from + index] !== word[index]) return false;
  }
  return true;
}

import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import { textOf } from './values.ts';

/** Something with a place in a list: sorted by `(order, id)`, so that equal keys, which two people make at once, sort the same everywhere. */
export interface Ordered {
  readonly id: string;
  readonly order: string;
}

/** Characters of a key. Keys grow by one in six cards put in the same place; longer ones are made anew. */
const LONGEST_KEY = 256;

/** The key that a record holds, usable or not; null where it holds none. */
export function orderOf(value: unknown): string | null {
  // One unit more than a key may have: what is cut stays unusable, and is made anew by whoever places something beside it.
  return textOf(value, LONGEST_KEY + 1);
}

/** By UTF-16 unit, as every replica does it, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function compareOrdered(a: Ordered, b: Ordered): number {
  return compareText(a.order, b.order) || compareText(a.id, b.id);
}

/**
 * A key that sorts between two others; null stands for the end on that side. A bound that is no usable key, which hostile clients
 * write, counts as none, and so does the upper one where the two are in the wrong order. Never throws.
 */
export function keyBetween(a: string | null, b: string | null): string {
  const low = a !== null && isKey(a) ? a : null;
  const high = b !== null && isKey(b) ? b : null;
  return generateKeyBetween(low, low !== null && high !== null && low >= high ? null : high);
}

/**
 * Which keys must change so that the entries have keys that are usable and all different, in the order in which `compareOrdered` has
 * them. Equal entries give equal repairs, so replicas that repair at once agree.
 * @returns new keys by id; empty where nothing is wrong
 */
export function repairOrder(entries: readonly Ordered[]): ReadonlyMap<string, string> {
  return keysInSequence([...entries].sort(compareOrdered));
}

/**
 * Which keys to write so that `id` comes right behind another entry.
 * @param sorted the list, sorted by `compareOrdered`; `id` may be in it
 * @param after an entry's id; null for the top, undefined for the end
 * @returns new keys by id: none where it is there already, several where keys around are equal or unusable; null when `after` isn't in the list
 */
export function keysToPlace(sorted: readonly Ordered[], id: string, after: string | null | undefined): ReadonlyMap<string, string> | null {
  const others = sorted.filter((entry) => entry.id !== id);
  const index = after === undefined ? others.length : after === null ? 0 : others.findIndex((entry) => entry.id === after) + 1;
  if (index === 0 && typeof after === 'string') return null;
  const before = others[index - 1]?.order ?? null;
  const behind = others[index]?.order ?? null;
  const own = sorted.find((entry) => entry.id === id)?.order;
  if (own !== undefined && isBetween(own, before, behind)) return new Map();
  const key = keyBetween(before, behind);
  if (isBetween(key, before, behind)) return new Map([[id, key]]);
  return keysInSequence([...others.slice(0, index), { id, order: '' }, ...others.slice(index)]);
}

/**
 * Which keys to write so that the entries sort in this sequence: those whose keys rise stay as they are, the others get keys between them.
 * An entry that is to get a key has the order ''.
 */
export function keysInSequence(sequence: readonly Ordered[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  let last: string | null = null;
  let gap: string[] = [];
  let tooLong = false;
  const fill = (next: string | null): void => {
    for (const [index, key] of generateNKeysBetween(last, next, gap.length).entries()) {
      keys.set(gap[index] as string, key);
      tooLong ||= key.length > LONGEST_KEY;
    }
    gap = [];
  };
  for (const { id, order } of sequence) {
    if (!isKey(order) || (last !== null && order <= last)) {
      gap.push(id);
      continue;
    }
    fill(order);
    last = order;
  }
  fill(null);
  return tooLong ? spread(sequence) : keys;
}

/** Short keys for all. */
function spread(sequence: readonly Ordered[]): ReadonlyMap<string, string> {
  const keys = generateNKeysBetween(null, null, sequence.length);
  return new Map(sequence.map(({ id }, index) => [id, keys[index] as string]));
}

function isBetween(key: string, before: string | null, behind: string | null): boolean {
  if (!isKey(key)) return false;
  return (before === null || (isKey(before) && before < key)) && (behind === null || (isKey(behind) && key < behind));
}

/** True for keys that `fractional-indexing` takes: a head that says how many digits the whole part has, and a fraction without a last zero. */
function isKey(key: string): boolean {
  if (key.length > LONGEST_KEY || !/^[A-Za-z][0-9A-Za-z]+$/.test(key)) return false;
  const head = key.charCodeAt(0);
  const whole = head >= 97 ? head - 97 + 2 : 90 - head + 2;
  if (key.length < whole || (key.length > whole && key.endsWith('0'))) return false;
  return !/^A0{26}$/.test(key);
}

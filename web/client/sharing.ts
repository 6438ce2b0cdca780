/*
 * Structural sharing: what says the same stays the same object, so that whoever looks at it sees by `===` that nothing changed.
 */

/** Whether two values as JSON has them say the same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [fieldsOfA, fieldsOfB] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return fieldsOfA.length === fieldsOfB.size && fieldsOfA.every(([key, value]) => fieldsOfB.has(key) && isSame(value, fieldsOfB.get(key)));
}

/** `old` where `next` says the same; else `next` with the very values of those fields of `old` that still hold. */
export function shareFields<T extends object>(old: T, next: T): T {
  const shared = { ...next };
  let changed = false;
  for (const key of Object.keys(next) as (keyof T)[]) {
    if (isSame(old[key], next[key])) shared[key] = old[key];
    else changed = true;
  }
  return changed ? shared : old;
}

/** `old` where `next` holds the very same items. */
export function shareItems<T>(old: readonly T[], next: readonly T[]): readonly T[] {
  return old.length === next.length && old.every((item, index) => item === next[index]) ? old : next;
}

/** A list of records read anew: those of `old` that say the same are taken from there, found by their ids. */
export function shareRecords<T extends object>(old: readonly T[], next: readonly T[], idOf: (record: T) => string): readonly T[] {
  const known = new Map(old.map((record) => [idOf(record), record]));
  const shared = next.map((record) => {
    const before = known.get(idOf(record));
    return before === undefined ? record : shareFields(before, record);
  });
  return shareItems(old, shared);
}

/** A sorted list without the records that are `gone` and with those that `come`; the same list where nothing of it changes. */
export function relist<T>(list: readonly T[], gone: ReadonlySet<T>, come: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  // Nearly sorted already: sorting takes one pass.
  return shareItems(list, [...list.filter((record) => !gone.has(record)), ...come].sort(compare));
}

/** The ids of records that aren't the same object in both lists. */
export function changedIds<T>(old: readonly T[], next: readonly T[], idOf: (record: T) => string): readonly string[] {
  const [before, after] = [new Set(old), new Set(next)];
  const changed = [...old.filter((record) => !after.has(record)), ...next.filter((record) => !before.has(record))];
  return [...new Set(changed.map(idOf))];
}

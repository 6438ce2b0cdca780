/*
 * Two people type in one field. What each text differs in is taken as one stretch: all that differs between its first and last difference.
 */

interface Stretch {
  readonly start: number;
  /** In the text before. */
  readonly end: number;
  readonly written: string;
}

/** Where `offset` of a text comes to when the text becomes another. */
export function mapOffset(before: string, after: string, offset: number): number {
  const { start, end, written } = stretchOf(before, after);
  if (offset <= start) return offset;
  return offset >= end ? offset + written.length - (end - start) : start + written.length;
}

/** What was changed from `base` to `mine`, done to `theirs`, which also comes from `base`. */
export function rebase(base: string, mine: string, theirs: string): string {
  if (base === mine) return theirs;
  const { start, end, written } = stretchOf(base, mine);
  const from = mapOffset(base, theirs, start);
  return theirs.slice(0, from) + written + theirs.slice(Math.max(from, mapOffset(base, theirs, end)));
}

function stretchOf(before: string, after: string): Stretch {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, written: after.slice(start, after.length - tail) };
}

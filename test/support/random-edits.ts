import * as Y from 'yjs';
import type { Seeded } from './random.ts';

const WORDS = ['weft ', 'warp ', 'loom ', 'é', '纬', '🧵', '\n', 'x'];

/** One random edit of the roots `t`, `m` and `a`: insertions, deletions, formats, nested types. May turn out to change nothing. */
export function randomEdit(doc: Y.Doc, random: Seeded): void {
  const [text, map, array] = [doc.getText('t'), doc.getMap('m'), doc.getArray('a')];
  const kind = random.below(10);
  if (kind < 4) text.insert(place(text, random), random.pick(WORDS));
  else if (kind < 6) onSpan(text, random, (from, length) => text.delete(from, length));
  else if (kind === 6) onSpan(text, random, (from, length) => text.format(from, length, { bold: random.chance(0.5) }));
  else if (kind === 7) map.set(`k${random.below(4)}`, random.chance(0.3) ? nested(random) : random.below(100));
  else if (kind === 8) array.insert(random.between(0, array.length), [random.below(100), `v${random.below(9)}`]);
  else if (array.length > 0) array.delete(random.below(array.length), 1);
  else map.delete(`k${random.below(4)}`);
}

/** A place between two characters. Never inside a surrogate pair: no editor goes there, and Yjs makes two U+FFFD of one that is split. */
function place(text: Y.Text, random: Seeded): number {
  return outsidePair(text, random.between(0, text.length));
}

function outsidePair(text: Y.Text, at: number): number {
  const code = text.toString().charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

function onSpan(text: Y.Text, random: Seeded, change: (from: number, length: number) => void): void {
  const from = place(text, random);
  const to = outsidePair(text, Math.min(text.length, from + random.between(1, 5)));
  if (to > from) change(from, to - from);
}

function nested(random: Seeded): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  map.set('list', Y.Array.from([random.below(9), random.below(9)]));
  map.set('words', new Y.Text(random.pick(WORDS)));
  return map;
}

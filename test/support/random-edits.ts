import * as Y from 'yjs';
import type { Seeded } from './random.ts';

const WORDS = ['weft ', 'warp ', 'loom ', 'é', '纬', '🧵', '\n', 'x'];

/** One random edit of the roots `t`, `m` and `a`: insertions, deletions, formats, nested types. May turn out to change nothing. */
export function randomEdit(doc: Y.Doc, random: Seeded): void {
  const [text, map, array] = [doc.getText('t'), doc.getMap('m'), doc.getArray('a')];
  const kind = random.below(10);
  if (kind < 4) text.insert(random.between(0, text.length), random.pick(WORDS));
  else if (kind < 6) erase(text, random);
  else if (kind === 6) text.format(random.below(text.length + 1), random.between(0, 3), { bold: random.chance(0.5) });
  else if (kind === 7) map.set(`k${random.below(4)}`, random.chance(0.3) ? nested(random) : random.below(100));
  else if (kind === 8) array.insert(random.between(0, array.length), [random.below(100), `v${random.below(9)}`]);
  else if (array.length > 0) array.delete(random.below(array.length), 1);
  else map.delete(`k${random.below(4)}`);
}

function erase(text: Y.Text, random: Seeded): void {
  if (text.length === 0) return;
  const from = random.below(text.length);
  text.delete(from, Math.min(random.between(1, 5), text.length - from));
}

function nested(random: Seeded): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  map.set('list', Y.Array.from([random.below(9), random.below(9)]));
  map.set('words', new Y.Text(random.pick(WORDS)));
  return map;
}

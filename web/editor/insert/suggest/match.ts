/** Something that is found by what people type. */
export interface Findable {
  readonly name: string;
  /** Other words that find it, with blanks between them. */
  readonly words?: string;
}

/** How well a name or a word fits; the first is the best. */
const RANKS = ['begins', 'word', 'inside', 'other'] as const;

/** Those of `all` that fit what was typed, the best first, else in their order; all of them where nothing was typed. */
export function matching<T extends Findable>(all: readonly T[], typed: string): readonly T[] {
  const wanted = folded(typed).trim();
  if (wanted === '') return all;
  const ranked = all.flatMap((one) => {
    const rank = rankOf(one, wanted);
    return rank === null ? [] : [{ one, rank: RANKS.indexOf(rank) }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
}

function rankOf({ name, words = '' }: Findable, wanted: string): (typeof RANKS)[number] | null {
  const title = folded(name);
  if (title.startsWith(wanted)) return 'begins';
  if (title.split(/[\s\-_/:：，,.()（）]+/).some((word) => word.startsWith(wanted))) return 'word';
  if (title.includes(wanted)) return 'inside';
  return folded(words)
    .split(' ')
    .some((word) => word.startsWith(wanted))
    ? 'other'
    : null;
}

/** Full-width letters are letters, and who types `jose` means `José`. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

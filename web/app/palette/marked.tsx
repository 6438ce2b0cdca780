import { Fragment, type JSX } from 'react';
import { folded, wordsOf } from '../../client/board-filter.ts';

interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/** A title with the words that were looked for marked in it. */
export function Marked({ title, text }: { readonly title: string; readonly text: string }): JSX.Element {
  const pieces = piecesOf(title, text);
  return (
    <>
      {pieces.map(({ text: piece, found }, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity of their own.
        found ? <mark key={index}>{piece}</mark> : <Fragment key={index}>{piece}</Fragment>,
      )}
    </>
  );
}

/** Character by character, because the form that is searched may be longer or shorter than what is shown. */
function piecesOf(title: string, text: string): readonly Piece[] {
  const characters = [...title];
  const starts: number[] = [];
  let search = '';
  for (const character of characters) {
    starts.push(search.length);
    search += folded(character);
  }
  const found = new Set<number>();
  for (const word of wordsOf(text)) {
    const from = placeOf(search, word);
    if (from < 0) continue;
    starts.forEach((start, index) => {
      const end = starts[index + 1] ?? search.length;
      if (start < from + word.length && end > from) found.add(index);
    });
  }
  const pieces: Piece[] = [];
  characters.forEach((character, index) => {
    const last = pieces.at(-1);
    if (last?.found === found.has(index)) pieces[pieces.length - 1] = { ...last, text: last.text + character };
    else pieces.push({ text: character, found: found.has(index) });
  });
  return pieces;
}

/** Where a word begins with it, else wherever it stands. */
function placeOf(search: string, word: string): number {
  if (search.startsWith(word)) return 0;
  const inner = search.indexOf(` ${word}`);
  return inner < 0 ? search.indexOf(word) : inner + 1;
}

import { HISTORY_PUSH_TAG, type LexicalEditor, SKIP_DOM_SELECTION_TAG } from 'lexical';
import { $textNodeOf, piecesIn } from '../block-texts.ts';
import type { Match } from './matches.ts';

/**
 * Puts other words in place of matches, in the format of each one's first character; what isn't text stays. What somebody changed since it
 * was found is left as it is. One update, so that it is one step to undo.
 * @param matches in the document's order
 * @returns how many were replaced
 */
export function replaceMatches(editor: LexicalEditor, matches: readonly Match[], words: string): number {
  let replaced = 0;
  editor.update(
    () => {
      // From the last: places before a change stay what they are.
      for (const match of [...matches].reverse()) if ($replace(match, words)) replaced++;
    },
    // The focus stays where it is: a selection in the text would take it.
    { discrete: true, tag: [HISTORY_PUSH_TAG, SKIP_DOM_SELECTION_TAG] },
  );
  return replaced;
}

function $replace({ block, from, to }: Match, words: string): boolean {
  const pieces = piecesIn(block, from, to).map(({ key, ...part }) => ({ node: $textNodeOf(key), ...part }));
  const covered = pieces.reduce((sum, part) => sum + part.to - part.from, 0);
  const now = pieces.map(({ node, ...part }) => node?.getTextContent().slice(part.from, part.to) ?? '').join('');
  if (covered !== to - from || now !== block.text.slice(from, to)) return false;
  const [first, ...rest] = pieces;
  if (first === undefined || first.node === null) return false;
  for (const { node, from: start, to: end } of rest) {
    if (node === null) continue;
    if (start === 0 && end === node.getTextContentSize()) node.remove();
    else node.spliceText(start, end - start, '');
  }
  if (words === '' && first.from === 0 && first.to === first.node.getTextContentSize()) first.node.remove();
  else first.node.spliceText(first.from, first.to - first.from, words);
  return true;
}

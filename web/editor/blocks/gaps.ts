import { $isListItemNode } from '@lexical/list';
import { $getNodeByKey, type LexicalEditor, type NodeKey } from 'lexical';
import { $isMove, type Move } from './move.ts';
import { keyOf, rowAt } from './rows.ts';

/** Where what is dragged would come, and the line that shows it: px from the container's top left. */
export interface Gap {
  readonly move: Move;
  readonly line: { readonly left: number; readonly top: number; readonly width: number };
}

/** px between blocks that stand at an end. */
const APART = 8;

/** The gap between two blocks that is nearest to a height of the window; null where it can't come, or is already. Items come into lists, too. */
export function gapAt(editor: LexicalEditor, container: HTMLElement, keys: readonly NodeKey[], y: number): Gap | null {
  const root = editor.getRootElement();
  const items = editor.read('latest', () => keys.every((key) => $isListItemNode($getNodeByKey(key))));
  const row = root === null ? null : rowAt(root, y, items);
  if (row === null) return null;
  const box = row.getBoundingClientRect();
  const isBelow = y > (box.top + box.bottom) / 2;
  // Right below an item that has others under it, the next place is above the first of those.
  const under = isBelow ? (row.nextElementSibling?.querySelector(':scope > :is(ul, ol) > li') ?? null) : null;
  const isUnder = row.matches('li') && row.nextElementSibling?.matches('.list-nested') === true && under !== null;
  const target = isUnder ? under : row;
  const after = isBelow && !isUnder;
  const key = keyOf(editor, target);
  if (key === null) return null;
  const move: Move = { keys, beside: key, after };
  if (!editor.read('latest', () => $isMove(move))) return null;
  const around = container.getBoundingClientRect();
  const place = target.getBoundingClientRect();
  return { move, line: { left: place.left - around.left, top: middleOf(target, after) - around.top, width: place.width } };
}

/** The middle between a row and the next or last one, in the window. */
function middleOf(row: Element, after: boolean): number {
  const { top, bottom } = row.getBoundingClientRect();
  const other = (after ? row.nextElementSibling : row.previousElementSibling)?.getBoundingClientRect();
  if (after) return (bottom + (other?.top ?? bottom + APART)) / 2;
  return (top + (other?.bottom ?? top - APART)) / 2;
}

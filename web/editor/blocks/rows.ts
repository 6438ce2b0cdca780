import { $getNearestNodeFromDOMNode, $isRootNode, type LexicalEditor, type NodeKey } from 'lexical';
import { firstWhere } from '../together/view.ts';

/** px: the handle's side and what is between it and its block, the style sheet's. */
const SIDE = 24;
const BETWEEN = 4;

/** px from the container's top left. */
export interface GripPlace {
  readonly left: number;
  readonly top: number;
}

/**
 * The block that stands at a height of the window, the nearest one where none does. Looks at few of many blocks.
 * @param items in lists it is an item; else it is the list
 */
export function rowAt(root: Element, y: number, items: boolean): Element | null {
  const { children } = root;
  const index = firstWhere(children.length, (at) => (children[at]?.getBoundingClientRect().bottom ?? 0) >= y);
  const row = children[Math.min(index, children.length - 1)] ?? null;
  const list = items ? listIn(row) : null;
  return list === null ? row : rowAt(list, y, items);
}

/** The list that a row is or holds alone. */
function listIn(row: Element | null): Element | null {
  if (row?.matches('ul, ol') === true) return row;
  return row?.matches('.list-nested') === true ? row.querySelector(':scope > :is(ul, ol)') : null;
}

/** The key of a row's node. */
export function keyOf(editor: LexicalEditor, row: Element): NodeKey | null {
  return editor.read('latest', () => {
    const node = $getNearestNodeFromDOMNode(row);
    return node === null || $isRootNode(node) ? null : node.getKey();
  });
}

/** Left of a row, at the height of its first line; null where there is no room for it. */
export function gripPlace(row: Element, container: Element): GripPlace | null {
  const box = row.getBoundingClientRect();
  const around = container.getBoundingClientRect();
  const room = around.left - (container.parentElement?.getBoundingClientRect().left ?? 0);
  // Left of an item's number or bullet, too.
  const edge = row.matches('li') ? (row.parentElement?.getBoundingClientRect().left ?? box.left) : box.left;
  const left = Math.max(edge - around.left - SIDE - BETWEEN, -room);
  if (left + SIDE > edge - around.left) return null;
  const { lineHeight, paddingTop } = getComputedStyle(row);
  const line = Math.min(Number.parseFloat(lineHeight) || box.height, box.height);
  return { left, top: box.top - around.top + Number.parseFloat(paddingTop) + line / 2 - SIDE / 2 };
}

import { $dfs } from '@lexical/utils';
import {
  $createRangeSelection,
  $getRoot,
  $isElementNode,
  $isRootOrShadowRoot,
  $isTextNode,
  $setSelection,
  type ElementNode,
  type LexicalNode,
  type RangeSelection,
  type TextNode,
} from 'lexical';
import type { Seeded } from '../../support/random.ts';

/** A block that holds what stands in lines: no list, table or cell. */
export function $lines(): ElementNode[] {
  return $dfs($getRoot())
    .map(({ node }) => node)
    .filter($isLine);
}

function $isLine(node: LexicalNode): node is ElementNode {
  if (!$isElementNode(node) || node.isInline() || $isRootOrShadowRoot(node)) return false;
  return (
    node.getChildren().every((child) => !$isElementNode(child) || child.isInline()) &&
    !['list', 'table', 'tablerow'].includes(node.getType())
  );
}

/** Puts the caret somewhere, or null where there is no line at all. */
export function $placeCaret(random: Seeded, line: ElementNode | undefined = $any(random, $lines())): RangeSelection | null {
  if (line === undefined) return null;
  const selection = $createRangeSelection();
  $setPoint(selection, 'anchor', line, random);
  $setPoint(selection, 'focus', line, random);
  selection.focus.set(selection.anchor.key, selection.anchor.offset, selection.anchor.type);
  $setSelection(selection);
  return selection;
}

/** Selects something within one line, or over some lines of the same page or cell, as a pointer would. */
export function $placeRange(random: Seeded): RangeSelection | null {
  const first = $any(random, $lines());
  if (first === undefined) return null;
  const around = $around(first);
  const near = $lines().filter((line) => $around(line)?.is(around));
  const last = random.chance(0.7) ? first : random.pick(near);
  const selection = $createRangeSelection();
  $setPoint(selection, 'anchor', first, random);
  $setPoint(selection, 'focus', last, random);
  $setSelection(selection);
  return selection;
}

/** The page or cell in which a node stands. */
function $around(node: LexicalNode): LexicalNode | undefined {
  return node.getParents().find($isRootOrShadowRoot);
}

export function $any<T>(random: Seeded, items: readonly T[]): T | undefined {
  return items.length === 0 ? undefined : random.pick(items);
}

function $setPoint(selection: RangeSelection, which: 'anchor' | 'focus', line: ElementNode, random: Seeded): void {
  const texts = $dfs(line)
    .map(({ node }) => node)
    .filter((node): node is TextNode => $isTextNode(node));
  const text = $any(random, texts);
  if (text === undefined) {
    selection[which].set(line.getKey(), random.chance(0.5) ? 0 : line.getChildrenSize(), 'element');
    return;
  }
  // Mostly at an edge or near: that is where things happen.
  const size = text.getTextContentSize();
  const offset = random.chance(0.3) ? 0 : random.chance(0.4) ? size : random.between(0, size);
  selection[which].set(text.getKey(), offset, 'text');
}

import { $findMatchingParent } from '@lexical/utils';
import { $getSelection, $isDecoratorNode, $isElementNode, $isRangeSelection, $isRootNode, type LexicalNode } from 'lexical';

/** The block that `node` stands in: what holds its line. An item of a list is one; a list, a table and the root are none. */
export function $blockAt(node: LexicalNode): LexicalNode | null {
  return $findMatchingParent(node, $isBlock);
}

function $isBlock(node: LexicalNode): boolean {
  if ($isRootNode(node)) return false;
  if ($isDecoratorNode(node)) return !node.isInline();
  if (!$isElementNode(node) || node.isInline() || node.isShadowRoot()) return false;
  const first = node.getFirstChild();
  return first === null || !$isElementNode(first) || first.isInline();
}

/** The blocks that are selected, wholly or in part, in their order; with a caret alone the one that it is in. */
export function $selectedBlocks(): LexicalNode[] {
  const selection = $getSelection();
  if (selection === null) return [];
  const nodes = $isRangeSelection(selection) && selection.isCollapsed() ? [selection.anchor.getNode()] : selection.getNodes();
  const blocks = new Set<LexicalNode>();
  for (const node of nodes) {
    const block = $blockAt(node);
    if (block !== null) blocks.add(block);
  }
  return [...blocks];
}

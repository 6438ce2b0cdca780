import { $insertGeneratedNodes } from '@lexical/clipboard';
import { $generateNodesFromDOM } from '@lexical/html';
import {
  $createParagraphNode,
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isParagraphNode,
  $isRangeSelection,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
  type NodeKey,
  type ParagraphNode,
} from 'lexical';
import { toHtml } from '../../../shared/lexical/html/write.ts';
import type { TreeElement } from '../../../shared/lexical/tree.ts';
import { $caretBlock } from '../images/insert-image.ts';

/**
 * Puts blocks into the text. A step of undo of its own.
 * @param after the block behind which they come, null for the text's beginning; without it behind the one with the caret, at the end where
 * there is none
 */
export function insertTree(editor: LexicalEditor, tree: readonly TreeElement[], after?: NodeKey | null): void {
  editor.update(
    () => {
      $lineBehind(after === undefined ? $caretBlock() : after, after === null).select();
      $insertTree(editor, tree);
    },
    { tag: HISTORY_PUSH_TAG },
  );
}

/** An empty paragraph behind a block, or that block if it is one; at the text's beginning or end where there is no such block. */
function $lineBehind(key: NodeKey | null, atBeginning: boolean): ParagraphNode {
  const block = key === null ? null : $getNodeByKey(key);
  if ($isParagraphNode(block) && block.isEmpty()) return block;
  const line = $createParagraphNode();
  if (block !== null) block.insertAfter(line);
  else if (atBeginning) $getRoot().splice(0, 0, [line]);
  else $getRoot().append(line);
  return line;
}

/** Puts blocks where the caret is, over what is selected: the first goes on in the caret's line. */
export function $insertTree(editor: LexicalEditor, tree: readonly TreeElement[]): void {
  $insertPage(editor, new DOMParser().parseFromString(toHtml(tree), 'text/html'));
}

/** Puts what a page says where the caret is. */
export function $insertPage(editor: LexicalEditor, page: Document): void {
  const nodes = $generateNodesFromDOM(editor, page);
  const selection = $getSelection() ?? $getRoot().selectEnd();
  if ($isRangeSelection(selection)) $insertGeneratedNodes(editor, nodes, selection);
  else $getRoot().selectEnd().insertNodes(nodes);
}

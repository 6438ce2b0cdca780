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
} from 'lexical';
import { toHtml } from '../../../shared/lexical/html/write.ts';
import type { TreeElement } from '../../../shared/lexical/tree.ts';
import { $caretBlock } from '../images/insert-image.ts';

/** Puts blocks behind the one with the caret, at the end where there is none. A step of undo of its own. */
export function insertTree(editor: LexicalEditor, tree: readonly TreeElement[]): void {
  editor.update(
    () => {
      const key = $caretBlock();
      const block = key === null ? null : $getNodeByKey(key);
      const line = $isParagraphNode(block) && block.isEmpty() ? block : $createParagraphNode();
      if (block === null) $getRoot().append(line);
      else if (!line.is(block)) block.insertAfter(line);
      line.select();
      $insertTree(editor, tree);
    },
    { tag: HISTORY_PUSH_TAG },
  );
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

import { $insertGeneratedNodes } from '@lexical/clipboard';
import { $generateNodesFromDOM } from '@lexical/html';
import { $getRoot, $getSelection, $isRangeSelection, HISTORY_PUSH_TAG, type LexicalEditor } from 'lexical';
import { toHtml } from '../../../shared/lexical/html/write.ts';
import type { TreeElement } from '../../../shared/lexical/tree.ts';

/** Puts blocks where the caret is, over what is selected; at the end where there is none. A step of undo of its own. */
export function insertTree(editor: LexicalEditor, tree: readonly TreeElement[]): void {
  editor.update(() => $insertTree(editor, tree), { tag: HISTORY_PUSH_TAG });
}

/** The same within an update. */
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

import {
  $getNodeByKey,
  $getSelection,
  $isRangeSelection,
  type EditorState,
  type LexicalEditor,
  type LexicalNode,
  SKIP_SCROLL_INTO_VIEW_TAG,
} from 'lexical';
import type { Doc, Transaction } from 'yjs';
import { $carriedSelection, $selectCarried } from './carried.ts';

/**
 * Keeps the caret in a block that somebody else moves: for the shared document a moved block is removed and made anew, and the caret would
 * go to what stood before it. Call it when the editor is bound. @returns its stop
 */
export function registerMovedCaret(editor: LexicalEditor, doc: Doc): () => void {
  let before: EditorState | null = null;
  const remember = ({ local }: Transaction): void => {
    if (!local) before ??= editor.getEditorState();
  };
  const follow = (): void => {
    const last = before;
    before = null;
    if (last === null || last === editor.getEditorState() || editor.isComposing()) return;
    const removed = editor.getEditorState().read(() => removedAround(last));
    const made = removed === null ? null : madeLike(removed, last, editor.getEditorState());
    if (removed === null || made === null) return;
    const carried = last.read(() => $carriedSelection([removed]));
    editor.update(
      () => {
        const node = $getNodeByKey(made);
        if (node !== null) $selectCarried(carried, [node]);
      },
      { discrete: true, tag: SKIP_SCROLL_INTO_VIEW_TAG },
    );
  };
  doc.on('beforeTransaction', remember);
  doc.on('afterAllTransactions', follow);
  return () => {
    doc.off('beforeTransaction', remember);
    doc.off('afterAllTransactions', follow);
  };
}

/** The outermost node around the caret that is gone. To be asked in a reading of the state as it is now. */
function removedAround(last: EditorState): LexicalNode | null {
  const around = last.read(() => {
    const selection = $getSelection();
    const node = $isRangeSelection(selection) ? selection.focus.getNode() : null;
    return node === null ? [] : [node, ...node.getParents()];
  });
  return around.findLast((node) => $getNodeByKey(node.getKey()) === null) ?? null;
}

/** The only node that is new and says the same; null where there are none or several. */
function madeLike(removed: LexicalNode, last: EditorState, now: EditorState): string | null {
  const words = last.read(() => removed.getTextContent());
  return now.read(() => {
    const alike = [...now._nodeMap.values()].filter(
      (node) => !last._nodeMap.has(node.getKey()) && node.getType() === removed.getType() && node.getTextContent() === words,
    );
    return alike.length === 1 ? (alike[0]?.getKey() ?? null) : null;
  });
}

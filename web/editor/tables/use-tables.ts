import {
  $isTableCellNode,
  $isTableNode,
  registerTableSelectionObserver,
  setScrollableTablesActive,
  TableCellHeaderStates,
  TableCellNode,
} from '@lexical/table';
import {
  $createParagraphNode,
  $getNodeByKey,
  $getRoot,
  CLICK_COMMAND,
  COMMAND_PRIORITY_LOW,
  type LexicalEditor,
  mergeRegister,
} from 'lexical';
import { useEffect } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import { useEditorScope } from '../editor-scope.ts';
import { registerChosenKeys } from './chosen-keys.ts';
import { registerGridGuards } from './grid-guards.ts';
import { heldPointer } from './held-pointer.ts';
import { registerTableKeys } from './keys.ts';
import { registerTablePaste } from './paste.ts';
import { registerScrollFrames } from './scroll-frames.ts';

/**
 * Tables on the screen: cells are selected by dragging and with Shift and the arrows, keys walk through them, what is pasted becomes a table.
 * Who only reads has the browser's own selection.
 * @param onRow called when Tab made a row
 */
export function useTables(editor: LexicalEditor, onRow: () => void): void {
  const { editable, binding, text } = useEditorScope();
  const label = text.writing.blocks.table.name;
  const latest = useLatest(onRow);
  useEffect(() => {
    setScrollableTablesActive(editor, true);
    return registerScopes(editor);
  }, [editor]);
  useEffect(() => registerScrollFrames(editor, label, editable), [editor, editable, label]);
  useEffect(() => {
    if (!editable || binding === null) return;
    const pointer = heldPointer(editor);
    return mergeRegister(
      pointer.stop,
      // Before Lexical’s own, which are to find a whole grid.
      registerGridGuards(editor, binding.doc, binding, pointer),
      registerChosenKeys(editor),
      registerTableSelectionObserver(editor, false),
      registerTableKeys(editor, () => latest.current()),
      registerTablePaste(editor),
      editor.registerCommand(CLICK_COMMAND, (event) => $writeBelow(editor, event), COMMAND_PRIORITY_LOW),
    );
  }, [editor, editable, binding, latest]);
}

/** Says to screen readers what a header cell heads. In the page alone: nothing of it is in the document. */
function registerScopes(editor: LexicalEditor): () => void {
  return editor.registerMutationListener(
    TableCellNode,
    (mutations) => {
      editor.read(() => {
        for (const [key, mutation] of mutations) {
          const cell = mutation === 'destroyed' ? null : $getNodeByKey(key);
          const element = editor.getElementByKey(key);
          if (!$isTableCellNode(cell) || !(element instanceof HTMLTableCellElement) || element.tagName !== 'TH') continue;
          element.scope = cell.hasHeaderState(TableCellHeaderStates.ROW) ? 'col' : 'row';
        }
      });
    },
    { skipInitialization: false },
  );
}

/** Below a table that is the last of the document there is nothing to click on: a click there makes a paragraph. */
function $writeBelow(editor: LexicalEditor, event: MouseEvent): boolean {
  const last = $getRoot().getLastChild();
  if (!editor.isEditable() || event.target !== editor.getRootElement() || !$isTableNode(last)) return false;
  const box = editor.getElementByKey(last.getKey())?.getBoundingClientRect();
  if (box === undefined || event.clientY < box.bottom) return false;
  last.insertAfter($createParagraphNode()).selectStart();
  return true;
}

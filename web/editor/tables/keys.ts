import {
  $findCellNode,
  $findTableNode,
  $insertTableRowAtNode,
  $isTableCellNode,
  $isTableRowNode,
  $isTableSelection,
  type TableCellNode,
} from '@lexical/table';
import {
  $createParagraphNode,
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_HIGH,
  COMMAND_PRIORITY_LOW,
  KEY_ESCAPE_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalEditor,
  mergeRegister,
} from 'lexical';
import { $repairTable } from './repair.ts';

/**
 * Tab and Shift+Tab walk through the cells, Tab in the last one makes a row; Escape leaves the table. Arrows are Lexical's own.
 * @param onRow called when Tab made a row
 * @returns its stop
 */
export function registerTableKeys(editor: LexicalEditor, onRow: () => void): () => void {
  const $cellOfCaret = (event: KeyboardEvent): TableCellNode | null => {
    const selection = $getSelection();
    if (!editor.isEditable() || event.isComposing || !($isRangeSelection(selection) || $isTableSelection(selection))) return null;
    return $findCellNode(selection.focus.getNode());
  };
  return mergeRegister(
    editor.registerCommand(
      KEY_TAB_COMMAND,
      (event) => {
        const cell = $cellOfCaret(event);
        if (cell === null || event.altKey || event.ctrlKey || event.metaKey) return false;
        event.preventDefault();
        if (event.shiftKey) ($neighbour(cell, 'getPreviousSibling') ?? cell).selectEnd();
        else {
          const next = $neighbour(cell, 'getNextSibling');
          if (next === null) onRow();
          (next ?? $newRow(cell)).selectEnd();
        }
        return true;
      },
      COMMAND_PRIORITY_HIGH,
    ),
    editor.registerCommand(
      KEY_ESCAPE_COMMAND,
      (event) => {
        const cell = $cellOfCaret(event);
        if (cell === null) return false;
        event.preventDefault();
        $leave(cell);
        return true;
      },
      COMMAND_PRIORITY_LOW,
    ),
  );
}

/** Below a table that is the last of the document there is nothing to write in yet. */
function $leave(cell: TableCellNode): void {
  const table = $findTableNode(cell);
  if (table === null) return;
  if (table.getNextSibling() === null) table.insertAfter($createParagraphNode());
  table.selectNext();
}

/** The next or last cell in reading order; a row may have none where others reach over it. */
function $neighbour(cell: TableCellNode, sibling: 'getNextSibling' | 'getPreviousSibling'): TableCellNode | null {
  const beside = cell[sibling]();
  if ($isTableCellNode(beside)) return beside;
  for (let row = cell.getParent()?.[sibling](); $isTableRowNode(row); row = row[sibling]()) {
    const first = sibling === 'getNextSibling' ? row.getFirstChild() : row.getLastChild();
    if ($isTableCellNode(first)) return first;
  }
  return null;
}

function $newRow(last: TableCellNode): TableCellNode {
  const table = $findTableNode(last);
  if (table !== null) $repairTable(table);
  const first = $insertTableRowAtNode(last)?.getFirstChild();
  return $isTableCellNode(first) ? first : last;
}

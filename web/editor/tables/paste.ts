import {
  $findCellNode,
  $findTableNode,
  $isTableCellNode,
  $isTableNode,
  $isTableRowNode,
  TableCellHeaderStates,
  type TableCellNode,
  type TableNode,
} from '@lexical/table';
import {
  $createParagraphNode,
  $createTextNode,
  $getSelection,
  $isParagraphNode,
  $isRangeSelection,
  COMMAND_PRIORITY_HIGH,
  COMMAND_PRIORITY_LOW,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  PASTE_COMMAND,
  SELECTION_INSERT_CLIPBOARD_NODES_COMMAND,
} from 'lexical';
import { $createCell, $createTable } from './operations.ts';
import { $repairTable } from './repair.ts';

/** Rows and columns of a table that is pasted as plain text. */
const LARGEST = 500;

/**
 * What is pasted: plain text with tabs, as of a spreadsheet, is a table; tables bring no colours and widths along; a table among other things
 * goes into a cell as its words. The rest is Lexical's: a table goes over the cells from the caret's on, and makes rows and columns for more.
 * @returns its stop
 */
export function registerTablePaste(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerCommand(
      SELECTION_INSERT_CLIPBOARD_NODES_COMMAND,
      ({ nodes, selection }) => {
        const tables = nodes.filter($isTableNode);
        for (const table of tables) $makePlain(table);
        const cell = selection.getNodes().map($findCellNode).find($isTableCellNode);
        const target = cell === undefined ? null : $findTableNode(cell);
        if (target === null || tables.length === 0) return false;
        $repairTable(target);
        if (nodes.length === 1) return false;
        if ($isRangeSelection(selection)) selection.insertNodes(nodes.flatMap((node) => ($isTableNode(node) ? $blocksOf(node) : [node])));
        return true;
      },
      COMMAND_PRIORITY_LOW,
    ),
    editor.registerCommand(
      PASTE_COMMAND,
      (event) => {
        const data = event instanceof ClipboardEvent ? event.clipboardData : null;
        if (data === null || data.types.includes('text/html') || data.types.includes('application/x-lexical-editor')) return false;
        const rows = rowsOf(data.getData('text/plain'));
        const selection = $getSelection();
        if (rows === null || selection === null || !$takesTables(selection.getNodes())) return false;
        event.preventDefault();
        const nodes = [
          $createTable(rows.map((row) => row.map((words) => $createCell(0, [$createParagraphNode().append($createTextNode(words))])))),
        ];
        if (!editor.dispatchCommand(SELECTION_INSERT_CLIPBOARD_NODES_COMMAND, { nodes, selection })) selection.insertNodes(nodes);
        return true;
      },
      COMMAND_PRIORITY_HIGH,
    ),
  );
}

/** Cells of lines with tabs, as many in each; null for other text. */
function rowsOf(text: string): string[][] | null {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const rows = lines.map((line) => line.split('\t'));
  const columns = rows[0]?.length ?? 0;
  const isTable = columns > 1 && columns <= LARGEST && rows.length > 1 && rows.length <= LARGEST;
  return isTable && rows.every((row) => row.length === columns) ? rows : null;
}

/** Lines with tabs in code are code. */
function $takesTables(nodes: readonly LexicalNode[]): boolean {
  return nodes.every((node) => ![node, ...node.getParents()].some((one) => one.getType() === 'code'));
}

/** Whether a header heads rows or columns is told by where it stands: what pages say of it (`scope`) Lexical reads the other way round. */
function $placeHeaders(table: TableNode): void {
  const rows = table.getChildren().filter($isTableRowNode);
  const heads = (cells: readonly (LexicalNode | null)[]): boolean => cells.every((cell) => $isTableCellNode(cell) && cell.hasHeader());
  const top = heads(rows[0]?.getChildren() ?? []);
  const side = heads(rows.map((row) => row.getFirstChild()));
  for (const [y, row] of rows.entries()) {
    for (const [x, cell] of row.getChildren().filter($isTableCellNode).entries()) {
      const state = (top && y === 0 ? TableCellHeaderStates.ROW : 0) | (side && x === 0 ? TableCellHeaderStates.COLUMN : 0);
      cell.setHeaderStyles(state);
    }
  }
}

function $makePlain(table: TableNode): void {
  $repairTable(table);
  $placeHeaders(table);
  table.setColWidths(undefined).setRowStriping(false).setFrozenColumns(0).setFrozenRows(0);
  for (const cell of $cellsOf(table)) {
    cell.setWidth(undefined).setBackgroundColor(null).setVerticalAlign(undefined);
    for (const inner of cell.getChildren().filter($isTableNode)) {
      for (const block of $blocksOf(inner)) inner.insertBefore(block);
      inner.remove();
    }
  }
}

/** The words of a table, cell by cell. */
function $blocksOf(table: TableNode): LexicalNode[] {
  return $cellsOf(table).flatMap((cell) =>
    cell.getChildren().flatMap((block) => {
      if ($isTableNode(block)) return $blocksOf(block);
      return $isParagraphNode(block) && block.isEmpty() ? [] : [block];
    }),
  );
}

function $cellsOf(table: TableNode): TableCellNode[] {
  const rows = table.getChildren().filter($isTableRowNode);
  return rows.flatMap((row) => row.getChildren().filter($isTableCellNode));
}

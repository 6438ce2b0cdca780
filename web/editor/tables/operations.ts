import {
  $computeTableMapSkipCellCheck,
  $createTableCellNode,
  $createTableNode,
  $createTableRowNode,
  $createTableSelectionFrom,
  $deleteTableColumnAtSelection,
  $deleteTableRowAtSelection,
  $insertTableColumnAtNode,
  $insertTableRowAtNode,
  $isTableCellNode,
  $setTableColumnIsHeader,
  $setTableRowIsHeader,
  $unmergeCellNode,
  TableCellHeaderStates,
  type TableCellNode,
  type TableMapValueType,
  type TableNode,
} from '@lexical/table';
import {
  $createParagraphNode,
  $findMatchingParent,
  $getSelection,
  $isParagraphNode,
  $isRangeSelection,
  $isRootNode,
  $setSelection,
  type LexicalNode,
} from 'lexical';
import { $chosenCells, $chosenGrid, $isInTable } from './chosen.ts';
import { $isOfCells } from './repair.ts';

/*
 * What one does with tables, to be called inside an update. All but the first reckon from the selection, and answer how many rows, columns or
 * cells it was: 0 where nothing is to be done, also outside of tables.
 */

/**
 * Puts a table with a header row at the caret, whose paragraph goes if it is empty, and the caret into its first cell.
 * @returns false in a table: there are no tables in tables
 */
export function $insertTable(rows: number, columns: number): boolean {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || $isInTable()) return false;
  const block = $findMatchingParent(selection.focus.getNode(), (node) => $isRootNode(node.getParent()));
  if (block === null) return false;
  const table = $createTable(
    Array.from({ length: rows }, (_row, y) => Array.from({ length: columns }, () => $createCell(y === 0 ? TableCellHeaderStates.ROW : 0))),
  );
  block.insertAfter(table);
  if (table.getNextSibling() === null) table.insertAfter($createParagraphNode());
  if ($isParagraphNode(block) && block.isEmpty()) block.remove();
  table.getFirstDescendant()?.selectStart();
  return true;
}

/** A table of such rows. */
export function $createTable(rows: readonly (readonly TableCellNode[])[]): TableNode {
  return $createTableNode().append(...rows.map((cells) => $createTableRowNode().append(...cells)));
}

/** @param blocks what is in it; nothing makes an empty paragraph */
export function $createCell(header: number, blocks: readonly LexicalNode[] = []): TableCellNode {
  return $createTableCellNode(header).append(...(blocks.length > 0 ? blocks : [$createParagraphNode()]));
}

/** Adds a row after the chosen cells or before. What heads the table stays its first row. */
export function $addRow(after: boolean): number {
  const chosen = $chosenGrid();
  const cell = chosen?.map[after ? chosen.bounds.bottom : chosen.bounds.top]?.[chosen.bounds.left]?.cell;
  if (chosen === null || cell === undefined) return 0;
  const heads = !after && chosen.bounds.top === 0 && $isHeader(chosen.map[0], TableCellHeaderStates.ROW);
  $insertTableRowAtNode(cell, after);
  if (heads) {
    $setTableRowIsHeader(chosen.table, 0, true);
    $setTableRowIsHeader(chosen.table, 1, false);
  }
  return 1;
}

/** Adds a column after the chosen cells or before. What heads the rows stays the first column. */
export function $addColumn(after: boolean): number {
  const chosen = $chosenGrid();
  const cell = chosen?.map[chosen.bounds.top]?.[after ? chosen.bounds.right : chosen.bounds.left]?.cell;
  if (chosen === null || cell === undefined) return 0;
  const first = chosen.map.flatMap(([place]) => place ?? []);
  const heads = !after && chosen.bounds.left === 0 && $isHeader(first, TableCellHeaderStates.COLUMN);
  $insertTableColumnAtNode(cell, after, false);
  if (heads) {
    $setTableColumnIsHeader(chosen.table, 0, true);
    $setTableColumnIsHeader(chosen.table, 1, false);
  }
  return 1;
}

/** Chooses the whole rows or columns of the chosen cells: fingers, whose dragging scrolls, have no other way. */
export function $chooseAll(of: 'row' | 'column'): number {
  const chosen = $chosenGrid();
  if (chosen === null) return 0;
  const { table, map, bounds } = chosen;
  const [top, left] = of === 'row' ? [bounds.top, 0] : [0, bounds.left];
  const [bottom, right] = of === 'row' ? [bounds.bottom, (map[0]?.length ?? 0) - 1] : [map.length - 1, bounds.right];
  const [first, last] = [map[top]?.[left], map[bottom]?.[right]];
  if (first === undefined || last === undefined) return 0;
  const selection = $createTableSelectionFrom(table, first.cell, last.cell);
  $setSelection(selection);
  return selection.getNodes().filter($isTableCellNode).length;
}

/** Removes the rows of the chosen cells; with the last one goes the table. */
export function $removeRows(): number {
  const chosen = $chosenGrid();
  if (chosen === null) return 0;
  const count = chosen.bounds.bottom - chosen.bounds.top + 1;
  if (count === chosen.map.length) $removeTable();
  else $deleteTableRowAtSelection();
  return count;
}

/** Removes the columns of the chosen cells; with the last one goes the table. */
export function $removeColumns(): number {
  const chosen = $chosenGrid();
  if (chosen === null) return 0;
  const count = chosen.bounds.right - chosen.bounds.left + 1;
  if (count === chosen.map[0]?.length) $removeTable();
  else $deleteTableColumnAtSelection();
  return count;
}

/** Takes the merged ones of the chosen cells apart; the words stay in the first. */
export function $splitChosen(): number {
  const merged = ($chosenGrid()?.cells ?? []).filter((cell) => cell.getColSpan() > 1 || cell.getRowSpan() > 1);
  for (const cell of merged) $unmergeCellNode(cell);
  return merged.length;
}

/** Empties the chosen cells. */
export function $clearChosen(): number {
  const cells = $chosenCells()?.cells ?? [];
  for (const cell of cells) {
    const [first, ...rest] = cell.getChildren();
    for (const block of rest) block.remove();
    if ($isParagraphNode(first)) first.clear();
    else first?.replace($createParagraphNode());
  }
  cells[0]?.selectStart();
  return cells.length;
}

/** Whether the first row of the table heads its columns, or its first column its rows. */
export function $hasHeader(of: 'row' | 'column'): boolean {
  const table = $chosenCells()?.table;
  if (table === undefined || !$isOfCells(table)) return false;
  const [map] = $computeTableMapSkipCellCheck(table, null, null);
  const places = of === 'row' ? map[0] : map.flatMap(([first]) => first ?? []);
  return $isHeader(places, of === 'row' ? TableCellHeaderStates.ROW : TableCellHeaderStates.COLUMN);
}

/** Makes the first row or column a header, or a plain one again. */
export function $toggleHeader(of: 'row' | 'column'): number {
  const chosen = $chosenGrid();
  if (chosen === null) return 0;
  const set = of === 'row' ? $setTableRowIsHeader : $setTableColumnIsHeader;
  set(chosen.table, 0, !$hasHeader(of));
  return 1;
}

function $isHeader(places: readonly TableMapValueType[] | undefined, state: number): boolean {
  return places !== undefined && places.length > 0 && places.every(({ cell }) => cell.hasHeaderState(state));
}

/** Removes the table; the caret goes to what comes after it. */
export function $removeTable(): number {
  const table = $chosenCells()?.table;
  if (table === undefined) return 0;
  const next = table.getNextSibling() ?? table.getPreviousSibling() ?? table.insertAfter($createParagraphNode());
  next.selectStart();
  table.remove();
  return 1;
}

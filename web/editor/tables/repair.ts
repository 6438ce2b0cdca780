import {
  $createTableCellNode,
  $createTableRowNode,
  $isTableCellNode,
  $isTableRowNode,
  TableCellHeaderStates,
  type TableCellNode,
  type TableNode,
  type TableRowNode,
} from '@lexical/table';
import { $createParagraphNode, $getState, $isElementNode, $isParagraphNode, $setState, createState } from 'lexical';

/** Places in the grid of a table that anybody made: spans over more come from a client that means harm, and laying them out fills the memory. */
const LARGEST_GRID = 4_000_000;
/** Cells that a repair adds: a larger change the server refuses, and rows that miss so many were never one table. */
const MOST_ADDED = 25_000;
/** Columns or rows over which a cell may reach: the server takes no more. */
const SPAN = 1000;

/** Set on a cell that a repair put at a row's end. */
const FILLER = createState('filler', { parse: (value) => value === true });

/**
 * Gives all rows of a table one width and takes spans back to where there is room. A row and a column that two people make at once leave a row
 * short, and what reckons with rows and columns (Lexical's own commands too) throws at such a table: call it before them. As a transform it
 * runs with a local edit of that very table and never else. Where two repair at once, each fills the row: the cell too many is known by its
 * mark, and the next repair takes it away, if it is empty, instead of giving everybody a column. A table that has no cell left goes, and one that
 * would need more cells than there may be becomes what stands in its cells.
 */
export function $repairTable(table: TableNode): void {
  $keepToRows(table);
  const rows = table.getChildren().filter($isTableRowNode);
  for (const row of rows) $keepToCells(row);
  const cells = rows.map($cellsOf);
  if (cells.every((row) => row.length === 0)) {
    $removeTable(table);
    return;
  }
  $boundSpans(cells);
  if (isTooLarge(cells)) $takeApart(cells);
  $fitSpans(cells);
  if (added(cells) > MOST_ADDED) {
    $takeApart(cells);
    if (added(cells) > MOST_ADDED) {
      for (const block of cells.flat().flatMap((cell) => cell.getChildren())) table.insertBefore(block);
      $removeTable(table);
      return;
    }
  }
  if (missingIn(cells).every((count) => count === 0)) return;
  const spare = cells.map($spareFillers);
  const kept = cells.map((row, index) => row.filter((cell) => !spare[index]?.includes(cell)));
  for (const [index, count] of missingIn(kept).entries()) {
    const fillers = spare[index] ?? [];
    for (const cell of fillers.slice(count)) cell.remove();
    const row = rows[index];
    if (row !== undefined) $fill(row, count - fillers.length);
  }
}

/** What was put in the place of a row gets one. */
function $keepToRows(table: TableNode): void {
  for (const child of table.getChildren()) {
    if ($isTableRowNode(child)) continue;
    const row = $createTableRowNode();
    child.replace(row);
    row.append(child);
  }
}

/** What was put in the place of a cell gets one: a heading, say, that an empty cell was turned into. */
function $keepToCells(row: TableRowNode): void {
  for (const child of row.getChildren()) {
    if ($isTableCellNode(child)) continue;
    const cell = $createTableCellNode(TableCellHeaderStates.NO_STATUS);
    child.replace(cell);
    cell.append($isElementNode(child) && !child.isInline() ? child : $createParagraphNode().append(child));
  }
}

function $removeTable(table: TableNode): void {
  if (table.getParentOrThrow().getChildrenSize() === 1) table.insertBefore($createParagraphNode());
  table.remove();
}

/** Whether a table holds rows of cells and nothing else, however long they are: what maps its grid throws at the rest. */
export function $isOfCells(table: TableNode): boolean {
  return table.getChildren().every((row) => $isTableRowNode(row) && row.getChildren().every($isTableCellNode));
}

/** Whether there is something to repair: Lexical’s selection of cells and its arrows bear no rows that are shorter than others, nor a table without cells. */
export function $isRagged(table: TableNode): boolean {
  if (!$isOfCells(table)) return true;
  const cells = table.getChildren().filter($isTableRowNode).map($cellsOf);
  if (cells.every((row) => row.length === 0) || isTooLarge(cells)) return true;
  let reachesOver = false;
  const taken = walk(cells, (cell, free) => {
    reachesOver ||= free !== cell.getColSpan();
  });
  return reachesOver || missing(taken).some((count) => count > 0);
}

function $cellsOf(row: TableRowNode): TableCellNode[] {
  return row.getChildren().filter($isTableCellNode);
}

function isTooLarge(rows: readonly (readonly TableCellNode[])[]): boolean {
  let size = 0;
  for (const [y, cells] of rows.entries()) {
    for (const cell of cells) size += cell.getColSpan() * Math.min(cell.getRowSpan(), rows.length - y);
  }
  return size > LARGEST_GRID;
}

/** Leaves no cell merged; their words stay. */
function $takeApart(rows: readonly (readonly TableCellNode[])[]): void {
  for (const cell of rows.flat()) {
    if (cell.getColSpan() !== 1) cell.setColSpan(1);
    if (cell.getRowSpan() !== 1) cell.setRowSpan(1);
  }
}

/** Takes back what reaches below the last row. HTML's 0 is all the rows below: pasted tables have that. */
function $boundSpans(rows: readonly (readonly TableCellNode[])[]): void {
  for (const [y, cells] of rows.entries()) {
    for (const cell of cells) {
      const [columns, below] = [cell.getColSpan(), cell.getRowSpan()];
      const fit = Math.min(below < 1 ? SPAN : below, rows.length - y, SPAN);
      if (below !== fit) cell.setRowSpan(fit);
      if (columns < 1 || columns > SPAN) cell.setColSpan(columns < 1 ? 1 : SPAN);
    }
  }
}

/** Takes back what reaches over a cell that comes down from above. */
function $fitSpans(rows: readonly (readonly TableCellNode[])[]): void {
  walk(rows, (cell, free) => {
    if (cell.getColSpan() > free) cell.setColSpan(free);
  });
}

function added(rows: readonly (readonly TableCellNode[])[]): number {
  return missingIn(rows).reduce((sum, missing) => sum + missing, 0);
}

/** How many columns each row has less than the widest. */
function missingIn(rows: readonly (readonly TableCellNode[])[]): number[] {
  return missing(walk(rows));
}

function missing(taken: readonly (readonly boolean[])[]): number[] {
  const width = Math.max(0, ...taken.map((row) => row.length));
  return taken.map((row) => width - row.filter(Boolean).length);
}

/**
 * Goes through the cells as a browser lays them out.
 * @param visit gets a cell, and how many columns are free from its own on, as far as it reaches
 * @returns for each row which of its columns are taken
 */
function walk(rows: readonly (readonly TableCellNode[])[], visit: (cell: TableCellNode, free: number) => void = () => {}): boolean[][] {
  const taken: boolean[][] = rows.map(() => []);
  for (const [y, cells] of rows.entries()) {
    const line = taken[y] ?? [];
    let x = 0;
    for (const cell of cells) {
      while (line[x] === true) x++;
      let free = 0;
      while (free < cell.getColSpan() && line[x + free] !== true) free++;
      visit(cell, free);
      for (const below of taken.slice(y, y + cell.getRowSpan())) {
        for (let column = 0; column < free; column++) below[x + column] = true;
      }
      x += free;
    }
  }
  // A row's own hole is a hole of its array otherwise, which `filter` and `length` count differently.
  return taken.map((row) => Array.from(row, Boolean));
}

/** The empty ones of the fillers at a row's end. */
function $spareFillers(row: readonly TableCellNode[]): TableCellNode[] {
  const last = row.findLastIndex((cell) => !$getState(cell, FILLER));
  return row.slice(last + 1).filter($isEmptyCell);
}

function $fill(row: TableRowNode, missing: number): void {
  const last = row.getLastChild();
  // At a row's end no cell heads its row; it heads a column where the row does.
  const header = $isTableCellNode(last) ? last.getHeaderStyles() & TableCellHeaderStates.ROW : TableCellHeaderStates.NO_STATUS;
  for (let left = missing; left > 0; left--) {
    row.append($setState($createTableCellNode(header), FILLER, true).append($createParagraphNode()));
  }
}

/** One empty paragraph at most, merged with no other cell. */
export function $isEmptyCell(cell: TableCellNode): boolean {
  if (cell.getColSpan() > 1 || cell.getRowSpan() > 1 || cell.getChildrenSize() > 1) return false;
  const only = cell.getFirstChild();
  return only === null || ($isParagraphNode(only) && only.isEmpty());
}

import {
  $computeTableMapSkipCellCheck,
  $createTableCellNode,
  $isTableCellNode,
  $isTableRowNode,
  TableCellHeaderStates,
  type TableCellNode,
  type TableNode,
  type TableRowNode,
} from '@lexical/table';
import { $createParagraphNode, $isElementNode } from 'lexical';

/**
 * Gives all rows of a table one width. A row and a column that two people make at once leave a row short, and what reckons with rows and
 * columns (Lexical's own commands too) throws at such a table: call it before them. As a transform it runs with a local edit of that very
 * table and never else. Where two repair at once a row is too wide by an empty cell; the next repair takes that away again instead of giving
 * everybody a column.
 */
export function $repairTable(table: TableNode): void {
  const rows = table.getChildren();
  if (!rows.every($isTableRowNode)) return;
  const widths = $widths(table, rows);
  if (new Set(widths).size < 2) return;
  const width = usual(widths);
  for (const [index, row] of rows.entries()) $trim(row, (widths[index] ?? 0) - width);
  const trimmed = $widths(table, rows);
  const widest = Math.max(...trimmed);
  for (const [index, row] of rows.entries()) $fill(row, widest - (trimmed[index] ?? 0));
}

/** Columns that each row has, also by cells that reach into it from above. */
function $widths(table: TableNode, rows: readonly TableRowNode[]): number[] {
  const [map] = $computeTableMapSkipCellCheck(table, null, null);
  return rows.map((_row, index) => Object.keys(map[index] ?? []).length);
}

/** The width that most rows have; of two, the larger. */
function usual(widths: readonly number[]): number {
  const times = new Map<number, number>();
  for (const width of widths) times.set(width, (times.get(width) ?? 0) + 1);
  let best = 0;
  for (const [width, count] of times) {
    const most = times.get(best) ?? 0;
    if (count > most || (count === most && width > best)) best = width;
  }
  return best;
}

/** Takes up to `excess` empty cells from the row's end. */
function $trim(row: TableRowNode, excess: number): void {
  for (let left = excess; left > 0; left--) {
    const last = row.getLastChild();
    if (!$isTableCellNode(last) || !$isSpare(last)) return;
    last.remove();
  }
}

function $fill(row: TableRowNode, missing: number): void {
  const last = row.getLastChild();
  // At a row's end no cell heads its row; it heads a column where the row does.
  const header = $isTableCellNode(last) ? last.getHeaderStyles() & TableCellHeaderStates.ROW : TableCellHeaderStates.NO_STATUS;
  for (let left = missing; left > 0; left--) row.append($createTableCellNode(header).append($createParagraphNode()));
}

/** One empty line at most, merged with no other cell. */
function $isSpare(cell: TableCellNode): boolean {
  if (cell.getColSpan() > 1 || cell.getRowSpan() > 1 || cell.getChildrenSize() > 1) return false;
  const only = cell.getFirstChild();
  return only === null || ($isElementNode(only) && only.getType() === 'paragraph' && only.isEmpty());
}

import {
  $computeTableMapSkipCellCheck,
  $findCellNode,
  $findTableNode,
  $isTableCellNode,
  $isTableSelection,
  type TableCellNode,
  type TableMapType,
  type TableNode,
} from '@lexical/table';
import { $getSelection, $isRangeSelection } from 'lexical';
import { $isRagged, $repairTable } from './repair.ts';

/** Where the selection is in a table. */
export interface ChosenCells {
  readonly table: TableNode;
  /** In reading order: those of a selection of cells (in a ragged table the two that it was made from), or the one that the caret is in. */
  readonly cells: readonly TableCellNode[];
}

/** The cells that are selected, or the caret's; null outside of tables, and where a selection goes beyond its table. */
export function $chosenCells(): ChosenCells | null {
  const selection = $getSelection();
  if (selection === null || !($isTableSelection(selection) || $isRangeSelection(selection))) return null;
  const cell = $findCellNode(selection.anchor.getNode());
  const other = $findCellNode(selection.focus.getNode());
  const table = cell === null ? null : $findTableNode(cell);
  if (cell === null || other === null || table === null || !table.is($findTableNode(other))) return null;
  if (cell.is(other)) return { table, cells: [cell] };
  if (!$isTableSelection(selection)) return null;
  // Lexical throws where it can’t map the grid.
  if ($isRagged(table)) return { table, cells: cell.isBefore(other) ? [cell, other] : [other, cell] };
  return { table, cells: selection.getNodes().filter($isTableCellNode) };
}

/** Whether the selection begins in a table. */
export function $isInTable(): boolean {
  const selection = $getSelection();
  const inside = $isTableSelection(selection) || $isRangeSelection(selection);
  return inside && $findTableNode(selection.anchor.getNode()) !== null;
}

/** A rectangle of a table's grid. */
export interface Bounds {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The chosen cells, and the part of the table's grid that they cover. */
export interface ChosenGrid extends ChosenCells {
  readonly map: TableMapType;
  readonly bounds: Bounds;
}

/** The same as a part of the table's grid. It repairs the table first: call it only to change it. */
export function $chosenGrid(): ChosenGrid | null {
  const before = $chosenCells();
  if (before === null) return null;
  $repairTable(before.table);
  if (!before.table.isAttached()) return null;
  const chosen = $chosenCells() ?? before;
  const [map] = $computeTableMapSkipCellCheck(chosen.table, null, null);
  const bounds = boundsOf(map, chosen.cells);
  return bounds === null ? null : { ...chosen, map, bounds };
}

/** The rectangle of the grid around these cells; null where they aren't in it. */
export function boundsOf(map: TableMapType, cells: readonly TableCellNode[]): Bounds | null {
  const keys = new Set(cells.map((cell) => cell.getKey()));
  const places = map.flatMap((row, y) => row.flatMap(({ cell }, x) => (keys.has(cell.getKey()) ? [{ x, y }] : [])));
  if (places.length === 0) return null;
  const rows = places.map(({ y }) => y);
  const columns = places.map(({ x }) => x);
  return { top: Math.min(...rows), bottom: Math.max(...rows), left: Math.min(...columns), right: Math.max(...columns) };
}

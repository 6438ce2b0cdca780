import { $createTableSelectionFrom, $isTableCellNode, $isTableNode, type TableCellNode, type TableNode } from '@lexical/table';
import { $dfs } from '@lexical/utils';
import { $getRoot, $setSelection } from 'lexical';
import {
  $addColumn,
  $addRow,
  $clearChosen,
  $insertTable,
  $removeColumns,
  $removeRows,
  $removeTable,
  $splitChosen,
  $toggleHeader,
} from '../../../web/editor/tables/operations.ts';
import { $repairTable } from '../../../web/editor/tables/repair.ts';
import type { Seeded } from '../../support/random.ts';
import { $any, $placeCaret } from './places.ts';

const CHANGES: readonly ((after: boolean) => unknown)[] = [
  $addRow,
  $addRow,
  $addColumn,
  $addColumn,
  $removeRows,
  $removeColumns,
  $splitChosen,
  $clearChosen,
  (after) => $toggleHeader(after ? 'row' : 'column'),
];

/** A small table where the caret is. */
export function $newTable(random: Seeded): void {
  if ($placeCaret(random) !== null) $insertTable(random.between(1, 3), random.between(1, 3));
}

/** Changes some table of the document in its shape. */
export function $editTable(random: Seeded): void {
  const table = $anyTable(random);
  const cell = table === undefined ? undefined : $any(random, $cells(table));
  if (cell === undefined) return;
  cell.selectStart();
  if (random.chance(0.02)) $removeTable();
  else random.pick(CHANGES)(random.chance(0.5));
}

/** Chooses some cells, as one does by dragging: a ragged table is repaired before that. */
export function $selectCells(random: Seeded): void {
  const table = $anyTable(random);
  if (table !== undefined) $repairTable(table);
  const from = table === undefined ? undefined : $any(random, $cells(table));
  const to = table === undefined ? undefined : $any(random, $cells(table));
  if (table !== undefined && from !== undefined && to !== undefined) $setSelection($createTableSelectionFrom(table, from, to));
}

function $anyTable(random: Seeded): TableNode | undefined {
  return $any(random, $getRoot().getChildren().filter($isTableNode));
}

function $cells(table: TableNode): TableCellNode[] {
  return $dfs(table)
    .map(({ node }) => node)
    .filter($isTableCellNode);
}

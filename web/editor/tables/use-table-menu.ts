import { $computeTableMapSkipCellCheck } from '@lexical/table';
import type { BindingV2 } from '@lexical/yjs';
import type { LexicalEditor } from 'lexical';
import type { MenuGroup } from '../../components/menu.tsx';
import { type EditorScope, useEditorScope } from '../editor-scope.ts';
import { $chosenCells, type Bounds, boundsOf } from './chosen.ts';
import { mergeChosen } from './merge.ts';
import {
  $addColumn,
  $addRow,
  $chooseAll,
  $clearChosen,
  $hasHeader,
  $removeColumns,
  $removeRows,
  $removeTable,
  $splitChosen,
  $toggleHeader,
} from './operations.ts';
import { $writerIn } from './others.ts';
import { $isOfCells } from './repair.ts';

/** What a menu has to know of the chosen cells. */
interface Facts {
  readonly bounds: Bounds;
  readonly cells: number;
  readonly merged: boolean;
  readonly headerRow: boolean;
  readonly headerColumn: boolean;
}

/** @returns what the menu of the table offers now; null outside of tables */
export function useTableMenu(editor: LexicalEditor): () => readonly MenuGroup[] | null {
  const scope = useEditorScope();
  return () => {
    const facts = editor.read($facts);
    return facts === null ? null : groupsOf(editor, scope, facts);
  };
}

function groupsOf(editor: LexicalEditor, scope: EditorScope, facts: Facts): readonly MenuGroup[] {
  const { announce } = scope;
  const { tables: words } = scope.text;
  const rows = facts.bounds.bottom - facts.bounds.top + 1;
  const columns = facts.bounds.right - facts.bounds.left + 1;
  const item = (id: string, label: string, act: () => number, said: (count: number) => string) => ({
    id,
    label,
    onSelect: () => {
      let count = 0;
      editor.update(
        () => {
          count = act();
        },
        { discrete: true },
      );
      if (count > 0) announce(said(count));
    },
  });
  const merge = {
    id: 'merge',
    label: words.merge,
    onSelect: () => {
      if (scope.binding === null) return;
      const writer = writerInChosen(editor, scope.binding, scope);
      announce(writer === null ? words.merged(mergeChosen(editor, scope.binding)) : words.someoneWrites(writer));
    },
  };
  const header = (on: boolean) => () => (on ? words.headerOff : words.headerOn);
  return [
    {
      label: words.row,
      items: [
        item(
          'row-above',
          words.rowAbove,
          () => $addRow(false),
          () => words.rowAdded,
        ),
        item(
          'row-below',
          words.rowBelow,
          () => $addRow(true),
          () => words.rowAdded,
        ),
        item('header-row', words.headerRow(facts.headerRow), () => $toggleHeader('row'), header(facts.headerRow)),
        item('choose-rows', words.chooseRows(rows), () => $chooseAll('row'), words.chosen),
        item('remove-rows', words.removeRows(rows), $removeRows, words.rowsRemoved),
      ],
    },
    {
      label: words.column,
      items: [
        item(
          'column-left',
          words.columnLeft,
          () => $addColumn(false),
          () => words.columnAdded,
        ),
        item(
          'column-right',
          words.columnRight,
          () => $addColumn(true),
          () => words.columnAdded,
        ),
        item('header-column', words.headerColumn(facts.headerColumn), () => $toggleHeader('column'), header(facts.headerColumn)),
        item('choose-columns', words.chooseColumns(columns), () => $chooseAll('column'), words.chosen),
        item('remove-columns', words.removeColumns(columns), $removeColumns, words.columnsRemoved),
      ],
    },
    {
      label: words.cells,
      items: [
        ...(facts.cells > 1 ? [merge] : []),
        ...(facts.merged ? [item('split', words.split, $splitChosen, () => words.splitDone)] : []),
        item('clear', words.clear(facts.cells), $clearChosen, words.cleared),
      ],
    },
    { items: [item('remove', words.remove, $removeTable, () => words.removed)] },
  ];
}

function $facts(): Facts | null {
  const chosen = $chosenCells();
  if (chosen === null || !$isOfCells(chosen.table)) return null;
  const [map] = $computeTableMapSkipCellCheck(chosen.table, null, null);
  const bounds = boundsOf(map, chosen.cells);
  if (bounds === null) return null;
  const merged = chosen.cells.some((cell) => cell.getColSpan() > 1 || cell.getRowSpan() > 1);
  return { bounds, cells: chosen.cells.length, merged, headerRow: $hasHeader('row'), headerColumn: $hasHeader('column') };
}

/** Merging makes the words of all cells but the first anew: not under the hands of somebody who is typing there. */
function writerInChosen(editor: LexicalEditor, binding: BindingV2, { room }: EditorScope): string | null {
  return editor.read(() => $writerIn($chosenCells()?.cells.slice(1) ?? [], binding, room.awareness));
}

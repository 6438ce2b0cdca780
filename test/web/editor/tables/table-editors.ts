import { createHeadlessEditor } from '@lexical/headless';
import {
  $createTableSelectionFrom,
  $isTableCellNode,
  $isTableNode,
  $isTableRowNode,
  $isTableSelection,
  type TableCellNode,
  type TableNode,
} from '@lexical/table';
import type { BindingV2 } from '@lexical/yjs';
import {
  $createTextNode,
  $getEditor,
  $getRoot,
  $getSelection,
  $isElementNode,
  $setSelection,
  type LexicalEditor,
  SELECTION_CHANGE_COMMAND,
} from 'lexical';
import { onTestFinished } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { seedFor } from '../../../../shared/lexical/seed.ts';
import { bindDocument } from '../../../../web/editor/binding/bind-document.ts';
import { EDITOR_NODES } from '../../../../web/editor/binding/editor-nodes.ts';
import { registerNodes } from '../../../../web/editor/register-nodes.ts';
import { registerGridGuards } from '../../../../web/editor/tables/grid-guards.ts';
import { $createCell, $createTable } from '../../../../web/editor/tables/operations.ts';

/** An editor without a DOM, registered and bound as the page's own. */
export interface TableEditor {
  readonly editor: LexicalEditor;
  readonly doc: Y.Doc;
  readonly binding: BindingV2;
  /** Updates of the document that this editor wrote. */
  written(): number;
  /** Runs a change at once. */
  change(act: () => void): void;
  /** The first table's words: rows by `/`, cells by `|`, a merged cell with its columns×rows. */
  table(): string;
}

/** Opens `doc`. What goes wrong in the editor fails the test. */
export function tableEditor(doc: Y.Doc): TableEditor {
  const errors: unknown[] = [];
  const editor = createHeadlessEditor({ nodes: [...EDITOR_NODES], onError: (error) => errors.push(error) });
  const stopNodes = registerNodes(editor);
  let written = 0;
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin !== 'network' && origin !== null) written++;
  });
  const awareness = new Awareness(doc);
  const bound = bindDocument({ editor, doc, awareness, mayWrite: () => true, onBroken: (error) => errors.push(error) });
  const stopGuards = registerGridGuards(editor, doc, bound.binding, null);
  onTestFinished(() => {
    stopGuards();
    bound.stop();
    stopNodes();
    awareness.destroy();
    if (errors.length > 0) throw errors[0];
  });
  return {
    editor,
    doc,
    binding: bound.binding,
    written: () => written,
    change: (act) => editor.update(act, { discrete: true }),
    table: () => editor.getEditorState().read(() => $words($firstTable())),
  };
}

/** A document with a table of such words, and editors of as many people. */
export function peopleAt(words: readonly (readonly string[])[], count: number): TableEditor[] {
  const first = tableEditor(seeded());
  first.change(() => {
    const rows = words.map((row) => row.map((word) => $withWords($createCell(0), word)));
    $getRoot().getFirstChildOrThrow().insertBefore($createTable(rows));
  });
  const others = Array.from({ length: count - 1 }, () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(first.doc), 'network');
    return tableEditor(doc);
  });
  return [first, ...others];
}

function seeded(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedFor('p/home/d/welcome') ?? new Uint8Array(), 'network');
  return doc;
}

/** Everybody gets what the others have, all at the same time, until nothing is new. */
export function exchange(...people: readonly TableEditor[]): void {
  for (let round = 0; round < 2; round++) {
    const states = people.map(({ doc }) => Y.encodeStateAsUpdate(doc));
    for (const { doc } of people) for (const state of states) Y.applyUpdate(doc, state, 'network');
  }
}

export function $firstTable(): TableNode {
  const table = $getRoot().getChildren().find($isTableNode);
  if (table === undefined) throw new Error('There is no table.');
  return table;
}

/** The cell of a row that stands at this place among its cells. */
export function $cell(row: number, place: number): TableCellNode {
  const cell = $firstTable().getChildren().filter($isTableRowNode)[row]?.getChildAtIndex(place);
  if (!$isTableCellNode(cell)) throw new Error(`There is no cell ${row}, ${place}.`);
  return cell;
}

/** Selects cells, or puts the caret into one, and tells of it as a page does. */
export function $choose(from: readonly [number, number], to?: readonly [number, number]): void {
  if (to === undefined) $cell(...from).selectEnd();
  else $setSelection($createTableSelectionFrom($firstTable(), $cell(...from), $cell(...to)));
  $getEditor().dispatchCommand(SELECTION_CHANGE_COMMAND);
}

/** The words of the cells that are chosen; null without such a choice. */
export function $chosenWords(): readonly string[] | null {
  const selection = $getSelection();
  return $isTableSelection(selection) ? selection.getNodes().filter($isTableCellNode).map($said) : null;
}

/** Writes at the end of a cell. */
export function $withWords(cell: TableCellNode, words: string): TableCellNode {
  const last = cell.getLastChild();
  if (words !== '' && $isElementNode(last)) last.append($createTextNode(words));
  return cell;
}

function $words(table: TableNode): string {
  const rows = table.getChildren().filter($isTableRowNode);
  return rows.map((row) => row.getChildren().filter($isTableCellNode).map($said).join('|')).join('/');
}

function $said(cell: TableCellNode): string {
  const [columns, rows] = [cell.getColSpan(), cell.getRowSpan()];
  const words = cell
    .getChildren()
    .map((block) => block.getTextContent())
    .join('+');
  return columns * rows === 1 ? words : `${words}(${columns}×${rows})`;
}

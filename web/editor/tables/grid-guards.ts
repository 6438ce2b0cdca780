import { $findCellNode, $isTableSelection } from '@lexical/table';
import {
  $getSelection,
  $isRangeSelection,
  COLLABORATION_TAG,
  COMMAND_PRIORITY_CRITICAL,
  KEY_DOWN_COMMAND,
  type LexicalEditor,
  mergeRegister,
  SELECTION_CHANGE_COMMAND,
} from 'lexical';
import { type Doc, type Transaction, XmlElement } from 'yjs';
import type { HeldPointer } from './held-pointer.ts';
import { $repairAround } from './repair-around.ts';

/**
 * What Lexical does with chosen cells throws at a grid that is uneven, or that changed under the pointer. So a ragged table is repaired when
 * somebody who may write goes at it with keys, and before a selection that is more than a caret is in it; cells that are chosen become a caret
 * before a change that comes from elsewhere reaches rows or cells, and a pointer that is choosing lets go.
 * @param own what the editor’s own changes come from
 * @param pointer null where there is no page
 * @returns its stop
 */
export function registerGridGuards(editor: LexicalEditor, doc: Doc, own: object, pointer: HeldPointer | null): () => void {
  const $repairAtKey = ({ key }: KeyboardEvent): false => {
    const selection = $getSelection();
    if (editor.isEditable() && /^Arrow|^Tab$/.test(key) && $isRangeSelection(selection)) $repairAround(selection.focus.key);
    return false;
  };
  const $repairAtSelection = (): false => {
    if (!editor.isEditable()) return false;
    const selection = $getSelection();
    const held = pointer?.table() ?? null;
    if (held !== null) $repairAround(held);
    const isMany = $isTableSelection(selection) || ($isRangeSelection(selection) && !selection.isCollapsed());
    if (isMany) for (const { key } of [selection.anchor, selection.focus]) $repairAround(key);
    return false;
  };
  const onChanges = (transaction: Transaction): void => {
    if (transaction.origin === own || !changesGrids(transaction)) return;
    pointer?.letGo();
    // Not `editor.read`: that would end an update that this is part of, as it is when one takes something back.
    if (!editor.getEditorState().read(() => $isTableSelection($getSelection()))) return;
    const $collapse = (): void => {
      const selection = $getSelection();
      if ($isTableSelection(selection)) $findCellNode(selection.focus.getNode())?.selectEnd();
    };
    editor.update($collapse, { discrete: true, tag: COLLABORATION_TAG });
  };
  doc.on('beforeObserverCalls', onChanges);
  return mergeRegister(
    editor.registerCommand(KEY_DOWN_COMMAND, $repairAtKey, COMMAND_PRIORITY_CRITICAL),
    editor.registerCommand(SELECTION_CHANGE_COMMAND, $repairAtSelection, COMMAND_PRIORITY_CRITICAL),
    () => doc.off('beforeObserverCalls', onChanges),
  );
}

/** Whether rows or cells come or go, or reach further; not what stands in cells. */
function changesGrids({ changed }: Transaction): boolean {
  return [...changed].some(([type, keys]) => {
    if (!(type instanceof XmlElement)) return false;
    return type.nodeName === 'tablecell' ? [...keys].some((key) => key !== null) : type.nodeName.startsWith('table');
  });
}

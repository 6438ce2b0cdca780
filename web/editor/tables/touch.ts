import { $findCellNode, $findTableNode, $isTableSelection } from '@lexical/table';
import {
  $getNearestNodeFromDOMNode,
  $getSelection,
  $isRangeSelection,
  COLLABORATION_TAG,
  COMMAND_PRIORITY_CRITICAL,
  KEY_DOWN_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
} from 'lexical';
import { type Doc, type Transaction, XmlElement } from 'yjs';
import { $isRagged, $repairTable } from './repair.ts';

/**
 * Repairs a ragged table when somebody who may write goes at it with pointer or keys: what Lexical does then with cells (selecting, arrows)
 * throws at a row that is short.
 * @returns its stop
 */
export function registerRepairOnTouch(editor: LexicalEditor): () => void {
  const onPointer = (event: PointerEvent): void => {
    const { target } = event;
    if (!editor.isEditable() || !(target instanceof Element) || target.closest('td, th') === null) return;
    const isRagged = editor.read(() => {
      const node = $getNearestNodeFromDOMNode(target);
      const table = node === null ? null : $findTableNode(node);
      return table !== null && $isRagged(table);
    });
    if (isRagged) editor.update(() => $repairAround($getNearestNodeFromDOMNode(target)), { discrete: true });
  };
  return mergeRegister(
    editor.registerRootListener((root, before) => {
      before?.removeEventListener('pointerdown', onPointer, { capture: true });
      root?.addEventListener('pointerdown', onPointer, { capture: true });
    }),
    editor.registerCommand(
      KEY_DOWN_COMMAND,
      (event) => {
        const selection = $getSelection();
        if (editor.isEditable() && /^Arrow|^Tab$/.test(event.key) && $isRangeSelection(selection)) $repairAround(selection.focus.getNode());
        return false;
      },
      COMMAND_PRIORITY_CRITICAL,
    ),
  );
}

function $repairAround(node: LexicalNode | null): void {
  const table = node === null ? null : $findTableNode(node);
  if (table !== null && $isRagged(table)) $repairTable(table);
}

/**
 * Makes a caret of one’s selection of cells before a change that comes from elsewhere reaches rows or cells: the selection would be one of cells
 * that are gone, or of an uneven grid.
 * @param own what the editor’s own changes come from
 * @returns its stop
 */
export function registerCaretInsteadOfCells(editor: LexicalEditor, doc: Doc, own: object): () => void {
  const onChanges = (transaction: Transaction): void => {
    if (transaction.origin === own || !changesTables(transaction)) return;
    // Not `editor.read`: that would end an update that this is part of, as it is when one takes something back.
    if (!editor.getEditorState().read(() => $isTableSelection($getSelection()))) return;
    const $collapse = (): void => {
      const selection = $getSelection();
      if ($isTableSelection(selection)) $findCellNode(selection.focus.getNode())?.selectEnd();
    };
    editor.update($collapse, { discrete: true, tag: COLLABORATION_TAG });
  };
  doc.on('beforeObserverCalls', onChanges);
  return () => doc.off('beforeObserverCalls', onChanges);
}

function changesTables({ changed }: Transaction): boolean {
  return [...changed.keys()].some((type) => type instanceof XmlElement && type.nodeName.startsWith('table'));
}

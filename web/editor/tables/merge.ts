import { $isTableCellNode, type TableCellNode } from '@lexical/table';
import type { BindingV2 } from '@lexical/yjs';
import { $getNodeByKey, $isParagraphNode, type LexicalEditor, type NodeKey } from 'lexical';
import { OWN_STEP } from '../binding/bind-document.ts';
import { $chosenGrid } from './chosen.ts';
import { $isEmptyCell } from './repair.ts';

/**
 * Makes one cell of those that are chosen, with all their words, as one step of undo. The first one stays and only grows: what somebody else
 * types there meanwhile is kept. What is in the others is made anew in it, as the shared text knows no moving: what is typed in them meanwhile
 * is put back into it by who typed, or as words whose place is gone where that can't be told.
 *
 * Not to be called in an update: it takes two, of which others get one. The shared text is told by comparing, and where cells vanish from a row
 * in the update that changes the first one, it may take another for the first. Others see the words come and go at once, and so where they are.
 * @returns how many cells; 0 where there was nothing to merge
 */
export function mergeChosen(editor: LexicalEditor, binding: BindingV2): number {
  let keys: readonly NodeKey[] = [];
  binding.doc.transact((transaction) => {
    editor.update(
      () => {
        keys = $fillFirst();
      },
      { discrete: true },
    );
    if (keys.length === 0) return;
    transaction.meta.set(OWN_STEP, true);
    editor.update(
      () => {
        const [first, ...others] = keys.map((key) => $getNodeByKey(key));
        for (const cell of others) cell?.remove();
        if ($isTableCellNode(first)) first.selectEnd();
      },
      { discrete: true },
    );
  }, binding);
  return keys.length;
}

/** Makes the first of the chosen cells as large as all of them, with all their words. @returns the keys of all, that one first */
function $fillFirst(): NodeKey[] {
  const chosen = $chosenGrid();
  const first = chosen?.map[chosen.bounds.top]?.[chosen.bounds.left]?.cell;
  if (chosen === null || first === undefined || chosen.cells.length < 2) return [];
  const { top, bottom, left, right } = chosen.bounds;
  const others = chosen.cells.filter((cell) => !cell.is(first));
  for (const cell of others) if (!$isEmptyCell(cell)) $moveBlocks(cell, first);
  first.setColSpan(right - left + 1).setRowSpan(bottom - top + 1);
  // A selection of cells can’t be in the uneven grid that is there until the others are gone.
  first.selectEnd();
  return [first, ...others].map((cell) => cell.getKey());
}

/** An empty last paragraph takes the words of the first one that comes: it is not replaced, as somebody may be typing in it. */
function $moveBlocks(from: TableCellNode, to: TableCellNode): void {
  const blocks = from.getChildren();
  const [first, ...rest] = blocks;
  const last = to.getLastChild();
  if ($isParagraphNode(last) && last.isEmpty() && $isParagraphNode(first)) {
    last.append(...first.getChildren());
    to.append(...rest);
  } else {
    to.append(...blocks);
  }
}

import {
  $createNodeSelection,
  $createParagraphNode,
  $createRangeSelection,
  $getNodeByKey,
  $getRoot,
  $isElementNode,
  $parseSerializedNode,
  $setSelection,
  HISTORY_PUSH_TAG,
  type LexicalNode,
  type NodeKey,
} from 'lexical';
import type { BlockKind } from '../writing/block-kinds.ts';
import { $exported } from './carried.ts';
import { $dropEmptyLists, $step, moveNodes } from './move.ts';
import { $nameOf } from './names.ts';
import { $chosenUnits, $unitsAt, nodesOf, type Units } from './units.ts';
import type { Blocks } from './use-blocks.ts';

/*
 * What one does with blocks as a whole: with that of a line, and what is selected together with it; with what is selected where no line is
 * named. Each is a step of undo and is said to screen readers. Not to be called in an update.
 */

/** @returns false where there is nothing that could be moved */
export function moveBlocks({ editor, binding, text, announce }: Blocks, line: NodeKey | null, direction: 'up' | 'down'): boolean {
  const planned = editor.read(() => {
    const units = $unitsOf(line);
    const move = units === null ? null : $step(units, direction);
    return units === null ? null : { move, beside: move === null ? '' : $nameOf(move.passed, text) };
  });
  if (planned === null) return false;
  const words = text.blocks;
  if (planned.move === null) announce(direction === 'up' ? words.first : words.last);
  else if (moveNodes(editor, binding, planned.move)) {
    announce(direction === 'up' ? words.movedAbove(planned.beside) : words.movedBelow(planned.beside));
  }
  return true;
}

export function duplicateBlocks({ editor, text, announce }: Blocks, line: NodeKey): void {
  const $duplicate = (): void => {
    const units = $unitsOf(line);
    const nodes = units === null ? [] : nodesOf(units);
    const last = nodes.at(-1);
    if (units === null || last === undefined) return;
    const made = nodes.map((node) => $parseSerializedNode($exported(node)));
    units.container.splice(last.getIndexWithinParent() + 1, 0, made);
    const [first] = made;
    if (first !== undefined) $caretIn(first);
  };
  editor.update($duplicate, { discrete: true, tag: HISTORY_PUSH_TAG });
  announce(text.blocks.duplicated);
}

export function removeBlocks({ editor, text, announce }: Blocks, line: NodeKey): void {
  let count = 0;
  const $remove = (): void => {
    const units = $unitsOf(line);
    const nodes = units === null ? [] : nodesOf(units);
    const [first, last] = [nodes[0], nodes.at(-1)];
    if (units === null || first === undefined || last === undefined) return;
    count = units.to - units.from + 1;
    const beside = $beside(first, last);
    units.container.splice(first.getIndexWithinParent(), nodes.length, []);
    $dropEmptyLists(units.container);
    if (beside !== null) return $caretIn(beside);
    const paragraph = $createParagraphNode();
    $getRoot().append(paragraph);
    paragraph.select();
  };
  editor.update($remove, { discrete: true, tag: HISTORY_PUSH_TAG });
  if (count > 0) announce(text.blocks.removed(count));
}

export function turnBlocksInto({ editor, text, announce }: Blocks, line: NodeKey, kind: BlockKind): void {
  const $turn = (): void => {
    const units = $unitsOf(line);
    if (units === null) return;
    if (!$isChosen(units)) units.all[units.from]?.[0].selectEnd();
    kind.$apply();
  };
  editor.update($turn, { discrete: true, tag: HISTORY_PUSH_TAG });
  announce(text.blocks.turnedInto(text.writing.blocks[kind.id].name));
}

/** Selects all words of a line's block, without what is under it; what is selected already stays so. */
export function selectWords({ editor }: Blocks, line: NodeKey): void {
  const $select = (): void => {
    const units = $unitsOf(line);
    const first = units?.all[units.from]?.[0];
    if (units === null || !$isElementNode(first) || (units.to > units.from && $isChosen(units))) return;
    const [start, end] = [first.getFirstDescendant(), first.getLastDescendant()];
    if (start === null || end === null) return;
    const range = $createRangeSelection();
    const { anchor } = start.selectStart();
    range.anchor.set(anchor.key, anchor.offset, anchor.type);
    const { focus } = end.selectEnd();
    range.focus.set(focus.key, focus.offset, focus.type);
    $setSelection(range);
  };
  editor.update($select, { discrete: true });
}

/** Those of a line, or those that are selected. */
export function $unitsOf(line: NodeKey | null): Units | null {
  if (line === null) return $chosenUnits();
  const node = $getNodeByKey(line);
  return node === null ? null : $unitsAt(node);
}

/** Whether what is selected is in them, and in nothing else. */
function $isChosen({ container, from, to }: Units): boolean {
  const chosen = $chosenUnits();
  return chosen?.container.is(container) === true && chosen.from === from && chosen.to === to;
}

/** What stands behind some nodes, or before them, also around their list. */
function $beside(first: LexicalNode, last: LexicalNode): LexicalNode | null {
  for (let at: LexicalNode | null = last; at !== null; at = at.getParent()) {
    const next = at.getNextSibling();
    if (next !== null) return next;
  }
  for (let at: LexicalNode | null = first; at !== null; at = at.getParent()) {
    const before = at.getPreviousSibling();
    if (before !== null) return before;
  }
  return null;
}

function $caretIn(node: LexicalNode): void {
  if ($isElementNode(node)) node.selectStart();
  else {
    const chosen = $createNodeSelection();
    chosen.add(node.getKey());
    $setSelection(chosen);
  }
}

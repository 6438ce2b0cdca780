import { $isListItemNode, $isListNode } from '@lexical/list';
import { $findCellNode, $findTableNode, $isTableCellNode, $isTableSelection } from '@lexical/table';
import {
  $getSelection,
  $isElementNode,
  $isNodeSelection,
  $isRangeSelection,
  $isRootNode,
  type ElementNode,
  type LexicalNode,
  type PointType,
} from 'lexical';

/** What is moved as one: a block, or an item of a list with all that is under it. */
export type Unit = readonly [LexicalNode, ...LexicalNode[]];

/** Units that stand side by side. */
export interface Units {
  /** The page, a cell or a list. */
  readonly container: ElementNode;
  /** All that the container holds. */
  readonly all: readonly Unit[];
  /** The first and the last of those that are meant. */
  readonly from: number;
  readonly to: number;
}

/** The nodes of those that are meant. */
export function nodesOf({ all, from, to }: Units): LexicalNode[] {
  return all.slice(from, to + 1).flat();
}

/** The units that are selected, wholly or in part, where they stand side by side; with a caret alone the one that it is in. */
export function $chosenUnits(): Units | null {
  const ends = $ends();
  if (ends === null) return null;
  const [start, end] = ends;
  const container = $containersOf(start.node).find((one) => one.isParentOf(end.node));
  const chosen = container === undefined ? null : $unitsBetween(container, start.node, end.node);
  if (chosen === null || chosen.to === chosen.from || !end.isStart) return chosen;
  // What ends where a block begins holds nothing of it.
  const last = chosen.all[chosen.to]?.[0];
  return last !== undefined && $begins(last, end.node) ? { ...chosen, to: chosen.to - 1 } : chosen;
}

/** The units around what is meant, where that is all that its container holds: an only item moves as its list. */
export function $amongOthers(units: Units): Units {
  const { container, all, from, to } = units;
  const [around] = $containersOf(container);
  if (around === undefined || from > 0 || to < all.length - 1) return units;
  const outer = $unitsBetween(around, container, container);
  return outer === null ? units : $amongOthers(outer);
}

/** The item or block that the caret is in; in a table it is the table. */
export function $lineAt(): LexicalNode | null {
  const node = $ends()?.[0].node;
  if (node === undefined) return null;
  const cell = $findCellNode(node);
  const line = (cell === null ? null : $findTableNode(cell)) ?? node;
  const [container] = $containersOf(line);
  return [line, ...line.getParents()].find((one) => one.getParent()?.is(container)) ?? null;
}

/** What is meant by an item or a block: with it all that is selected together with it. */
export function $unitsAt(line: LexicalNode): Units | null {
  const [container] = $containersOf(line);
  const own = container === undefined ? null : $unitsBetween(container, line, line);
  const chosen = $chosenUnits();
  if (own === null || chosen === null || !chosen.container.is(own.container)) return own;
  return chosen.from <= own.from && own.to <= chosen.to ? chosen : own;
}

function $unitsBetween(container: ElementNode, start: LexicalNode, end: LexicalNode): Units | null {
  const all = $unitsIn(container);
  const [from, to] = [start, end].map((node) => all.findIndex((unit) => unit.some((one) => one.is(node) || one.isParentOf(node))));
  return from === undefined || to === undefined || from < 0 || to < from ? null : { container, all, from, to };
}

function $unitsIn(container: ElementNode): Unit[] {
  const units: [LexicalNode, ...LexicalNode[]][] = [];
  for (const child of container.getChildren()) {
    const last = units.at(-1);
    // A list under an item stands in an item of its own behind it.
    if (last !== undefined && $isListItemNode(child) && $isListNode(child.getFirstChild())) last.push(child);
    else units.push([child]);
  }
  return units;
}

function $containersOf(node: LexicalNode): ElementNode[] {
  return node.getParents().filter((parent) => $isRootNode(parent) || $isListNode(parent) || $isTableCellNode(parent));
}

interface End {
  readonly node: LexicalNode;
  /** Nothing of `node` stands before it. */
  readonly isStart: boolean;
}

function $ends(): readonly [End, End] | null {
  const selection = $getSelection();
  if ($isTableSelection(selection)) {
    const table = $findTableNode(selection.anchor.getNode());
    return table === null ? null : [inside(table), inside(table)];
  }
  if ($isNodeSelection(selection)) {
    const nodes = selection.getNodes();
    const [first, last] = [nodes[0], nodes.at(-1)];
    return first === undefined || last === undefined ? null : [inside(first), inside(last)];
  }
  if (!$isRangeSelection(selection)) return null;
  const [start, end] = selection.isBackward() ? [selection.focus, selection.anchor] : [selection.anchor, selection.focus];
  return [$endAt(start), $endAt(end)];
}

function inside(node: LexicalNode): End {
  return { node, isStart: false };
}

function $endAt(point: PointType): End {
  const node = point.getNode();
  const isAmongBlocks = point.type === 'element' && $isElementNode(node) && ($isRootNode(node) || $isListNode(node));
  if (!isAmongBlocks) return { node, isStart: point.offset === 0 };
  const child = node.getChildAtIndex(Math.min(point.offset, node.getChildrenSize() - 1));
  return inside(child ?? node);
}

/** Whether nothing of `block` stands before `node`. */
function $begins(block: LexicalNode, node: LexicalNode): boolean {
  for (let at: LexicalNode | null = block; at !== null; at = $isElementNode(at) ? at.getFirstChild() : null) if (at.is(node)) return true;
  return false;
}

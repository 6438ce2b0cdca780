import { $createListNode, $isListItemNode, $isListNode, type ListType } from '@lexical/list';
import type { BindingV2 } from '@lexical/yjs';
import {
  $getNodeByKey,
  $getSelection,
  $isElementNode,
  $parseSerializedNode,
  type ElementNode,
  type LexicalEditor,
  type LexicalNode,
  type NodeKey,
  type SerializedLexicalNode,
  SKIP_DOM_SELECTION_TAG,
  SKIP_SCROLL_INTO_VIEW_TAG,
} from 'lexical';
import { OWN_STEP } from '../binding/bind-document.ts';
import { $carriedSelection, $exported, $selectCarried, type CarriedSelection } from './carried.ts';
import { $amongOthers, nodesOf, type Unit, type Units } from './units.ts';

/** Nodes that stand side by side, and where they are to stand. */
export interface Move {
  readonly keys: readonly NodeKey[];
  /** The node beside which they come. */
  readonly beside: NodeKey;
  readonly after: boolean;
}

/** What is taken out, until it is put where it belongs. */
interface Taken {
  readonly nodes: readonly SerializedLexicalNode[];
  /** Of the list whose items they were. */
  readonly listType: ListType | null;
  readonly selection: CarriedSelection;
  /** What stands side by side now, or holds less. */
  readonly around: readonly NodeKey[];
}

/** A move past the unit above or below, and that unit; null where there is none. */
export function $step(units: Units, direction: 'up' | 'down'): (Move & { readonly passed: Unit }) | null {
  const meant = $amongOthers(units);
  const passed = meant.all[direction === 'up' ? meant.from - 1 : meant.to + 1];
  const beside = direction === 'up' ? passed?.[0] : passed?.at(-1);
  if (passed === undefined || beside === undefined) return null;
  const keys = nodesOf(meant).map((node) => node.getKey());
  return { keys, beside: beside.getKey(), after: direction === 'down', passed };
}

/** Whether something can be moved so, and stands elsewhere then. */
export function $isMove({ keys, beside, after }: Move): boolean {
  const nodes = keys.map((key) => $getNodeByKey(key));
  const target = $getNodeByKey(beside);
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (!first || !last || target === null || nodes.some((node) => node === null || node.is(target) || node.isParentOf(target))) return false;
  if (target.isParentOf(first) || ($isListNode(target.getParent()) && !nodes.every($isListItemNode))) return false;
  return !(after ? target.getNextSibling()?.is(first) : target.getPreviousSibling()?.is(last));
}

/**
 * Moves nodes with all that is in them, as one step of undo; the caret stays in the same words; where there is none, it comes into the first. Not to be called in an update: it takes two,
 * of which others get one. In a single one the binding would take blocks that changed places for blocks whose words changed, and what
 * somebody types meanwhile would come into the words of another block.
 * @returns false where nothing was moved: something of it is gone
 */
export function moveNodes(editor: LexicalEditor, binding: BindingV2, move: Move): boolean {
  let taken: Taken | null = null;
  binding.doc.transact((transaction) => {
    transaction.meta.set(OWN_STEP, true);
    editor.update(
      () => {
        taken = $take(move);
      },
      // What stands side by side for a moment is not joined.
      { discrete: true, skipTransforms: true, tag: [SKIP_SCROLL_INTO_VIEW_TAG, SKIP_DOM_SELECTION_TAG] },
    );
    const held = taken;
    if (held !== null) editor.update(() => $put(held, move), { discrete: true });
  }, binding);
  return taken !== null;
}

function $take(move: Move): Taken | null {
  const nodes = move.keys.flatMap((key) => $getNodeByKey(key) ?? []);
  const [first, last] = [nodes[0], nodes.at(-1)];
  const parent = first?.getParent() ?? null;
  if (first === undefined || parent === null || !$isMove(move)) return null;
  const taken: Taken = {
    nodes: nodes.map($exported),
    listType: $isListNode(parent) ? parent.getListType() : null,
    selection: $carriedSelection(nodes),
    around: [parent, first.getPreviousSibling(), last?.getNextSibling()].flatMap((node) => node?.getKey() ?? []),
  };
  parent.splice(first.getIndexWithinParent(), nodes.length, []);
  $dropEmptyLists(parent);
  return taken;
}

/** A list without items, and the item that held nothing but it. */
export function $dropEmptyLists(element: ElementNode): void {
  const around = element.getParent();
  if (!element.isEmpty() || around === null || !($isListNode(element) || $isListNode(around))) return;
  around.splice(element.getIndexWithinParent(), 1, []);
  $dropEmptyLists(around);
}

function $put({ nodes, listType, selection, around }: Taken, { beside, after }: Move): void {
  const target = $getNodeByKey(beside);
  const parent = target?.getParent();
  if (target === null || !$isElementNode(parent)) throw new Error('What is moved has lost its place.');
  const made = nodes.map((node) => $parseSerializedNode(node));
  const isHome = listType === null || $isListNode(parent);
  const put: LexicalNode[] = isHome ? made : [$createListNode(listType).append(...made)];
  parent.splice(target.getIndexWithinParent() + (after ? 1 : 0), 0, put);
  $selectCarried(selection, made);
  // Who was nowhere in the text is where the block is: keys that take it back go to the text.
  const [first] = made;
  if ($getSelection() === null && $isElementNode(first)) first.selectStart();
  // Lists that came to stand side by side are joined now, numbers count anew.
  for (const key of around) $getNodeByKey(key)?.markDirty();
}

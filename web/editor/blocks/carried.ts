import {
  $createNodeSelection,
  $createRangeSelection,
  $getNodeByKey,
  $getSelection,
  $isElementNode,
  $isNodeSelection,
  $isRangeSelection,
  $setSelection,
  type LexicalNode,
  type NodeKey,
  type PointType,
  type SerializedElementNode,
  type SerializedLexicalNode,
} from 'lexical';

/** A node with all that is in it, to be made anew elsewhere. */
export function $exported(node: LexicalNode): SerializedLexicalNode {
  const json = node.exportJSON();
  if (!$isElementNode(node)) return json;
  const whole: SerializedElementNode = { ...(json as SerializedElementNode), children: node.getChildren().map($exported) };
  return whole;
}

/** A node that stays by its key; one that is made anew by the way to it: its place among the nodes, and in each on the way. */
type Way = NodeKey | readonly number[];

interface CarriedPoint {
  readonly way: Way;
  readonly offset: number;
  readonly type: 'text' | 'element';
}

/** A selection that survives when some of the nodes in it are made anew. */
export type CarriedSelection = { readonly points: readonly [CarriedPoint, CarriedPoint] } | { readonly ways: readonly Way[] } | null;

/** @param nodes those that will be made anew */
export function $carriedSelection(nodes: readonly LexicalNode[]): CarriedSelection {
  const selection = $getSelection();
  const $point = (point: PointType): CarriedPoint => {
    const { key, offset, type } = point;
    return { way: $wayTo(point.getNode(), nodes) ?? key, offset, type };
  };
  if ($isNodeSelection(selection)) return { ways: selection.getNodes().map((node) => $wayTo(node, nodes) ?? node.getKey()) };
  if (!$isRangeSelection(selection)) return null;
  return { points: [$point(selection.anchor), $point(selection.focus)] };
}

/** Selects the same again. @param nodes as they are now */
export function $selectCarried(carried: CarriedSelection, nodes: readonly LexicalNode[]): void {
  if (carried === null) return;
  if ('ways' in carried) {
    const chosen = $createNodeSelection();
    for (const way of carried.ways) {
      const node = $nodeOn(way, nodes);
      if (node !== null) chosen.add(node.getKey());
    }
    $setSelection(chosen);
    return;
  }
  const range = $createRangeSelection();
  const [anchor, focus] = carried.points;
  for (const [point, { way, offset, type }] of [[range.anchor, anchor] as const, [range.focus, focus] as const]) {
    const node = $nodeOn(way, nodes);
    if (node === null) return;
    point.set(node.getKey(), offset, type);
  }
  $setSelection(range);
}

function $wayTo(node: LexicalNode, nodes: readonly LexicalNode[]): readonly number[] | null {
  const way: number[] = [];
  for (let at: LexicalNode | null = node; at !== null; at = at.getParent()) {
    const index = nodes.findIndex((one) => one.is(at));
    if (index >= 0) return [index, ...way];
    way.unshift(at.getIndexWithinParent());
  }
  return null;
}

function $nodeOn(way: Way, nodes: readonly LexicalNode[]): LexicalNode | null {
  if (typeof way === 'string') return $getNodeByKey(way);
  const [first, ...rest] = way;
  let at: LexicalNode | null = (first === undefined ? undefined : nodes[first]) ?? null;
  for (const index of rest) at = $isElementNode(at) ? at.getChildAtIndex(index) : null;
  return at;
}

import * as Y from 'yjs';
import { believed, ELEMENTS, mayHold, type NodeRule, RUNS, type Value } from './schema.ts';
import { ROOT_NAME } from './seed.ts';

/** A node of a document as plain data. */
export type TreeNode = TreeElement | TreeRun;

export interface TreeElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly children: readonly TreeNode[];
}

/** A piece of text in one format. */
export interface TreeRun {
  readonly name: string;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly text: string;
}

/** What text may stand in. Loose in a table or a list it belongs to no cell and no item. */
const HOLDS_TEXT: ReadonlySet<NodeRule['content']> = new Set<NodeRule['content']>(['inline', 'linked', 'plain']);

/**
 * What can be understood of a document: nodes by the rules, down to `depth` levels. Whatever else is there is left out, with what is in it;
 * nothing that a client may have written makes this throw.
 */
export function readTree(doc: Y.Doc, depth: number): readonly TreeElement[] {
  const root = doc.share.get(ROOT_NAME);
  if (root === undefined || !(root.constructor === Y.AbstractType || root instanceof Y.XmlElement)) return [];
  return childrenOf(doc.get(ROOT_NAME, Y.XmlElement), null, depth).filter(isElement);
}

export function isElement(node: TreeNode): node is TreeElement {
  return 'children' in node;
}

function childrenOf(element: Y.XmlElement, rule: NodeRule | null, depth: number): TreeNode[] {
  const nodes: TreeNode[] = [];
  if (depth === 0 || rule?.content === 'nothing') return nodes;
  // A list of Yjs may hold any type, and plain values too, whatever its own type says.
  const children: readonly unknown[] = element.toArray();
  for (const child of children) {
    if (child instanceof Y.XmlElement) {
      const childRule = ELEMENTS.get(child.nodeName);
      if (childRule === undefined || !mayHold(rule, childRule)) continue;
      const attributes = believed(child.getAttributes(), childRule.attributes);
      const inner = childrenOf(child, childRule, depth - 1);
      // A link that leads nowhere safe is its words.
      if (childRule.needs?.some((name) => attributes[name] === undefined)) for (const node of inner) nodes.push(node);
      else nodes.push({ name: child.nodeName, attributes, children: inner });
    } else if (child instanceof Y.XmlText && rule !== null && HOLDS_TEXT.has(rule.content)) {
      for (const run of runsOf(child)) nodes.push(run);
    }
  }
  return nodes;
}

/** A shared text is runs of attributes: `t` names the node, `p` holds its fields. */
function runsOf(text: Y.XmlText): TreeRun[] {
  const runs: TreeRun[] = [];
  const delta: readonly { readonly insert?: unknown; readonly attributes?: Readonly<Record<string, unknown>> }[] = text.toDelta();
  for (const { insert, attributes = {} } of delta) {
    if (typeof insert !== 'string' || insert === '') continue;
    const name = attributes.t ?? 'text';
    const rule = typeof name === 'string' ? RUNS.get(name) : undefined;
    if (rule === undefined || typeof name !== 'string') continue;
    const kept = isRecord(attributes.p) ? believed(attributes.p, rule) : {};
    if (name === 'tab') for (const run of tabs(insert)) runs.push(run);
    else runs.push({ name, attributes: kept, text: insert });
  }
  return runs;
}

/** A tab node holds one tab and nothing else; what else somebody put there is text. */
function tabs(insert: string): TreeRun[] {
  if (/^\t+$/.test(insert)) return [...insert].map((tab) => ({ name: 'tab', attributes: {}, text: tab }));
  return [{ name: 'text', attributes: {}, text: insert }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Y.AbstractType);
}

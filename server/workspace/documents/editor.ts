import { createHeadlessEditor } from '@lexical/headless';
import { $createTabNode, $createTextNode, $getRoot, $isElementNode, type Klass, type LexicalEditor, type LexicalNode } from 'lexical';
import { NODES } from '../../../shared/lexical/nodes.ts';
import { isElement, type TreeElement, type TreeNode } from '../../../shared/lexical/tree.ts';

const CLASSES: ReadonlyMap<string, Klass<LexicalNode>> = new Map(NODES.map((node) => [node.getType(), node]));

/**
 * An editor without a screen that holds this tree: each node made as Lexical's V2 binding makes it, its fields set from the attributes. Not by the
 * binding itself: that throws on a single odd node, and takes three times as long.
 */
export function editorOf(tree: readonly TreeElement[]): LexicalEditor {
  const editor = createHeadlessEditor({
    nodes: NODES,
    onError: (error) => {
      throw error;
    },
  });
  editor.update(() => void $getRoot().splice(0, 0, tree.map($build)), { discrete: true, skipTransforms: true });
  return editor;
}

function $build(node: TreeNode): LexicalNode {
  if (!isElement(node)) {
    const text = node.name === 'tab' ? $createTabNode() : $createTextNode(node.text);
    return Object.assign(text, node.attributes);
  }
  const made = Object.assign($make(node.name), node.attributes);
  if ($isElementNode(made)) made.splice(0, 0, node.children.map($build));
  return made;
}

function $make(name: string): LexicalNode {
  const NodeClass = CLASSES.get(name);
  if (NodeClass === undefined) throw new Error(`The list of nodes has no "${name}": a bug, since the rules let it pass.`);
  return new NodeClass();
}

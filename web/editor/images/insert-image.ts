import {
  $createNodeSelection,
  $createParagraphNode,
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isParagraphNode,
  $isRootOrShadowRoot,
  $setSelection,
  type LexicalNode,
  type NodeKey,
} from 'lexical';
import { $createImageNode, type ImageValue } from '../../../shared/lexical/image.ts';

/** The block with the caret: of the text, or of a table's cell. Else the last of the text; null where there is none. */
export function $caretBlock(): NodeKey | null {
  const [node] = $getSelection()?.getNodes() ?? [];
  const block = node === undefined ? null : blockOf(node);
  return (block ?? $getRoot().getLastChild())?.getKey() ?? null;
}

/** The block that a node is in or is itself; null for the root. */
export function blockOf(node: LexicalNode): LexicalNode | null {
  let block: LexicalNode | null = node;
  while (block !== null && !$isRootOrShadowRoot(block.getParent())) block = block.getParent();
  return block;
}

/**
 * Puts an image behind a block; at the top of the text where `after` is null. An empty line stays behind it, to go on writing, and there is one
 * where it would be the last. @returns the image's key
 */
export function $insertImage(after: NodeKey | null, value: ImageValue): NodeKey {
  const image = $createImageNode(value);
  const block = after === null ? null : $getNodeByKey(after);
  if (block === null) {
    const first = $getRoot().getFirstChild();
    if (first === null) $getRoot().append(image);
    else first.insertBefore(image);
  } else if ($isParagraphNode(block) && block.isEmpty()) block.insertBefore(image);
  else block.insertAfter(image);
  if (image.getNextSibling() === null) image.insertAfter($createParagraphNode());
  return image.getKey();
}

/** Puts the caret into the block behind an image, or marks the image where there is none to write in. */
export function $goBehind(image: LexicalNode): void {
  const next = image.getNextSibling();
  if ($isElementNode(next)) next.selectStart();
  else $select(image.getKey());
}

/** Marks a block that holds no caret. */
export function $select(key: NodeKey): void {
  const selection = $createNodeSelection();
  selection.add(key);
  $setSelection(selection);
}

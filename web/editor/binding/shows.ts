import type { BindingV2 } from '@lexical/yjs';
import { $getNodeByKey, $isElementNode, $isTextNode, type LexicalNode } from 'lexical';
import { XmlElement, XmlText, type YEvent } from 'yjs';

/** The elements that events told of: for a text the one around it. */
export function elementsOf(events: readonly YEvent<XmlElement | XmlText>[]): Set<XmlElement> {
  const elements = new Set<XmlElement>();
  for (const { target } of events) {
    const element: unknown = target instanceof XmlText ? target.parent : target;
    if (element instanceof XmlElement && (element._item === null || !element._item.deleted)) elements.add(element);
  }
  return elements;
}

/** Whether two texts stand side by side, as when two people write the first letter of a line at once. */
export function hasNeighbours(element: XmlElement): boolean {
  const children: readonly unknown[] = element.toArray();
  return children.some((child, index) => child instanceof XmlText && children[index - 1] instanceof XmlText);
}

/**
 * Whether the binding knows which nodes stand for these elements, for what they hold and for what they are in, before it is told of a
 * change: each one's node stands under its parent's. Where it mistook one row of a table for another, say, it would show a change of the one
 * in the other, or move it there. To be asked in a reading of the editor's state.
 */
export function $knows(binding: BindingV2, elements: Iterable<XmlElement>): boolean {
  for (const element of elements) {
    const children: readonly unknown[] = element.toArray();
    for (const child of children) if (child instanceof XmlElement && !$standsRight(binding, child)) return false;
    for (let inner = element; inner !== binding.root; ) {
      if (!$standsRight(binding, inner) || !(inner.parent instanceof XmlElement)) return false;
      inner = inner.parent;
    }
  }
  return true;
}

/** What it doesn't know yet it will make. */
function $standsRight(binding: BindingV2, element: XmlElement): boolean {
  const parent = element.parent instanceof XmlElement ? nodeOf(binding, element.parent) : null;
  const known = nodeOf(binding, element);
  return known === null || parent === null || $getNodeByKey(known.getKey())?.__parent === parent.getKey();
}

function nodeOf(binding: BindingV2, element: XmlElement): LexicalNode | null {
  const mapped = binding.mapping.get(element);
  return mapped === undefined || Array.isArray(mapped) ? null : mapped;
}

/**
 * Whether the editor shows what these elements hold: the same words between the same children. To be asked in a reading of the editor's state.
 */
export function $shows(binding: BindingV2, elements: Iterable<XmlElement>): boolean {
  for (const element of elements) {
    const mapped = nodeOf(binding, element);
    const node = mapped === null ? null : $getNodeByKey(mapped.getKey());
    if (node === null || !node.isAttached()) return false;
    if ($isElementNode(node) && !$showsChildren(binding, element, node.getChildren())) return false;
  }
  return true;
}

function $showsChildren(binding: BindingV2, element: XmlElement, shown: readonly LexicalNode[]): boolean {
  const children: readonly unknown[] = element.toArray();
  let at = 0;
  let words = '';
  const $showsWords = (): boolean => {
    let seen = '';
    for (let node = shown[at]; $isTextNode(node); node = shown[++at]) seen += node.getTextContent();
    const same = seen === words;
    words = '';
    return same;
  };
  for (const child of children) {
    if (child instanceof XmlText) {
      words += wordsOf(child);
    } else if (child instanceof XmlElement) {
      if (!$showsWords()) return false;
      const node = shown[at++];
      if (node === undefined || node.getType() !== child.nodeName) return false;
      // A node without children isn't always known by its element.
      if ($isElementNode(node) && nodeOf(binding, child)?.getKey() !== node.getKey()) return false;
    }
  }
  return $showsWords() && at === shown.length;
}

function wordsOf(text: XmlText): string {
  const delta: readonly { readonly insert?: unknown }[] = text.toDelta();
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

import type { BindingV2 } from '@lexical/yjs';
import { $isElementNode, $isTextNode, type EditorState, type LexicalNode, type TextNode } from 'lexical';
import { XmlElement, XmlText } from 'yjs';

/** What stands in an element for the binding: a node, or the nodes that are one text. */
type Match = LexicalNode | TextNode[];

/**
 * Which node stands for which part of the document, kept right while the binding writes. Where it finds an element equal to another node than it
 * knew for it, it takes the new one, but goes on to know what is in there by nodes that are gone, or that stand elsewhere by now: what others
 * write into it next would be shown in a wrong place, or throw; and a caret in there is nowhere for them.
 */
export class Matches {
  readonly #binding: BindingV2;
  /** The elements that were given a node in the write that is going on. */
  #given: Set<XmlElement> | null = null;

  constructor(binding: BindingV2) {
    this.#binding = binding;
    const { mapping } = binding;
    const set = mapping.set.bind(mapping);
    mapping.set = (part, match) => {
      if (part instanceof XmlElement) this.#given?.add(part);
      set(part, match);
    };
  }

  /** Lets the binding write what the editor now shows, and then has everything in there stand for what it became. */
  write(state: EditorState, write: () => void): void {
    const given = new Set<XmlElement>();
    this.#given = given;
    try {
      write();
      // What is given a node by this comes to its end.
      state.read(() => {
        for (const element of given) this.#$matchChildren(element);
      });
    } finally {
      this.#given = null;
    }
  }

  #$matchChildren(element: XmlElement): void {
    const node = this.#binding.mapping.get(element);
    if (element._item?.deleted === true || node === undefined || Array.isArray(node) || !$isElementNode(node)) return;
    const shown = $partsOf(node);
    for (const part of partsIn(element)) {
      // A text without words is shown by nothing.
      if (part instanceof XmlText && part.length === 0 && !Array.isArray(shown[0])) continue;
      const match = shown.shift();
      if (match === undefined || !couldBe(part, match)) return;
      if (!isSame(this.#binding.mapping.get(part), match)) this.#binding.mapping.set(part, match);
    }
  }
}

function partsIn(element: XmlElement): (XmlElement | XmlText)[] {
  const children: readonly unknown[] = element.toArray();
  return children.filter((child) => child instanceof XmlElement || child instanceof XmlText);
}

/** Texts side by side are one. */
function $partsOf(node: LexicalNode): Match[] {
  const parts: Match[] = [];
  for (const child of $isElementNode(node) ? node.getChildren() : []) {
    const last = parts.at(-1);
    if (!$isTextNode(child)) parts.push(child);
    else if (Array.isArray(last)) last.push(child);
    else parts.push([child]);
  }
  return parts;
}

function couldBe(part: XmlElement | XmlText, match: Match): boolean {
  if (part instanceof XmlText) return Array.isArray(match);
  return !Array.isArray(match) && match.getType() === part.nodeName;
}

function isSame(known: LexicalNode | TextNode[] | undefined, match: Match): boolean {
  if (!Array.isArray(known) || !Array.isArray(match)) return known === match;
  return known.length === match.length && known.every((node, index) => node === match[index]);
}

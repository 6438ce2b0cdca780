import { createDOMRange } from '@lexical/selection';
import type { BindingV2 } from '@lexical/yjs';
import { $getNearestNodeFromDOMNode, $isTextNode, type LexicalEditor, type TextNode } from 'lexical';
import { XmlText } from 'yjs';
import type { DocumentWords, SharedPlace, Span } from './document-words.ts';

/** Where a span of words is on the page; null where it isn't shown. */
export function rangeOf(editor: LexicalEditor, binding: BindingV2, words: DocumentWords, span: Span): Range | null {
  const places = words.placesOf(span);
  if (places === null) return null;
  return editor.read(() => {
    const [start, end] = [$pointOf(binding, places[0], false), $pointOf(binding, places[1], true)];
    return start === null || end === null ? null : createDOMRange(editor, start.node, start.offset, end.node, end.offset);
  });
}

/** The words that are selected on the page, also in a text that may only be read; an empty span for a caret, null where neither is in the text. */
export function selectedSpan(editor: LexicalEditor, binding: BindingV2, words: DocumentWords): Span | null {
  const root = editor.getRootElement();
  const selection = root?.ownerDocument.getSelection() ?? null;
  if (root === null || selection === null || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return null;
  return editor.read(() => {
    const offsets = textsIn(range).flatMap(({ node, from, to }) => {
      const [start, end] = [$offsetOf(binding, words, node, from), $offsetOf(binding, words, node, to)];
      return start === null || end === null ? [] : [start, end];
    });
    const [from, to] = [offsets[0], offsets.at(-1)];
    return from === undefined || to === undefined ? null : { from, to };
  });
}

interface TextPart {
  readonly node: Text;
  readonly from: number;
  readonly to: number;
}

/** What a range holds of each piece of text; for a caret the one that it is in. */
function textsIn(range: Range): TextPart[] {
  const top = range.commonAncestorContainer;
  if (top instanceof Text) return [{ node: top, from: range.startOffset, to: range.endOffset }];
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT, (node) =>
    range.intersectsNode(node) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP,
  );
  const parts: TextPart[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (from < to) parts.push({ node, from, to });
  }
  return parts;
}

/** Where a place in a piece of text on the page is among the words. */
function $offsetOf(binding: BindingV2, words: DocumentWords, dom: Text, offset: number): number | null {
  const node = $getNearestNodeFromDOMNode(dom);
  const type = $isTextNode(node) ? binding.mapping.getSharedType(node) : undefined;
  if (!$isTextNode(node) || !(type instanceof XmlText)) return null;
  let index = Math.min(offset, node.getTextContentSize());
  // Neighbours in other formats are one shared text.
  for (let before = node.getPreviousSibling(); $isTextNode(before); before = before.getPreviousSibling())
    index += before.getTextContentSize();
  return words.offsetOf(type, index);
}

/** @param end of what ends there the piece before it counts, else the one behind it */
function $pointOf(
  binding: BindingV2,
  { type, index }: SharedPlace,
  end: boolean,
): { readonly node: TextNode; readonly offset: number } | null {
  const nodes = binding.mapping.get(type) ?? [];
  let offset = index;
  for (const [at, node] of nodes.entries()) {
    const size = node.getTextContentSize();
    if (offset < size || (offset === size && (end || at === nodes.length - 1))) return { node, offset };
    offset -= size;
  }
  return null;
}

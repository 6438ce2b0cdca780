import { createDOMRange } from '@lexical/selection';
import { $isElementNode, $isLineBreakNode, type ElementNode, type LexicalEditor, type LexicalNode } from 'lexical';

/** Where a caret stands in the window, as a rectangle without width; null where its place isn't shown. */
export function $caretRect(editor: LexicalEditor, node: LexicalNode, offset: number): DOMRect | null {
  if ($isElementNode(node)) {
    const beside = $besideChild(editor, node, offset);
    if (beside !== null) return beside;
  }
  // The last of them: at the end of a wrapped line there is one at each side of the break.
  const rects = createDOMRange(editor, node, offset, node, offset)?.getClientRects();
  const rect = rects?.item(rects.length - 1);
  if (rect !== null && rect !== undefined && rect.height > 0) return rect;
  return firstLine(editor.getElementByKey(node.getKey()));
}

/** Beside what is no text: an image, a rule, a mention, the end of a line. */
function $besideChild(editor: LexicalEditor, element: ElementNode, offset: number): DOMRect | null {
  const next = element.getChildAtIndex(offset);
  const before = next === null || $isLineBreakNode(next) ? element.getChildAtIndex(offset - 1) : null;
  if (before !== null && $isLineBreakNode(before)) {
    // Behind a break there is nothing yet: Lexical keeps an empty line open with a break of its own.
    return edge(editor.getElementByKey(before.getKey())?.nextElementSibling ?? null, 'left');
  }
  if (before !== null) return edge(editor.getElementByKey(before.getKey()), 'right');
  return next === null ? null : edge(editor.getElementByKey(next.getKey()), 'left');
}

function edge(element: Element | null, side: 'left' | 'right'): DOMRect | null {
  // Text over several lines begins in the first and ends in the last.
  const lines = element?.getClientRects() ?? [];
  const line = lines[side === 'left' ? 0 : lines.length - 1];
  return line === undefined || line.height === 0 ? null : new DOMRect(line[side], line.top, 0, line.height);
}

/** An empty block has no text that could be measured. */
function firstLine(element: HTMLElement | null): DOMRect | null {
  if (element === null) return null;
  const box = element.getBoundingClientRect();
  const { lineHeight, paddingLeft, paddingTop } = getComputedStyle(element);
  const line = Number.parseFloat(lineHeight);
  const height = Number.isFinite(line) ? Math.min(line, box.height) : box.height;
  return new DOMRect(box.left + Number.parseFloat(paddingLeft), box.top + Number.parseFloat(paddingTop), 0, height);
}

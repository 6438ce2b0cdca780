import { $isCodeNode } from '@lexical/code-core';
import { $isLinkNode } from '@lexical/link';
import { $getSelection, $isLineBreakNode, $isRangeSelection, $isTextNode, type NodeKey, type TextNode } from 'lexical';
import { type TriggerKind, triggerAtEnd } from './trigger.ts';

/** What is being typed at the caret to choose from a list. */
export interface Typed {
  readonly kind: TriggerKind;
  readonly query: string;
  /** The text that it stands in, from its sign up to the caret. */
  readonly key: NodeKey;
  readonly start: number;
  readonly end: number;
}

/** Stands for what is no text: a word begins behind none of it. */
const NO_TEXT = '\uFFFC';

/** What is being typed at the caret; null where the caret stands elsewhere, something is selected, or the text is code or a link. */
export function $typedAtCaret(): Typed | null {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return null;
  const { key, offset } = selection.anchor;
  const node = selection.anchor.getNode();
  const line = node.getParent();
  // What holds plain text alone has no room for what is inserted.
  if (!$isTextNode(node) || node.hasFormat('code') || $isCodeNode(line) || $isLinkNode(line)) return null;
  const lead = $lead(node);
  const trigger = triggerAtEnd(lead + node.getTextContent().slice(0, offset));
  const start = (trigger?.start ?? 0) - lead.length;
  return trigger === null || start < 0 ? null : { kind: trigger.kind, query: trigger.query, key, start, end: offset };
}

/** The last character before a text in its line. */
function $lead(node: TextNode): string {
  const before = node.getPreviousSibling();
  if (before === null || $isLineBreakNode(before)) return '';
  return $isTextNode(before) ? before.getTextContent().slice(-1) : NO_TEXT;
}

/** Selects what was typed, so that what is chosen takes its place. Answers false where others have taken it away meanwhile. */
export function $selectTyped({ kind, query }: Pick<Typed, 'kind' | 'query'>): boolean {
  const now = $typedAtCaret();
  const selection = $getSelection();
  if (now === null || now.kind !== kind || now.query !== query || !$isRangeSelection(selection)) return false;
  selection.anchor.set(now.key, now.start, 'text');
  selection.focus.set(now.key, now.end, 'text');
  return true;
}

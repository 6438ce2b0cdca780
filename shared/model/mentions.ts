import { isId } from '../rooms.ts';

export const MENTION_KINDS = ['user', 'task', 'document'] as const;
export type MentionKind = (typeof MENTION_KINDS)[number];

/** What a mention points at, and the words that are shown for it. */
export interface MentionTarget {
  readonly kind: MentionKind;
  /** Of the user, task or document. */
  readonly id: string;
  readonly label: string;
}

/** A mention in a plain text, as UTF-16 offsets. */
export interface Mention extends MentionTarget {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

/** UTF-16 units of a label: a name, or the title of what is mentioned. */
export const LONGEST_LABEL = 500;

/**
 * A mention as it stands in a plain text: `@[label](user:<id>)`, also `task:` and `document:`. Brackets, parentheses and backslashes in
 * label and id have a backslash before them.
 */
export function mentionText({ kind, id, label }: MentionTarget): string {
  return `@[${escaped(label)}](${kind}:${escaped(id)})`;
}

/** All mentions in a text, in order. Takes time linear in the text's length, whatever it holds. */
export function parseMentions(text: string): readonly Mention[] {
  const mentions: Mention[] = [];
  let at = text.indexOf('@[');
  while (at !== -1) {
    const label = readUntil(text, at + 2, ']');
    const target = label.closed && text[label.end + 1] === '(' ? readUntil(text, label.end + 2, ')') : label;
    const mention = target === label ? null : mentionOf(label.text, target, at);
    if (mention !== null) mentions.push(mention);
    // What stopped the reading may begin the next mention: nothing before it can, a bracket would have stopped it earlier.
    at = text.indexOf('@[', mention?.end ?? Math.max(at + 2, target.end - 1));
  }
  return mentions;
}

/** The text as people read it: `@label` in place of each mention. */
export function textWithLabels(text: string): string {
  let result = '';
  let from = 0;
  for (const { start, end, label } of parseMentions(text)) {
    result += `${text.slice(from, start)}@${label}`;
    from = end;
  }
  return result + text.slice(from);
}

interface Piece {
  readonly text: string;
  /** Offset of what stopped the reading. */
  readonly end: number;
  /** It was stopped by the wanted character. */
  readonly closed: boolean;
}

/** Reads up to the closing character. An opening one without a backslash before it stops the reading too: that is no mention. */
function readUntil(text: string, from: number, closing: ']' | ')'): Piece {
  let read = '';
  let start = from;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') {
      read += text.slice(start, at);
      start = ++at;
    } else if (char === closing || char === '[' || (closing === ')' && char === '(')) {
      return { text: read + text.slice(start, at), end: at, closed: char === closing };
    }
  }
  return { text: read + text.slice(start), end: text.length, closed: false };
}

function mentionOf(label: string, target: Piece, start: number): Mention | null {
  const colon = target.text.indexOf(':');
  const kind = MENTION_KINDS.find((known) => known === target.text.slice(0, colon));
  const id = target.text.slice(colon + 1);
  if (!target.closed || kind === undefined || !isId(id) || label === '' || label.length > LONGEST_LABEL) return null;
  return { kind, id, label, start, end: target.end + 1 };
}

function escaped(text: string): string {
  return text.replace(/[[\]()\\]/g, '\\$&');
}

import { BOLD, CODE, HIGHLIGHT, ITALIC, STRIKE, SUBSCRIPT, SUPERSCRIPT, UNDERLINE } from '../text-formats.ts';
import { isElement, type TreeElement, type TreeNode } from '../tree.ts';
import { before, behind, isBlank, isWord } from './escape.ts';
import { formatOf, LINE_BREAK } from './sayable-inline.ts';

/* Pairs the marks and tags of a line that begin and end formats. Each token is looked at a bounded number of times. */

/** Marks that may begin or end a format. What isn't used up as one is text. */
export interface Marks {
  readonly kind: 'marks';
  readonly mark: string;
  count: number;
  readonly opens: boolean;
  readonly closes: boolean;
  /** Formats that begin behind it, and that end before it. */
  readonly begun: number[];
  readonly ended: number[];
}

/** An HTML tag that begins or ends a format, where there is one that ends or begins it. */
export interface Tag {
  readonly kind: 'tag';
  readonly text: string;
  readonly format: number;
  readonly isEnd: boolean;
  isPaired: boolean;
}

export type Token =
  | { readonly kind: 'text'; readonly text: string; readonly format: number }
  | { readonly kind: 'break' }
  | { readonly kind: 'node'; readonly node: TreeElement }
  /** A `[` or `![` that may begin a link or an image. */
  | { readonly kind: 'bracket'; readonly text: string }
  | Tag
  | Marks;

/** The format that an HTML element means, by its name. */
export const TAG_FORMATS: ReadonlyMap<string, number> = new Map([
  ['strong', BOLD],
  ['b', BOLD],
  ['em', ITALIC],
  ['i', ITALIC],
  ['s', STRIKE],
  ['del', STRIKE],
  ['strike', STRIKE],
  ['u', UNDERLINE],
  ['ins', UNDERLINE],
  ['code', CODE],
  ['sub', SUBSCRIPT],
  ['sup', SUPERSCRIPT],
  ['mark', HIGHLIGHT],
]);

export function isMark(character: string): boolean {
  return character === '*' || character === '_' || character === '~' || character === '=';
}

/** How many of a mark make a format. */
export function leastOf(mark: string): number {
  return mark === '~' || mark === '=' ? 2 : 1;
}

/** Marks begin something before what isn't a blank, and end something behind it; an underline inside a word does neither. */
export function marksAt(text: string, at: number, count: number): Marks {
  const mark = text.charAt(at);
  const previous = before(text, at);
  const next = behind(text, at + count);
  const opens = !isBlank(next) && !(mark === '_' && isWord(previous));
  const closes = !isBlank(previous) && !(mark === '_' && isWord(next));
  return { kind: 'marks', mark, count, opens, closes, begun: [], ended: [] };
}

/** Nodes of what the tokens mean. */
export function resolve(tokens: readonly Token[]): readonly TreeNode[] {
  pairTags(tokens);
  const openers: Marks[] = [];
  /** Below this many openers there is none of that mark: nobody looks there twice. */
  const bottom = new Map<string, number>();
  for (const token of tokens) {
    if (token.kind !== 'marks') continue;
    while (token.closes && token.count >= leastOf(token.mark)) {
      const found = findOpener(openers, token, bottom.get(token.mark) ?? 0);
      if (found === null) {
        bottom.set(token.mark, openers.length);
        break;
      }
      const { index, opener } = found;
      const used = Math.min(2, opener.count, token.count);
      const format = formatOfMark(token.mark, used);
      opener.begun.push(format);
      token.ended.push(format);
      opener.count -= used;
      token.count -= used;
      openers.length = opener.count === 0 ? index : index + 1;
      for (const [mark, least] of bottom) bottom.set(mark, Math.min(least, openers.length));
    }
    if (token.opens && token.count > 0) openers.push(token);
  }
  return nodesOf(tokens);
}

function pairTags(tokens: readonly Token[]): void {
  const begun = new Map<number, Tag[]>();
  for (const token of tokens) {
    if (token.kind !== 'tag') continue;
    const waiting = begun.get(token.format) ?? [];
    begun.set(token.format, waiting);
    if (!token.isEnd) waiting.push(token);
    else {
      const opener = waiting.pop();
      if (opener === undefined) continue;
      opener.isPaired = true;
      token.isPaired = true;
    }
  }
}

function findOpener(openers: readonly Marks[], { mark }: Marks, bottom: number): { index: number; opener: Marks } | null {
  for (let index = openers.length - 1; index >= bottom; index--) {
    const opener = openers[index];
    if (opener !== undefined && opener.mark === mark && opener.count >= leastOf(mark)) return { index, opener };
  }
  return null;
}

function formatOfMark(mark: string, used: number): number {
  if (mark === '~') return STRIKE;
  if (mark === '=') return HIGHLIGHT;
  return used === 2 ? BOLD : ITALIC;
}

function nodesOf(tokens: readonly Token[]): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  const active = new Map<number, number>();
  const count = (format: number, by: number): void => void active.set(format, (active.get(format) ?? 0) + by);
  const now = (): number => [...active].reduce((format, [bit, times]) => (times > 0 ? format | bit : format), 0);
  const add = (text: string, format: number): void => {
    if (text !== '') nodes.push({ name: 'text', attributes: { __format: format }, text });
  };
  for (const token of tokens) {
    switch (token.kind) {
      case 'text':
        add(token.text, token.format | now());
        break;
      case 'break':
        nodes.push(LINE_BREAK);
        break;
      case 'bracket':
        add(token.text, now());
        break;
      case 'node':
        nodes.push(formatted(token.node, now()));
        break;
      case 'tag':
        if (token.isPaired) count(token.format, token.isEnd ? -1 : 1);
        else add(token.text, now());
        break;
      case 'marks':
        for (const format of token.ended) count(format, -1);
        add(token.mark.repeat(token.count), now());
        for (const format of token.begun) count(format, 1);
    }
  }
  return nodes;
}

/** A link's words have the formats around the link. */
function formatted(node: TreeElement, format: number): TreeElement {
  if (format === 0 || node.children.length === 0) return node;
  const children = node.children.map((child) =>
    isElement(child) ? child : { ...child, attributes: { __format: formatOf(child) | format } },
  );
  return { ...node, children };
}

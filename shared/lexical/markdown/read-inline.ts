import { newId } from '../../ids.ts';
import { LONGEST_LABEL, MENTION_KINDS } from '../../model/mentions.ts';
import { cut } from '../../model/values.ts';
import { isId } from '../../rooms.ts';
import type { Random } from '../../time.ts';
import { isSafeAddress } from '../schema.ts';
import { isElement, type TreeElement, type TreeNode, type TreeRun } from '../tree.ts';

/*
 * The marks inside a line of Markdown, in time linear in its length: Lexical's own reader takes minutes for 100 KB of short lines, and
 * seconds for a line of 20,000 backticks.
 */

/** Bits of Lexical's text format. */
const BOLD = 1;
const ITALIC = 2;
const STRIKE = 4;
const CODE = 16;
const HIGHLIGHT = 128;

/** Characters of a link's address and of its title; a link is looked for no further. */
const ADDRESS_LENGTH = 2048;
const TITLE_LENGTH = 500;

/** Marks that may begin or end a format. What isn't used up as one is text. */
interface Marks {
  readonly kind: 'marks';
  readonly mark: string;
  count: number;
  readonly opens: boolean;
  readonly closes: boolean;
  /** Formats that begin behind it, and that end before it. */
  readonly begun: number[];
  readonly ended: number[];
}

type Token =
  | { readonly kind: 'text'; readonly text: string; readonly format: number }
  | { readonly kind: 'break' }
  | { readonly kind: 'node'; readonly node: TreeElement }
  /** A `[` that may begin a link. */
  | { readonly kind: 'bracket' }
  | Marks;

/** What a text means, its line breaks included. `random`: for the ids of mentions. */
export function readInline(text: string, random: Random): readonly TreeNode[] {
  return resolve(tokensOf(text, random));
}

/** Lines as they are, without marks. */
export function literalLines(lines: readonly string[]): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0) nodes.push(LINE_BREAK);
    addText(nodes, line, 0);
  }
  return nodes;
}

const LINE_BREAK: TreeElement = { name: 'linebreak', attributes: {}, children: [] };

function tokensOf(text: string, random: Random): Token[] {
  const tokens: Token[] = [];
  const brackets: number[] = [];
  const code = codeEnds(text);
  let plain = '';
  const flush = (): void => {
    if (plain !== '') tokens.push({ kind: 'text', text: plain, format: 0 });
    plain = '';
  };
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    const run = runLength(text, at);
    if (character === '\\' && next === '\n') {
      at += 1;
    } else if (character === '\\' && /[!-/:-@[-`{-~]/.test(next)) {
      plain += next;
      at += 2;
    } else if (character === '\n') {
      plain = plain.trimEnd();
      flush();
      tokens.push({ kind: 'break' });
      at += 1;
      while (text.charAt(at) === ' ') at += 1;
    } else if (character === '`') {
      const end = code.get(at);
      flush();
      if (end === undefined) plain = text.slice(at, at + run);
      else tokens.push({ kind: 'text', text: codeText(text.slice(at + run, end)), format: CODE });
      at = end === undefined ? at + run : end + run;
    } else if (character === '&' && next === '#') {
      const [entity = '', digits = ''] = /^&#(\d{1,7});/.exec(text.slice(at, at + 10)) ?? [];
      const meant = characterOf(digits);
      plain += meant ?? character;
      at += meant === null ? 1 : entity.length;
    } else if (character === '[') {
      flush();
      brackets.push(tokens.length);
      tokens.push({ kind: 'bracket' });
      at += 1;
    } else if (character === ']' && brackets.length > 0) {
      flush();
      const opener = brackets.pop() ?? 0;
      const target = next === '(' ? targetOf(text, at + 2) : null;
      if (target === null) {
        plain = ']';
        at += 1;
      } else {
        const inner = resolve(tokens.splice(opener).slice(1));
        const made = linkOrMention(inner, target, random);
        for (const node of made)
          tokens.push(isElement(node) ? { kind: 'node', node } : { kind: 'text', text: node.text, format: formatOf(node) });
        // No links inside of links.
        brackets.length = 0;
        at = target.end;
      }
    } else if (isMark(character) && run >= leastOf(character)) {
      flush();
      tokens.push(marksOf(text, at, run));
      at += run;
    } else {
      plain += character;
      at += 1;
    }
  }
  flush();
  return tokens;
}

function isMark(character: string): boolean {
  return character === '*' || character === '_' || character === '~' || character === '=';
}

function runLength(text: string, at: number): number {
  const character = text.charAt(at);
  if (character !== '`' && !isMark(character)) return 1;
  let end = at + 1;
  while (text.charAt(end) === character) end++;
  return end - at;
}

/** Marks begin something before what isn't a blank, and end something behind it; an underline inside a word does neither. */
function marksOf(text: string, at: number, run: number): Marks {
  const mark = text.charAt(at);
  const before = text.charAt(at - 1);
  const behind = text.charAt(at + run);
  const isWord = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);
  const opens = behind.trim() !== '' && !(mark === '_' && isWord(before));
  const closes = before.trim() !== '' && !(mark === '_' && isWord(behind));
  return { kind: 'marks', mark, count: run, opens, closes, begun: [], ended: [] };
}

/** Where each run of backticks that begins code ends: at the next run of the same length. */
function codeEnds(text: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const runs = [...text.matchAll(/`+/g)].filter(({ index }) => text.charAt(index - 1) !== '\\');
  const next = new Map<number, number>();
  for (const { index, 0: ticks } of runs.reverse()) {
    const end = next.get(ticks.length);
    if (end !== undefined) ends.set(index, end);
    next.set(ticks.length, index);
  }
  return ends;
}

function codeText(inside: string): string {
  const line = inside.replaceAll('\n', ' ');
  return line.startsWith(' ') && line.endsWith(' ') && line.trim() !== '' ? line.slice(1, -1) : line;
}

/** Pairs marks with those that end them, and makes nodes of what is left. Each token is looked at a bounded number of times. */
function resolve(tokens: readonly Token[]): readonly TreeNode[] {
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

/** How many of a mark make a format. */
function leastOf(mark: string): number {
  return mark === '~' || mark === '=' ? 2 : 1;
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
  for (const token of tokens) {
    switch (token.kind) {
      case 'text':
        addText(nodes, token.text, token.format | now());
        break;
      case 'break':
        nodes.push(LINE_BREAK);
        break;
      case 'bracket':
        addText(nodes, '[', now());
        break;
      case 'node':
        nodes.push(formatted(token.node, now()));
        break;
      case 'marks':
        for (const format of token.ended) count(format, -1);
        addText(nodes, token.mark.repeat(token.count), now());
        for (const format of token.begun) count(format, 1);
    }
  }
  return nodes;
}

/** Adds text, tabs as nodes of their own; what has the format of the text before it continues that. */
function addText(nodes: TreeNode[], text: string, format: number): void {
  for (const piece of text.split(/(\t)/)) {
    if (piece === '') continue;
    if (piece === '\t') {
      nodes.push({ name: 'tab', attributes: {}, text: piece });
      continue;
    }
    const last = nodes.at(-1);
    if (last !== undefined && !isElement(last) && last.name === 'text' && formatOf(last) === format) {
      nodes[nodes.length - 1] = { ...last, text: last.text + piece };
    } else nodes.push({ name: 'text', attributes: format === 0 ? {} : { __format: format }, text: piece });
  }
}

function formatOf({ attributes }: TreeRun): number {
  return typeof attributes.__format === 'number' ? attributes.__format : 0;
}

/** A link's words have the formats around the link. */
function formatted(node: TreeElement, format: number): TreeElement {
  if (format === 0 || node.children.length === 0) return node;
  const children: TreeNode[] = [];
  for (const child of node.children) {
    if (isElement(child) || child.name === 'tab') children.push(child);
    else addText(children, child.text, formatOf(child) | format);
  }
  return { ...node, children };
}

interface Target {
  readonly url: string;
  readonly title: string | null;
  /** Behind the closing parenthesis. */
  readonly end: number;
}

/** What stands in a link's parentheses, from `at`; null where it is no link. */
function targetOf(text: string, at: number): Target | null {
  const rest = text.slice(at, at + ADDRESS_LENGTH + TITLE_LENGTH);
  const match = /^[ \n]?(?:<((?:\\.|[^<>\\\n])*)>|((?:\\.|\([^\s()]*\)|[^\s()\\])*))(?:[ \n]"((?:\\.|[^"\\])*)")?[ \n]?\)/.exec(rest);
  if (match === null) return null;
  const [whole, inAngles, bare = '', title] = match;
  return { url: unescaped(inAngles ?? bare), title: title === undefined ? null : unescaped(title), end: at + whole.length };
}

function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1').replace(ENTITY, (entity, digits) => characterOf(digits) ?? entity);
}

const ENTITY = /&#(\d{1,7});/g;

/** The character with this number, or null. */
function characterOf(digits: string): string | null {
  const point = Number(digits);
  return point === 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? null : String.fromCodePoint(point);
}

function linkOrMention(inner: readonly TreeNode[], { url, title }: Target, random: Random): readonly TreeNode[] {
  const mention = mentionOf(inner, url, random);
  if (mention !== null) return [mention];
  if (!isSafeAddress(url)) return inner;
  // Whatever can't stand in a link stands for itself by its words.
  const children = inner.filter((node) => !isElement(node) || node.name === 'linebreak' || node.name === 'mention');
  return [{ name: 'link', attributes: { __url: url, ...(title !== null && { __title: title }) }, children }];
}

function mentionOf(inner: readonly TreeNode[], url: string, random: Random): TreeElement | null {
  const [, kind, written = ''] = /^weft:([a-z]+)\/([\w.%-]+)$/.exec(url) ?? [];
  const words = inner.map((node) => (isElement(node) ? '' : node.text)).join('');
  const known = MENTION_KINDS.find((word) => word === kind);
  const target = decoded(written);
  if (known === undefined || target === null || !words.startsWith('@') || words.length === 1) return null;
  const attributes = { __id: newId('men_', random), __kind: known, __target: target, __label: cut(words.slice(1), LONGEST_LABEL) };
  return { name: 'mention', attributes, children: [] };
}

function decoded(written: string): string | null {
  try {
    const id = decodeURIComponent(written);
    return isId(id) ? id : null;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

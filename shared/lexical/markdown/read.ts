import type { Random } from '../../time.ts';
import type { TreeElement, TreeNode } from '../tree.ts';
import { literalLines, readInline } from './read-inline.ts';

/*
 * Markdown into the blocks of a document: headings, quotes, lists in lists, and paragraphs, whose single line ends stay line ends. What a
 * document can't hold (tables, rules, fenced code) stays as the text that it is. Takes time linear in the length.
 */

/** None of these takes more than one look at a character: `s`, since `.` else stops at some line ends and the rest is tried again. */
const HEADING = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const QUOTE = /^ {0,3}> ?(.*)$/s;
const FENCE = /^ {0,3}(`{3,}|~{3,})[^`]*$/;
const ITEM = /^([ \t]*)(?:[-*+]|(\d{1,9})[.)])(?:[ \t]+(.*))?$/s;
const CHECK = /^\[([ xX])\](?:[ \t]+(.*))?$/s;

/** Lists in lists: deeper items stand at this depth. */
const LIST_DEPTH = 20;
/** Columns of a tab at the beginning of a line. */
const TAB = '    ';

interface Item {
  readonly type: 'number' | 'bullet' | 'check';
  readonly indent: number;
  /** Of the number it was given. */
  readonly number: number;
  readonly checked: boolean;
  readonly lines: string[];
}

/** @param random for the ids of mentions */
export function readMarkdown(markdown: string, random: Random): readonly TreeElement[] {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n');
  const blocks: TreeElement[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const heading = HEADING.exec(line);
    const fence = FENCE.exec(line)?.[1];
    let end = at + 1;
    if (line.trim() === '') {
      at = end;
      continue;
    }
    if (heading !== null) {
      const children = readInline(headingText(line.slice(heading[0].length)), random);
      blocks.push({ name: 'heading', attributes: { __tag: `h${heading[1]?.length ?? 1}` }, children });
    } else if (fence !== undefined) {
      while (end < lines.length && !isFenceEnd(lines[end] ?? '', fence)) end++;
      end = Math.min(end + 1, lines.length);
      blocks.push({ name: 'paragraph', attributes: {}, children: literalLines(trimmedEnd(lines.slice(at, end))) });
    } else if (QUOTE.test(line)) {
      while (QUOTE.test(lines[end] ?? '')) end++;
      const inside = lines.slice(at, end).map((quoted) => QUOTE.exec(quoted)?.[1] ?? '');
      blocks.push({ name: 'quote', attributes: {}, children: readInline(inside.join('\n').trim(), random) });
    } else if (itemOf(line) !== null) {
      const list = readItems(lines, at);
      end = list.end;
      for (const made of listsOf(list.items, random)) blocks.push(made);
    } else {
      while (end < lines.length && !endsParagraph(lines[end] ?? '')) end++;
      blocks.push({ name: 'paragraph', attributes: {}, children: readInline(lines.slice(at, end).join('\n').trim(), random) });
    }
    at = end;
  }
  return blocks;
}

/** Marks at the end close a heading. */
function headingText(text: string): string {
  return text
    .trim()
    .replace(/(?:^|[ \t])#+$/, '')
    .trimEnd();
}

function isFenceEnd(line: string, fence: string): boolean {
  const marks = line.trim();
  return marks.length >= fence.length && marks === fence.charAt(0).repeat(marks.length);
}

function trimmedEnd(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.trimEnd());
}

/** A number other than 1 begins no list inside a paragraph: it is more likely a year. */
function endsParagraph(line: string): boolean {
  if (line.trim() === '' || HEADING.test(line) || FENCE.test(line) || QUOTE.test(line)) return true;
  const item = itemOf(line);
  return item !== null && (item.type !== 'number' || item.number === 1) && item.lines[0] !== '';
}

function itemOf(line: string): Item | null {
  const match = ITEM.exec(line);
  if (match === null) return null;
  const [, before = '', number, text = ''] = match;
  const indent = before.replaceAll('\t', TAB).length;
  if (number !== undefined) return { type: 'number', indent, number: Number(number), checked: false, lines: [text] };
  const check = CHECK.exec(text);
  if (check === null) return { type: 'bullet', indent, number: 1, checked: false, lines: [text] };
  return { type: 'check', indent, number: 1, checked: check[1] !== ' ', lines: [check[2] ?? ''] };
}

/** Items in a row, with the lines that go on in them. Empty lines between items don't matter. */
function readItems(lines: readonly string[], from: number): { readonly items: readonly Item[]; readonly end: number } {
  const items: Item[] = [];
  let at = from;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const item = itemOf(line);
    if (item !== null) items.push(item);
    else if (line.trim() === '') {
      let next = at;
      while (next < lines.length && (lines[next] ?? '').trim() === '') next++;
      if (itemOf(lines[next] ?? '') === null) break;
      at = next;
      continue;
    } else if (endsParagraph(line)) break;
    else items.at(-1)?.lines.push(line.trim());
    at++;
  }
  return { items, end: at };
}

/** A list that is being made, with the indentation of its items. */
interface OpenList {
  readonly type: Item['type'];
  readonly indent: number;
  readonly start: number;
  readonly children: TreeElement[];
  /** The number of the next item. */
  value: number;
}

/** Lists by indentation. A list in a list stands in an item of its own, as Lexical has it. */
function listsOf(items: readonly Item[], random: Random): readonly TreeElement[] {
  const done: TreeElement[] = [];
  const open: OpenList[] = [];
  const close = (): void => {
    const list = open.pop();
    if (list === undefined) return;
    const parent = open.at(-1);
    if (parent === undefined) done.push(listElement(list));
    else parent.children.push({ name: 'listitem', attributes: numbered(parent.value), children: [listElement(list)] });
  };
  for (const item of items) {
    while (open.length > 1 && item.indent < (open.at(-1)?.indent ?? 0)) close();
    const top = open.at(-1);
    const isDeeper = top !== undefined && item.indent >= top.indent + 2 && open.length < LIST_DEPTH;
    if (top !== undefined && !isDeeper && top.type !== item.type) close();
    if (isDeeper || open.at(-1)?.type !== item.type || top === undefined) {
      open.push({ type: item.type, indent: item.indent, start: item.number, children: [], value: item.number });
    }
    const list = open.at(-1);
    const children: readonly TreeNode[] = readInline(item.lines.join('\n').trim(), random);
    const checked = item.type === 'check' ? { __checked: item.checked } : {};
    list?.children.push({ name: 'listitem', attributes: { ...numbered(list.value++), ...checked }, children });
  }
  while (open.length > 0) close();
  return done;
}

/** 1 is what an item has by itself. */
function numbered(value: number): TreeElement['attributes'] {
  return value === 1 ? {} : { __value: value };
}

function listElement({ type, start, children }: OpenList): TreeElement {
  if (type === 'number') return { name: 'list', attributes: start === 1 ? {} : { __start: start }, children };
  return { name: 'list', attributes: { __listType: type, __tag: 'ul' }, children };
}

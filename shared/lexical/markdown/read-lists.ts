import type { TreeElement, TreeNode } from '../tree.ts';
import { isBlankLine, trimBlanks } from './blanks.ts';

/* Lists, and lists in lists: by signs and indentation. */

/** Three signs and nothing else: dashes of an item in an item in an item would be the same. */
const RULE = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
const ITEM = /^([ \t]*)(?:([-*+])|(\d{1,9})([.)]))(?:[ \t]+(.*))?$/s;
const CHECK = /^\[([ xX])\](?:[ \t]+(.*))?$/s;

/** Lists in lists: deeper items stand at this depth. */
const LIST_DEPTH = 20;
/** Columns of a tab at the beginning of a line. */
const TAB = '    ';
/** The greatest number that the schema believes. */
const LAST_NUMBER = 999_999;

export interface Item {
  readonly type: 'number' | 'bullet' | 'check';
  /** The sign before it: another one begins another list. */
  readonly sign: string;
  readonly indent: number;
  /** The number it was given. */
  readonly number: number;
  readonly checked: boolean;
  readonly lines: string[];
}

/** A line across the page. */
export function isRule(line: string): boolean {
  return RULE.test(line);
}

/** The item that begins with this line, or null. */
export function itemOf(line: string): Item | null {
  const match = isRule(line) ? null : ITEM.exec(line);
  if (match === null) return null;
  const [, before = '', bullet, number, dot, text = ''] = match;
  const sign = bullet ?? dot ?? '';
  const indent = before.replaceAll('\t', TAB).length;
  if (number !== undefined) {
    return { type: 'number', sign, indent, number: Math.min(Number(number), LAST_NUMBER), checked: false, lines: [text] };
  }
  const check = CHECK.exec(text);
  if (check === null) return { type: 'bullet', sign, indent, number: 1, checked: false, lines: [text] };
  return { type: 'check', sign, indent, number: 1, checked: check[1] !== ' ', lines: [check[2] ?? ''] };
}

/** Items in a row, with the lines that go on in them. Empty lines between items don't matter. */
export function readItems(
  lines: readonly string[],
  from: number,
  isOther: (line: string) => boolean,
): { readonly items: readonly Item[]; readonly end: number } {
  const items: Item[] = [];
  let at = from;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const item = itemOf(line);
    if (item !== null) items.push(item);
    else if (isBlankLine(line)) {
      let next = at;
      while (next < lines.length && isBlankLine(lines[next] ?? '')) next++;
      if (itemOf(lines[next] ?? '') === null) break;
      at = next;
      continue;
    } else if (isOther(line)) break;
    else items.at(-1)?.lines.push(line);
    at++;
  }
  return { items, end: at };
}

/** A list that is being made, with the indentation of its items. */
interface OpenList {
  readonly type: Item['type'];
  readonly sign: string;
  readonly indent: number;
  readonly start: number;
  readonly children: TreeElement[];
}

/** Lists by indentation. A list in a list stands in an item of its own, as Lexical has it. @param read what an item's words mean */
export function listsOf(items: readonly Item[], read: (text: string) => readonly TreeNode[]): readonly TreeElement[] {
  const done: TreeElement[] = [];
  const open: OpenList[] = [];
  const close = (): void => {
    const list = open.pop();
    if (list === undefined) return;
    const parent = open.at(-1);
    if (parent === undefined) done.push(listElement(list));
    else parent.children.push({ name: 'listitem', attributes: {}, children: [listElement(list)] });
  };
  for (const item of items) {
    while (open.length > 1 && item.indent < (open.at(-1)?.indent ?? 0)) close();
    const top = open.at(-1);
    const isDeeper = top !== undefined && item.indent >= top.indent + 2 && open.length < LIST_DEPTH;
    const isSame = top !== undefined && top.type === item.type && top.sign === item.sign;
    if (top !== undefined && !isDeeper && !isSame) close();
    if (isDeeper || !isSame) {
      open.push({ type: item.type, sign: item.sign, indent: item.indent, start: item.number, children: [] });
    }
    const checked = item.type === 'check' ? { __checked: item.checked } : {};
    const children = read(trimBlanks(item.lines.join('\n')));
    open.at(-1)?.children.push({ name: 'listitem', attributes: checked, children });
  }
  while (open.length > 0) close();
  return done;
}

/** Its items are numbered by sayable.ts. */
function listElement({ type, start, children }: OpenList): TreeElement {
  if (type === 'number') return { name: 'list', attributes: { __start: start }, children };
  return { name: 'list', attributes: { __listType: type, __tag: 'ul' }, children };
}

import { CALLOUT_KINDS } from '../../model/callouts.ts';
import { wordOf } from '../../model/values.ts';
import type { Random } from '../../time.ts';
import { believed, ELEMENTS } from '../schema.ts';
import { isElement, type TreeElement, type TreeNode } from '../tree.ts';
import { isBlankLine, trimBlanks } from './blanks.ts';
import { readInline } from './read-inline.ts';
import { isRule, itemOf, listsOf, readItems } from './read-lists.ts';
import { readTable } from './read-table.ts';
import { type Reading, spend, TooMuchMarkdown, takeReferences } from './references.ts';
import { sayable } from './sayable.ts';
import { LINE_BREAK } from './sayable-inline.ts';

/*
 * Markdown into the blocks of a document, as write.ts writes them and as others do. Single line ends stay line ends. What a document can't hold
 * (HTML, footnotes) stays as the text that it is, and so does code that is told by its indentation alone: more often that is text of a list.
 * Takes time linear in the length.
 */

export { TooMuchMarkdown };

/** None of these takes more than one look at a character: `s`, since `.` else stops at some line ends and the rest is tried again. */
const HEADING = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const QUOTE = /^ {0,3}> ?(.*)$/s;
const FENCE = /^([ \t]*)(`{3,}|~{3,}(?!~))([^`]*)$/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const ALERT = /^\[!([a-z]+)\][ \t]*$/i;

/** A block that was read, and the line behind it. */
interface Found {
  readonly blocks: readonly TreeElement[];
  readonly end: number;
}

/**
 * @param random for the ids of mentions
 * @param most nodes: reading ends where there are clearly more
 * @throws TooMuchMarkdown
 */
export function readMarkdown(markdown: string, random: Random, most: number = Number.POSITIVE_INFINITY): readonly TreeElement[] {
  const { lines, reference } = takeReferences(markdown.replace(/\r\n?/g, '\n').split('\n'));
  const reading: Reading = { random, reference, room: { left: most } };
  const blocks: TreeElement[] = [];
  for (let at = 0; at < lines.length; ) {
    if (isBlankLine(lines[at] ?? '')) {
      at++;
      continue;
    }
    const found = readBlock(lines, at, reading);
    for (const block of found.blocks) blocks.push(block);
    at = found.end;
  }
  return sayable(blocks);
}

function readBlock(lines: readonly string[], at: number, reading: Reading): Found {
  const line = lines[at] ?? '';
  const [marked, signs] = HEADING.exec(line) ?? [];
  if (marked !== undefined && signs !== undefined) {
    return { blocks: [heading(signs.length, headingText(line.slice(marked.length)), reading)], end: at + 1 };
  }
  const fence = FENCE.exec(line);
  if (fence !== null) return readCode(lines, at, fence);
  if (isRule(line)) return { blocks: [{ name: 'horizontalrule', attributes: {}, children: [] }], end: at + 1 };
  if (QUOTE.test(line)) return readQuote(lines, at, reading);
  if (itemOf(line) !== null) {
    const { items, end } = readItems(lines, at, endsParagraph);
    return { blocks: listsOf(items, (text) => withoutImages(readInline(text, reading))), end };
  }
  return readParagraph(lines, at, reading);
}

function heading(level: number, text: string, reading: Reading): TreeElement {
  return { name: 'heading', attributes: { __tag: `h${level}` }, children: withoutImages(readInline(text, reading)) };
}

/** Marks at the end close a heading. */
function headingText(text: string): string {
  return trimBlanks(trimBlanks(text).replace(/(?:^|[ \t])#+$/, ''));
}

function readCode(lines: readonly string[], at: number, [, indent = '', fence = '', info = '']: RegExpExecArray): Found {
  let end = at + 1;
  while (end < lines.length && !isFenceEnd(lines[end] ?? '', fence)) end++;
  let last = end;
  // Where nobody closes it, empty lines at the end are those of the text.
  while (end === lines.length && last > at + 1 && isBlankLine(lines[last - 1] ?? '')) last--;
  const inside = lines.slice(at + 1, last).map((line) => outdented(line, indent.length));
  const rule = ELEMENTS.get('code')?.attributes ?? {};
  const attributes = believed({ __language: /^[^\s{]*/.exec(trimBlanks(info))?.[0].toLowerCase() ?? '' }, rule);
  const children: TreeNode[] = [{ name: 'text', attributes: {}, text: inside.join('\n') }];
  return { blocks: [{ name: 'code', attributes, children }], end: Math.min(end + 1, lines.length) };
}

function isFenceEnd(line: string, fence: string): boolean {
  const marks = trimBlanks(line);
  return marks.length >= fence.length && marks === fence.charAt(0).repeat(marks.length);
}

/** A line without the blanks that its fence has before it. */
function outdented(line: string, columns: number): string {
  let from = 0;
  while (from < columns && (line.charAt(from) === ' ' || line.charAt(from) === '\t')) from++;
  return line.slice(from);
}

function readQuote(lines: readonly string[], at: number, reading: Reading): Found {
  let end = at + 1;
  while (QUOTE.test(lines[end] ?? '')) end++;
  const inside = lines.slice(at, end).map((quoted) => QUOTE.exec(quoted)?.[1] ?? '');
  const kind = wordOf(ALERT.exec(inside[0] ?? '')?.[1]?.toLowerCase(), CALLOUT_KINDS);
  const words = withoutImages(readInline(trimBlanks((kind === null ? inside : inside.slice(1)).join('\n')), reading));
  const block = kind === null ? { name: 'quote', attributes: {} } : { name: 'callout', attributes: { __kind: kind } };
  return { blocks: [{ ...block, children: words }], end };
}

/** A paragraph, up to a line that begins something else; or what it turns out to be by the line behind it. */
function readParagraph(lines: readonly string[], at: number, reading: Reading): Found {
  const text = (end: number): string => trimBlanks(lines.slice(at, end).join('\n'));
  for (let end = at; ; end++) {
    const line = lines[end];
    const isFirst = end === at;
    const [, underline] = isFirst ? [] : (UNDERLINE.exec(line ?? '') ?? []);
    if (underline !== undefined) return { blocks: [heading(underline.startsWith('=') ? 1 : 2, text(end), reading)], end: end + 1 };
    if (line === undefined || (!isFirst && endsParagraph(line))) return { blocks: paragraphs(readInline(text(end), reading)), end };
    const found = readTable(lines, end, endsParagraph, (words) => {
      // The cell itself.
      spend(reading, 1);
      return paragraphs(readInline(words, reading));
    });
    if (found !== null) return { blocks: [...paragraphs(readInline(text(end), reading)), found.table], end: found.end };
  }
}

/** A number other than 1 begins no list inside a paragraph: it is more likely a year. */
function endsParagraph(line: string): boolean {
  if (isBlankLine(line) || HEADING.test(line) || FENCE.test(line) || isRule(line) || QUOTE.test(line)) return true;
  const item = itemOf(line);
  return item !== null && (item.type !== 'number' || item.number === 1) && item.lines[0] !== '';
}

/** Images are blocks of their own; a line break between words and an image is no more than that. */
function paragraphs(nodes: readonly TreeNode[]): readonly TreeElement[] {
  const blocks: TreeElement[] = [];
  let words: TreeNode[] = [];
  const close = (isBeforeImage: boolean): void => {
    if (blocks.length > 0 && words[0] === LINE_BREAK) words.shift();
    if (isBeforeImage && words.at(-1) === LINE_BREAK) words.pop();
    if (words.length > 0) blocks.push({ name: 'paragraph', attributes: {}, children: words });
    words = [];
  };
  for (const node of nodes) {
    if (isElement(node) && node.name === 'image') {
      close(true);
      blocks.push(node);
    } else words.push(node);
  }
  close(false);
  return blocks;
}

/** Where no block may stand, an image is its description. */
function withoutImages(nodes: readonly TreeNode[]): readonly TreeNode[] {
  return nodes.map((node) =>
    isElement(node) && node.name === 'image' ? { name: 'text', attributes: {}, text: String(node.attributes.__alt) } : node,
  );
}

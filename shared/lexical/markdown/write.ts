import type { TreeElement, TreeNode } from '../tree.ts';
import { isElement } from '../tree.ts';
import { escapeAddress, escapeLine, escapeWords, tickRuns } from './escape.ts';
import { sayable } from './sayable.ts';
import { plainText } from './sayable-inline.ts';
import { HEADER } from './sayable-table.ts';
import { type LineStyle, writeInline } from './write-inline.ts';
import { writeList } from './write-list.ts';

/*
 * A document as Markdown: CommonMark with tables, checklists, strikes and alerts as GitHub has them, `==` for what is highlighted, and HTML tags
 * for what Markdown lacks. What is written means the same when read.ts reads it, see sayable.ts. In time linear in the size.
 */

export interface MarkdownOptions {
  /** Where an image's file is; by default `weft:file/<id>`, which comes back as the image when it is read again. */
  readonly fileAddress?: (file: string) => string;
}

const LINES: LineStyle = { isOneLine: false, isCell: false };
const ONE_LINE: LineStyle = { isOneLine: true, isCell: false };
const CELL: LineStyle = { isOneLine: true, isCell: true };

/** The blocks as Markdown, without a line end behind the last. */
export function writeMarkdown(tree: readonly TreeElement[], options: MarkdownOptions = {}): string {
  const { fileAddress = (file) => `weft:file/${file}` } = options;
  const written: string[] = [];
  let previous: TreeElement | undefined;
  let isOther = false;
  for (const block of sayable(tree)) {
    // Two lists in a row are told apart by their signs.
    isOther = block.name === 'list' && previous?.name === 'list' && block.attributes.__tag === previous.attributes.__tag && !isOther;
    written.push(block.name === 'list' ? writeList(block, isOther, itemLines).join('\n') : writeBlock(block, fileAddress));
    previous = block;
  }
  return written.join('\n\n');
}

type FileAddress = (file: string) => string;

function writeBlock(block: TreeElement, fileAddress: FileAddress): string {
  const { name, attributes, children } = block;
  switch (name) {
    case 'heading':
      return '#'.repeat(Number(String(attributes.__tag).slice(1))) + (children.length === 0 ? '' : ` ${headingText(children)}`);
    case 'quote':
      return quoted(linesOf(children));
    case 'callout':
      return quoted([`[!${String(attributes.__kind ?? 'note').toUpperCase()}]`, ...(children.length === 0 ? [] : linesOf(children))]);
    case 'code':
      return fenced(plainText(children), String(attributes.__language ?? ''));
    case 'horizontalrule':
      return '---';
    case 'image':
      return writeImage(block, fileAddress);
    case 'table':
      return writeTable(block, fileAddress);
    default:
      return linesOf(children).join('\n');
  }
}

/** Lines, each but the last with the backslash that makes its end a line break. */
function linesOf(nodes: readonly TreeNode[]): readonly string[] {
  const lines = writeInline(nodes, LINES).map(escapeLine);
  return lines.map((line, index) => (index === lines.length - 1 ? line : `${line}\\`));
}

function itemLines(nodes: readonly TreeNode[]): readonly string[] {
  return nodes.length === 0 ? [] : linesOf(nodes);
}

/** Number signs at the end would belong to the heading. */
function headingText(nodes: readonly TreeNode[]): string {
  return escapeLine(writeInline(nodes, ONE_LINE).join('')).replace(/(?<!\\)#$/, '\\#');
}

function quoted(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n');
}

function fenced(text: string, language: string): string {
  let length = 3;
  for (const run of tickRuns(text)) length = Math.max(length, run + 1);
  const fence = '`'.repeat(length);
  return `${fence}${language}\n${text === '' ? '' : `${text}\n`}${fence}`;
}

function writeImage({ attributes }: TreeElement, fileAddress: FileAddress): string {
  const { __file: file, __alt: alt = '', __width: width = 0, __height: height = 0 } = attributes;
  const address = fileAddress(String(file));
  const where = /^weft:file\/[0-9a-f]+$/.test(address) ? address : escapeAddress(address);
  const size = width === 0 && height === 0 ? '' : ` "${width}x${height}"`;
  return `![${escapeWords(String(alt))}](${where}${size})`;
}

/** A table without a header gets an empty one: Markdown has none without. */
function writeTable({ children }: TreeElement, fileAddress: FileAddress): string {
  const rows = children.filter(isElement).map((row) => row.children.filter(isElement));
  const [first = []] = rows;
  const lines = rows.map((row) => rowOf(row.map((cell) => cellText(cell, fileAddress))));
  const hasHeader = first.some(({ attributes }) => attributes.__headerState === HEADER);
  const [header, body] = hasHeader ? [lines[0] ?? '', lines.slice(1)] : [rowOf(first.map(() => '')), lines];
  return [header, rowOf(first.map(() => '---')), ...body].join('\n');
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cellText({ children }: TreeElement, fileAddress: FileAddress): string {
  const written = children
    .filter(isElement)
    .map((block) => (block.name === 'image' ? writeImage(block, fileAddress) : writeInline(block.children, CELL).join('')));
  return escapeLine(written.join('<br>').replaceAll('|', '\\|'));
}

import type { TreeElement, TreeNode } from '../tree.ts';
import { isBlankLine, trimBlanks } from './blanks.ts';
import { GAINED, HEADER } from './sayable-table.ts';

/* Tables as GitHub has them: a line of cells, a line of dashes, and lines of cells up to an empty one. */

const DASHES = /^[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$/;

/**
 * The table that begins with this line, null where none does.
 * @param isOther whether a line begins another block
 * @param blocksOf what a cell's words mean
 */
export function readTable(
  lines: readonly string[],
  at: number,
  isOther: (line: string) => boolean,
  blocksOf: (words: string) => readonly TreeElement[],
): { readonly table: TreeElement; readonly end: number } | null {
  const dashes = lines[at + 1] ?? '';
  if (!dashes.includes('|') || !DASHES.test(dashes)) return null;
  const header = cellsOf(lines[at] ?? '');
  const width = header.length;
  if (width !== cellsOf(dashes).length) return null;
  const body: (readonly string[])[] = [];
  // A few signs a line must not become millions of cells: a table ends where it would gain more than it has.
  let left = width + GAINED;
  let end = at + 2;
  while (end < lines.length && !isOther(lines[end] ?? '')) {
    const row = cellsOf(lines[end] ?? '');
    left += row.length - Math.max(0, width - row.length);
    if (left < 0) break;
    body.push(row);
    end++;
  }
  const isHeader = header.some((words) => words !== '');
  const rows = isHeader || body.length === 0 ? [header, ...body] : body;
  const children = rows.map((row, index) => rowOf(fitted(row, width).map(blocksOf), isHeader && index === 0));
  return { table: { name: 'table', attributes: {}, children }, end };
}

/** As many cells as the header has: what is too much stands in the last. */
function fitted(row: readonly string[], width: number): readonly string[] {
  const last = row.slice(width - 1).join(' | ');
  return Array.from({ length: width }, (_, column) => (column === width - 1 ? last : (row[column] ?? '')));
}

function rowOf(cells: readonly (readonly TreeNode[])[], isHeader: boolean): TreeElement {
  const attributes = isHeader ? { __headerState: HEADER } : {};
  return { name: 'tablerow', attributes: {}, children: cells.map((children) => ({ name: 'tablecell', attributes, children })) };
}

/** The words of a line's cells. A backslash keeps a `|` from ending one. */
function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  let words = '';
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    const next = line.charAt(at + 1);
    if (character === '|') {
      cells.push(words);
      words = '';
    } else if (character === '\\') {
      words += next === '|' ? next : character + next;
      at++;
    } else words += character;
  }
  cells.push(words);
  // The bars at a line's ends have a cell on one side alone.
  if (cells.length > 1 && isBlankLine(cells[0] ?? '')) cells.shift();
  if (cells.length > 1 && isBlankLine(cells.at(-1) ?? '')) cells.pop();
  return cells.map(trimBlanks);
}

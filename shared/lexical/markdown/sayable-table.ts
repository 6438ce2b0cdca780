import { CODE } from '../text-formats.ts';
import { isElement, type TreeElement, type TreeNode } from '../tree.ts';
import { LINE_BREAK, sayableImage, sayableInline } from './sayable-inline.ts';

/*
 * What of a table Markdown can say:
 * - words and images; whatever else stands in a cell is its words, a block a line
 * - a first row that is all header and not empty is the header; other headers are cells like all
 * - a cell over several columns or rows stands in the first, the others are empty; short rows are filled up
 */

/** `TableCellHeaderStates.ROW` of Lexical. */
export const HEADER = 1;

/** Cells that a table may gain, for each that is written and in all: hostile spans and ragged rows mean millions. */
const GAINED_PER_CELL = 10;
export const GAINED = 64;

type Row = readonly TreeElement[];
type Blocks = readonly TreeElement[];

export function sayableTable({ name, children }: TreeElement): TreeElement | null {
  const written: readonly Row[] = children.filter(isElement).map((row) => row.children.filter(isElement));
  const rows = filled(spread(written).map((row) => row.map(cellBlocks)));
  const first = rows[0] ?? [];
  if (rows.every((row) => row.length === 0)) return null;
  const isHeader =
    (written[0] ?? []).every(({ attributes }) => (Number(attributes.__headerState ?? 0) & HEADER) !== 0) &&
    (written[0] ?? []).length > 0 &&
    !first.every(isEmptyCell);
  const cells = (row: readonly Blocks[], index: number): TreeElement[] =>
    row.map((blocks) => ({ name: 'tablecell', attributes: isHeader && index === 0 ? { __headerState: HEADER } : {}, children: blocks }));
  return { name, attributes: {}, children: rows.map((row, index) => ({ name: 'tablerow', attributes: {}, children: cells(row, index) })) };
}

const EMPTY_PARAGRAPH: TreeElement = { name: 'paragraph', attributes: {}, children: [] };
const EMPTY_CELL: TreeElement = { name: 'tablecell', attributes: {}, children: [] };

function isEmptyCell(blocks: Blocks): boolean {
  return blocks.every((block) => block.name === 'paragraph' && block.children.length === 0);
}

/** Rows with an empty cell wherever one from the left or from above reaches; as they are where those are too many. */
function spread(rows: readonly Row[]): readonly Row[] {
  let left = GAINED + GAINED_PER_CELL * rows.reduce((count, row) => count + row.length, 0);
  /** For each column, over how many more rows a cell from above reaches. */
  const reach: number[] = [];
  const all: Row[] = [];
  for (const row of rows) {
    const cells: TreeElement[] = [];
    const skip = (): void => {
      while ((reach[cells.length] ?? 0) > 0) {
        reach[cells.length] = (reach[cells.length] ?? 0) - 1;
        cells.push(EMPTY_CELL);
        left--;
      }
    };
    skip();
    for (const cell of row) {
      const columns = Number(cell.attributes.__colSpan ?? 1);
      const down = Number(cell.attributes.__rowSpan ?? 1) - 1;
      left -= columns - 1;
      if (left < 0) return rows;
      for (let column = 0; column < columns; column++) {
        while (reach.length <= cells.length) reach.push(0);
        reach[cells.length] = Math.max(reach[cells.length] ?? 0, down);
        cells.push(column === 0 ? cell : EMPTY_CELL);
      }
      skip();
    }
    if (left < 0) return rows;
    all.push(cells);
  }
  return all;
}

/** Rows of one length; as they are where that would be too many cells. */
function filled(rows: readonly (readonly Blocks[])[]): readonly (readonly Blocks[])[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (!mayFill(rows, width)) return rows;
  return rows.map((row) => (row.length === width ? row : Array.from({ length: width }, (_, column) => row[column] ?? EMPTY_BLOCKS)));
}

const EMPTY_BLOCKS: Blocks = [EMPTY_PARAGRAPH];

/** Whether rows may be filled up to this width: at most as many cells are gained as are there. */
function mayFill(rows: readonly { readonly length: number }[], width: number): boolean {
  const there = rows.reduce((count, row) => count + row.length, 0);
  return rows.length * width - there <= there + GAINED;
}

/** What stands in a cell: paragraphs and images. */
function cellBlocks({ children }: TreeElement): readonly TreeElement[] {
  const blocks: TreeElement[] = [];
  let words: TreeNode[] = [];
  let isBegun = false;
  const line = (nodes: readonly TreeNode[]): void => {
    if (isBegun) words.push(LINE_BREAK);
    isBegun = true;
    for (const node of nodes) words.push(node);
  };
  const close = (): void => {
    const said = sayableInline(words);
    if (said.length > 0) blocks.push({ name: 'paragraph', attributes: {}, children: said });
    words = [];
    isBegun = false;
  };
  for (const block of children.filter(isElement)) {
    if (block.name === 'image') {
      close();
      blocks.push(sayableImage(block));
    } else addLines(block, line);
  }
  close();
  return blocks.length === 0 ? EMPTY_BLOCKS : blocks;
}

function addLines(block: TreeElement, line: (nodes: readonly TreeNode[]) => void): void {
  switch (block.name) {
    case 'horizontalrule':
      line([words('---')]);
      break;
    case 'code':
      line(block.children.map((node) => (isElement(node) || node.name === 'tab' ? node : { ...node, attributes: { __format: CODE } })));
      break;
    case 'list':
      addItems(block, line);
      break;
    default:
      line(block.children);
  }
}

function addItems({ attributes, children }: TreeElement, line: (nodes: readonly TreeNode[]) => void): void {
  const { __listType: type = 'number', __start: start = 1 } = attributes;
  let number = Number(start);
  for (const item of children.filter(isElement)) {
    const own = item.children.filter(({ name }) => name !== 'list');
    const box = item.attributes.__checked === true ? '[x] ' : '[ ] ';
    const marker = type === 'number' ? `${number}. ` : type === 'check' ? box : '- ';
    if (own.length > 0 || item.children.length === 0) {
      line([words(marker), ...own]);
      number++;
    }
    for (const child of item.children) if (isElement(child) && child.name === 'list') addItems(child, line);
  }
}

function words(text: string): TreeNode {
  return { name: 'text', attributes: {}, text };
}

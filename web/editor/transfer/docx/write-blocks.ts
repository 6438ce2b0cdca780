import {
  AlignmentType,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { isElement, type TreeElement } from '../../../../shared/lexical/tree.ts';
import type { ReadImage } from '../read-images.ts';
import { NUMBERING, type Numbering } from './numbering.ts';
import { CODE, calloutStyle, QUOTE, RULE } from './styles.ts';
import { boxOf, runsOf } from './write-runs.ts';

/** What the blocks of one file share. */
export interface Writing {
  /** Where addresses lead that name no site. */
  readonly base: string;
  /** The images by their files; those that could not be had are missing. */
  readonly images: ReadonlyMap<string, ReadImage>;
  readonly numbering: Numbering;
}

export type DocxBlock = Paragraph | Table;

const HEADINGS = {
  h1: HeadingLevel.HEADING_1,
  h2: HeadingLevel.HEADING_2,
  h3: HeadingLevel.HEADING_3,
  h4: HeadingLevel.HEADING_4,
  h5: HeadingLevel.HEADING_5,
  h6: HeadingLevel.HEADING_6,
} as const;

const ALIGNMENTS = [
  undefined,
  AlignmentType.LEFT,
  AlignmentType.CENTER,
  AlignmentType.RIGHT,
  AlignmentType.JUSTIFIED,
  AlignmentType.START,
  AlignmentType.END,
];

/** Twentieths of a point: one step of indentation. */
const INDENT = 720;
/** px of the text between the margins of a page. */
const WIDEST = 600;
/** px: an image whose size isn't known. */
const UNKNOWN_SIDE = 400;
/** Lists of Word have nine levels. */
const DEEPEST = 8;
const HEADER_FILL = 'F2F2F2';

/** A block as Word has it. */
export function blocksOf(node: TreeElement, writing: Writing): DocxBlock[] {
  const line = (options: IParagraphOptions = {}): Paragraph =>
    new Paragraph({ ...layoutOf(node), ...options, children: runsOf(node.children, writing.base) });
  switch (node.name) {
    case 'heading':
      return [line({ heading: HEADINGS[headingOf(node)] })];
    case 'quote':
      return [line({ style: QUOTE.id })];
    case 'callout':
      return [line({ style: calloutStyle(String(node.attributes.__kind ?? 'note')).id })];
    case 'code':
      return [new Paragraph({ style: CODE.id, children: codeOf(node) })];
    case 'horizontalrule':
      return [new Paragraph({ style: RULE.id })];
    case 'list':
      return itemsOf(node, writing, 0);
    case 'image':
      return [new Paragraph({ children: [imageOf(node, writing)] })];
    case 'table':
      return tableOf(node, writing);
    default:
      return [line()];
  }
}

function headingOf({ attributes: { __tag: tag } }: TreeElement): keyof typeof HEADINGS {
  return Object.keys(HEADINGS).find((name): name is keyof typeof HEADINGS => name === tag) ?? 'h1';
}

function layoutOf({ attributes }: TreeElement): IParagraphOptions {
  const { __format: format, __indent: indent, __dir: dir } = attributes;
  const alignment = typeof format === 'number' ? ALIGNMENTS[format] : undefined;
  return {
    ...(alignment !== undefined && { alignment }),
    ...(typeof indent === 'number' && indent > 0 && { indent: { start: indent * INDENT } }),
    ...(dir === 'rtl' && { bidirectional: true }),
  };
}

function codeOf(node: TreeElement): TextRun[] {
  const text = node.children.map((child) => (isElement(child) ? '\n' : child.text)).join('');
  return text.split('\n').map((line, index) => new TextRun({ text: line, ...(index > 0 && { break: 1 }) }));
}

/** An item that holds nothing but a list continues the one before it. */
function itemsOf(list: TreeElement, writing: Writing, level: number): DocxBlock[] {
  const { __listType: type = 'number', __start: start } = list.attributes;
  const numbering =
    type === 'number'
      ? writing.numbering.numbered(typeof start === 'number' ? start : 1)
      : { reference: type === 'check' ? NUMBERING.check : NUMBERING.bullet, instance: 0 };
  return list.children.filter(isElement).flatMap((item) => {
    const words = item.children.filter((child) => child.name !== 'list');
    const inner = item.children.filter(isElement).filter(({ name }) => name === 'list');
    const box = type === 'check' ? boxOf(item.attributes.__checked === true) : [];
    const own = new Paragraph({
      ...layoutOf({ ...item, attributes: { ...item.attributes, __indent: 0 } }),
      numbering: { ...numbering, level: Math.min(level, DEEPEST) },
      children: [...box, ...runsOf(words, writing.base)],
    });
    const below = inner.flatMap((child) => itemsOf(child, writing, level + 1));
    return words.length === 0 && inner.length > 0 ? below : [own, ...below];
  });
}

function imageOf({ attributes }: TreeElement, { images }: Writing): ParagraphChild {
  const { __file: file, __alt: alt = '', __width: wide, __height: high } = attributes;
  const image = images.get(String(file));
  if (image === undefined) return new TextRun({ text: String(alt), italics: true });
  const known = Number(wide) > 0 && Number(high) > 0;
  const scale = known ? Math.min(1, WIDEST / Number(wide)) : 1;
  const side = (of: unknown): number => (known ? Math.max(1, Math.round(Number(of) * scale)) : UNKNOWN_SIDE);
  return new ImageRun({
    type: image.type,
    data: image.data,
    transformation: { width: side(wide), height: side(high) },
    altText: { name: String(file).slice(0, 8), title: '', description: String(alt) },
  });
}

/** A table, and a line behind it: Word joins two tables that touch. */
function tableOf(table: TreeElement, writing: Writing): DocxBlock[] {
  const rows = table.children.filter(isElement).map((row, index) => {
    const cells = row.children.filter(isElement);
    // Said only where it is so: some readers take the word for the deed.
    const isHead = index === 0 && cells.length > 0 && cells.every((cell) => headerOf(cell) % 2 === 1);
    return new TableRow({ ...(isHead && { tableHeader: true }), children: cells.map((cell) => cellOf(cell, writing)) });
  });
  return rows.length === 0
    ? []
    : [new Table({ rows, width: { size: 100, type: WidthType.PERCENTAGE } }), new Paragraph({ spacing: { after: 0 } })];
}

function cellOf(cell: TreeElement, writing: Writing): TableCell {
  const { __colSpan: columnSpan, __rowSpan: rowSpan } = cell.attributes;
  const blocks = cell.children.filter(isElement).flatMap((block) => blocksOf(block, writing));
  return new TableCell({
    children: blocks.length === 0 ? [new Paragraph({})] : blocks,
    ...(typeof columnSpan === 'number' && { columnSpan }),
    ...(typeof rowSpan === 'number' && { rowSpan }),
    ...(headerOf(cell) > 0 && { shading: { type: ShadingType.CLEAR, fill: HEADER_FILL } }),
  });
}

function headerOf({ attributes: { __headerState: state } }: TreeElement): number {
  return typeof state === 'number' ? state : 0;
}

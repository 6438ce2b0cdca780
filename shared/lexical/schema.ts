import { isFileId, LARGEST_SIDE } from '../files.ts';
import { CALLOUT_KINDS } from '../model/callouts.ts';
import { MENTION_KINDS } from '../model/mentions.ts';
import { isId } from '../rooms.ts';

/*
 * Which nodes of a document are understood, what may be in them, and which attributes are believed. Clients write what they like: an export
 * takes what is in this table and leaves out the rest. Attribute names are those of Lexical's V2 binding: the node's own fields.
 */

/** What attributes hold. */
export type Value = string | number | boolean | null;

type Check = (value: unknown) => value is Value;

/**
 * What a node may hold: items of a list, rows of a table, cells of a row, blocks (of a cell: no table in a table), what stands in a line, the
 * same inside a link, text without formats (of code), or nothing.
 */
type Content = 'items' | 'rows' | 'cells' | 'blocks' | 'inline' | 'linked' | 'plain' | 'nothing';

export interface NodeRule {
  /** Where it may stand. */
  readonly place: 'block' | 'table' | 'item' | 'row' | 'cell' | 'inline';
  readonly content: Content;
  readonly attributes: Readonly<Record<string, Check>>;
  /** Attributes without which it is nothing of its own: then what is in it stands in its place. */
  readonly needs?: readonly string[];
}

/** Lexical's widest text format: eleven bits. */
const TEXT_FORMATS = 2 ** 11;
/** Lexical's alignments, from none to `end`. */
const ALIGNMENTS = 7;
/** Steps of indentation; an export writes each of them out. */
const INDENTS = 20;
/** Numbers of list items; more is no list that anybody wrote. */
const NUMBERS = 1_000_000;
/** Columns or rows over which a cell may reach. */
const SPAN = 1000;
/** Characters of the name of a programming language. */
const LANGUAGE = /^[a-z0-9+#.-]{1,40}$/;
/** Characters of an address, a title, a style. */
const ATTRIBUTE_LENGTH = 4096;

const whole =
  (from: number, below: number): Check =>
  (value): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= from && value < below;
const oneOf =
  (...words: readonly Value[]): Check =>
  (value): value is Value =>
    words.some((word) => word === value);
const text: Check = (value): value is string => typeof value === 'string' && value.length <= ATTRIBUTE_LENGTH;
/** Where a link may lead: what runs code in whoever follows it (`javascript:`, `data:`) is no address. */
const address: Check = (value): value is string => text(value) && isSafeAddress(String(value));
const id: Check = (value): value is string => typeof value === 'string' && isId(value);
const textOrNull: Check = (value): value is string | null => value === null || text(value);
const language: Check = (value): value is string => typeof value === 'string' && LANGUAGE.test(value);
const file: Check = (value): value is string => isFileId(value);
const flag: Check = (value): value is boolean => typeof value === 'boolean';

const ELEMENT: NodeRule['attributes'] = { __format: whole(0, ALIGNMENTS), __indent: whole(0, INDENTS), __dir: oneOf('ltr', 'rtl', null) };
const LINK: NodeRule['attributes'] = { ...ELEMENT, __url: address, __target: textOrNull, __rel: textOrNull, __title: textOrNull };

const SAFE_SCHEMES = ['http:', 'https:', 'mailto:', 'tel:', 'sms:', 'weft:'];

/** Read as browsers read it, which skip control characters and blanks: an address without a scheme leads to a place of the same site. */
export function isSafeAddress(url: string): boolean {
  const base = 'https://weft.invalid/';
  return URL.canParse(url, base) && SAFE_SCHEMES.includes(new URL(url, base).protocol);
}

/** Elements by their node name. A test holds this table against the list of nodes. */
export const ELEMENTS: ReadonlyMap<string, NodeRule> = new Map<string, NodeRule>([
  ['paragraph', { place: 'block', content: 'inline', attributes: ELEMENT }],
  ['heading', { place: 'block', content: 'inline', attributes: { ...ELEMENT, __tag: oneOf('h1', 'h2', 'h3', 'h4', 'h5', 'h6') } }],
  ['quote', { place: 'block', content: 'inline', attributes: ELEMENT }],
  [
    'list',
    {
      place: 'block',
      content: 'items',
      attributes: { ...ELEMENT, __listType: oneOf('number', 'bullet', 'check'), __tag: oneOf('ul', 'ol'), __start: whole(0, NUMBERS) },
    },
  ],
  ['listitem', { place: 'item', content: 'inline', attributes: { ...ELEMENT, __value: whole(0, NUMBERS), __checked: flag } }],
  ['linebreak', { place: 'inline', content: 'nothing', attributes: {} }],
  ['link', { place: 'inline', content: 'linked', attributes: LINK, needs: ['__url'] }],
  ['autolink', { place: 'inline', content: 'linked', attributes: { ...LINK, __isUnlinked: flag }, needs: ['__url'] }],
  [
    'mention',
    {
      place: 'inline',
      content: 'nothing',
      attributes: { __id: id, __kind: oneOf(...MENTION_KINDS), __target: id, __label: text },
      needs: ['__id', '__kind', '__target', '__label'],
    },
  ],
  ['callout', { place: 'block', content: 'inline', attributes: { ...ELEMENT, __kind: oneOf(...CALLOUT_KINDS) } }],
  ['code', { place: 'block', content: 'plain', attributes: { ...ELEMENT, __language: language } }],
  ['horizontalrule', { place: 'block', content: 'nothing', attributes: {} }],
  [
    'image',
    {
      place: 'block',
      content: 'nothing',
      attributes: { __file: file, __alt: text, __width: whole(0, LARGEST_SIDE + 1), __height: whole(0, LARGEST_SIDE + 1) },
      needs: ['__file'],
    },
  ],
  ['table', { place: 'table', content: 'rows', attributes: ELEMENT }],
  ['tablerow', { place: 'row', content: 'cells', attributes: ELEMENT }],
  [
    'tablecell',
    {
      place: 'cell',
      content: 'blocks',
      attributes: { ...ELEMENT, __colSpan: whole(1, SPAN), __rowSpan: whole(1, SPAN), __headerState: whole(0, 4) },
    },
  ],
]);

/** Nodes that live inside a shared text, by their name; `text` where a run names none. */
export const RUNS: ReadonlyMap<string, NodeRule['attributes']> = new Map([
  ['text', { __format: whole(0, TEXT_FORMATS), __mode: whole(0, 3), __detail: whole(0, 4) }],
  ['tab', {}],
]);

/** Whether a node may stand there. A list stands among blocks, and in an item of another list. */
export function mayHold(parent: NodeRule | null, child: NodeRule): boolean {
  if (parent === null) return child.place === 'block' || child.place === 'table';
  switch (parent.content) {
    case 'rows':
      return child.place === 'row';
    case 'cells':
      return child.place === 'cell';
    case 'blocks':
      return child.place === 'block';
    case 'plain':
      return child === ELEMENTS.get('linebreak');
    case 'items':
      return child.place === 'item';
    case 'inline':
      return child.place === 'inline' || (parent.place === 'item' && child.content === 'items');
    case 'linked':
      return child.place === 'inline' && child.content === 'nothing';
    default:
      return false;
  }
}

/** What of a node's attributes is believed. */
export function believed(attributes: Readonly<Record<string, unknown>>, rule: NodeRule['attributes']): Record<string, Value> {
  const kept: Record<string, Value> = {};
  for (const [name, check] of Object.entries(rule)) {
    const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (check(value)) kept[name] = value;
  }
  return kept;
}

import { ELEMENTS } from './schema.ts';

/*
 * What may be written into a shared document: the fields of each node as Lexical's V2 binding writes them, and what may be in them. It is wider
 * than what an export believes (schema.ts): whatever an editor of ours can come to write must be in here, since the server refuses the rest.
 * A test holds this table against the nodes' own fields.
 */

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, Check>>;

/** Columns or rows over which a cell may reach: HTML's own limit. An editor lays out every one of them. */
const SPAN = 1000;
/** Steps of indentation: nobody presses Tab more often. */
const INDENTS = 1000;
/** Lexical's alignments, from none to `end`. */
const ALIGNMENTS = 7;
/** Columns of a table with a width of their own. */
const COLUMNS = 1000;

const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const whole =
  (from: number, below: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) < below;
const anyWhole: Check = (value) => Number.isSafeInteger(value);
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
/** A field that was set and then set back. */
const nothing: Check = (value) => value === null || value === undefined;
const widths: Check = (value) => Array.isArray(value) && value.length <= COLUMNS && value.every(number);

/** Bits; Lexical has eleven of them now. */
const FORMATS = whole(0, 2 ** 16);

const ROOT: Fields = {
  __format: whole(0, ALIGNMENTS),
  __style: text,
  __indent: whole(0, INDENTS),
  __dir: either(oneOf('ltr', 'rtl'), nothing),
};
const ELEMENT: Fields = { ...ROOT, __textFormat: FORMATS, __textStyle: text };
const LINK: Fields = {
  ...ELEMENT,
  __url: text,
  __target: either(text, nothing),
  __rel: either(text, nothing),
  __title: either(text, nothing),
};

/** How the Markdown was spelled that somebody typed: Lexical's Markdown shortcuts keep it in the node's state. */
const mark: Check = either(text, nothing);

const FIELDS: ReadonlyMap<string, Fields> = new Map([
  ['paragraph', ELEMENT],
  ['heading', { ...ELEMENT, __tag: oneOf('h1', 'h2', 'h3', 'h4', 'h5', 'h6') }],
  ['quote', ELEMENT],
  [
    'list',
    { ...ELEMENT, __listType: oneOf('number', 'bullet', 'check'), __tag: oneOf('ul', 'ol'), __start: anyWhole, s_mdListMarker: mark },
  ],
  ['listitem', { ...ELEMENT, __value: anyWhole, __checked: either(flag, nothing) }],
  ['linebreak', { s_mdHardLineBreak: mark }],
  ['link', LINK],
  ['autolink', { ...LINK, __isUnlinked: flag }],
  ['mention', { __id: text, __kind: text, __target: text, __label: text }],
  ['callout', { ...ELEMENT, __kind: text }],
  [
    'code',
    {
      ...ELEMENT,
      __language: either(text, nothing),
      __theme: either(text, nothing),
      __isSyntaxHighlightSupported: flag,
      s_mdCodeFence: mark,
      s_mdCodeMeta: mark,
    },
  ],
  ['horizontalrule', {}],
  ['image', { __file: text, __alt: text, __width: number, __height: number }],
  [
    'table',
    {
      ...ELEMENT,
      __rowStriping: flag,
      __frozenColumnCount: whole(0, COLUMNS),
      __frozenRowCount: anyWhole,
      __colWidths: either(widths, nothing),
    },
  ],
  ['tablerow', { ...ELEMENT, __height: either(number, nothing) }],
  [
    'tablecell',
    {
      ...ELEMENT,
      __colSpan: whole(1, SPAN + 1),
      __rowSpan: whole(1, SPAN + 1),
      __headerState: whole(0, 4),
      __width: either(number, nothing),
      __backgroundColor: either(text, nothing),
      __verticalAlign: either(text, nothing),
      s_filler: either(flag, nothing),
    },
  ],
]);

/** Of what stands inside a shared text, whatever kind of run it is. */
const RUN: Fields = { __format: FORMATS, __style: text, __mode: whole(0, 3), __detail: whole(0, 4) };

const has = (fields: Fields, name: string, value: unknown): boolean => Object.hasOwn(fields, name) && fields[name]?.(value) === true;

/** Whether a node has an attribute of this name. @param node its name; null is the root */
export function isField(node: string | null, name: string): boolean {
  return Object.hasOwn(fieldsOf(node), name);
}

/** Whether an attribute of a node may be this. @param node its name; null is the root */
export function mayBe(node: string | null, name: string, value: unknown): boolean {
  return has(fieldsOf(node), name, value);
}

/** Whether a field of a run of text may be this. */
export function mayBeOfRun(name: string, value: unknown): boolean {
  return has(RUN, name, value);
}

/** What of a run's fields may be there. Of what is no list of fields: nothing. */
export function fieldsOfRun(fields: unknown): Record<string, unknown> {
  return isPlain(fields) ? Object.fromEntries(Object.entries(fields).filter(([name, value]) => mayBeOfRun(name, value))) : {};
}

/** An object as JSON knows it. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Whether a node may stand in another one without spoiling it: tables and lists hold nothing but their own. @param parent null is the root */
export function mayStandIn(parent: string | null, child: string): boolean {
  const rule = ELEMENTS.get(child);
  if (rule === undefined) return false;
  if (parent === null) return child !== 'linebreak' && !isPart(rule.place);
  switch (ELEMENTS.get(parent)?.content) {
    case 'items':
      return rule.place === 'item';
    case 'rows':
      return rule.place === 'row';
    case 'cells':
      return rule.place === 'cell';
    case 'nothing':
    case undefined:
      return false;
    default:
      return !isPart(rule.place);
  }
}

/** Whether words may stand directly in a node. In the others a shared text is empty. @param parent null is the root */
export function mayHoldWords(parent: string | null): boolean {
  return parent !== null && !holdsPartsAlone(parent) && ELEMENTS.get(parent)?.content !== 'nothing';
}

/** Whether a node is made of parts of its own, as lists, tables and rows are: one part that isn't known spoils it. */
export function holdsPartsAlone(node: string): boolean {
  const content = ELEMENTS.get(node)?.content;
  return content === 'items' || content === 'rows' || content === 'cells';
}

function isPart(place: string): boolean {
  return place === 'item' || place === 'row' || place === 'cell';
}

function fieldsOf(node: string | null): Fields {
  return node === null ? ROOT : (FIELDS.get(node) ?? {});
}

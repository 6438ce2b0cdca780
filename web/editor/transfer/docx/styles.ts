import { CALLOUT_KINDS } from '../../../../shared/model/callouts.ts';

/*
 * What the blocks are called that Word knows no style of its own for. They are written under these names and read by them, and by the names that
 * others give to the same.
 */

/** A block's style: its id in the file, and what people see in Word. */
export interface BlockStyle {
  readonly id: string;
  readonly name: string;
}

export const QUOTE: BlockStyle = { id: 'WeftQuote', name: 'Weft Quote' };
export const CODE: BlockStyle = { id: 'WeftCode', name: 'Weft Code' };
export const RULE: BlockStyle = { id: 'WeftLine', name: 'Weft Line' };
/** Words in a line of text that are code. */
export const INLINE_CODE: BlockStyle = { id: 'WeftInlineCode', name: 'Weft Inline Code' };

/** @param kind a callout's */
export function calloutStyle(kind: string): BlockStyle {
  return { id: `WeftCallout-${kind}`, name: `Weft Callout ${kind}` };
}

/** Alignments of Word by what HTML calls them. */
export const ALIGNMENTS = { center: 'center', right: 'right', end: 'right', both: 'justify' } as const;

/** The style of a paragraph that was aligned, while a file is read. */
export function alignedStyle(alignment: string): BlockStyle {
  return { id: `WeftAligned-${alignment}`, name: `Weft Aligned ${alignment}` };
}

/** Which HTML each of the styles becomes, in mammoth's own words. */
export const STYLE_MAP: readonly string[] = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  ...[QUOTE.name, 'Quote', 'Intense Quote'].map((name) => `p[style-name='${name}'] => blockquote:fresh`),
  ...[CODE.name, 'HTML Preformatted', 'Source Code'].map((name) => `p[style-name='${name}'] => pre:separator('\\n')`),
  ...[RULE.name, 'Horizontal Line'].map((name) => `p[style-name='${name}'] => hr`),
  ...CALLOUT_KINDS.map((kind) => `p[style-name='${calloutStyle(kind).name}'] => div.callout-${kind}:fresh`),
  ...Object.keys(ALIGNMENTS).map((alignment) => `p[style-name='${alignedStyle(alignment).name}'] => p.aligned-${alignment}:fresh`),
  `r[style-name='${INLINE_CODE.name}'] => code`,
  "r[style-name='HTML Code'] => code",
  "r[style-name='Verbatim Char'] => code",
  'u => u',
  'strike => s',
  'highlight => mark',
];

import { BOLD, CODE, HIGHLIGHT, ITALIC, STRIKE, SUBSCRIPT, SUPERSCRIPT, UNDERLINE } from '../text-formats.ts';
import { isElement, type TreeElement, type TreeNode, type TreeRun } from '../tree.ts';
import { escapeAddress, escapeText, escapeTitle, escapeWords, tickRuns } from './escape.ts';
import { formatOf, plainText } from './sayable-inline.ts';
import { markFor, type Open } from './write-marks.ts';

/** How a line is written. */
export interface LineStyle {
  /** A heading and a cell have one line: there a line break is `<br>`. */
  readonly isOneLine: boolean;
  readonly isCell: boolean;
}

/** Inline nodes as lines; each but the last ends in a line break. They are not yet safe at their beginnings and ends: see `escapeLine`. */
export function writeInline(nodes: readonly TreeNode[], style: LineStyle): readonly string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node === undefined) continue;
    if (!isElement(node) && node.name === 'text') {
      const runs: TreeRun[] = [];
      for (let next = nodes[at]; next !== undefined && !isElement(next) && next.name === 'text'; next = nodes[++at]) runs.push(next);
      const following = nodes[at];
      at--;
      const words = writeRuns(runs, style);
      // Before a bracket it would make an image.
      line.push(words.endsWith('!') && following !== undefined && isBracketed(following) ? `${words.slice(0, -1)}\\!` : words);
    } else if (!isElement(node)) line.push('\t');
    else if (node.name !== 'linebreak') line.push(node.name === 'link' ? writeLink(node, style) : writeMention(node));
    else if (style.isOneLine || isBreak(nodes[at - 1]) || isBreak(nodes[at + 1])) line.push('<br>');
    else {
      lines.push(line.join(''));
      line = [];
    }
  }
  lines.push(line.join(''));
  return lines;
}

/** True also where there is nothing: an empty line would end the paragraph. */
function isBreak(node: TreeNode | undefined): boolean {
  return node === undefined || node.name === 'linebreak';
}

function isBracketed({ name }: TreeNode): boolean {
  return name === 'link' || name === 'mention';
}

/** Formats, with their bits, as HTML has them. */
const TAGS: readonly (readonly [bit: number, tag: string])[] = [
  [BOLD, 'strong'],
  [ITALIC, 'em'],
  [STRIKE, 's'],
  [HIGHLIGHT, 'mark'],
  [UNDERLINE, 'u'],
  [SUBSCRIPT, 'sub'],
  [SUPERSCRIPT, 'sup'],
];

/** Texts beside each other, their formats nested: what lasts longest is outermost. */
function writeRuns(runs: readonly TreeRun[], style: LineStyle): string {
  const reaches = new Map(TAGS.map(([bit]) => [bit, reachOf(runs, bit)]));
  const said: string[] = [];
  const open: Open[] = [];
  for (let at = 0; ; at++) {
    const closed = new Set<string>();
    for (let last = open.at(-1); last !== undefined && last.end <= at; last = open.at(-1)) {
      open.pop();
      said.push(last.mark ?? `</${last.tag}>`);
      closed.add(last.mark?.charAt(0) ?? '<');
    }
    const run = runs[at];
    if (run === undefined) return said.join('');
    const isOn = open.reduce((bits, { bit }) => bits | bit, 0);
    const wanted = TAGS.filter(([bit]) => (formatOf(run) & bit & ~isOn) !== 0).sort(
      ([a], [b]) => (reaches.get(b)?.[at] ?? 0) - (reaches.get(a)?.[at] ?? 0),
    );
    for (const [bit, tag] of wanted) {
      const end = Math.min(reaches.get(bit)?.[at] ?? 0, open.at(-1)?.end ?? runs.length);
      const mark = markFor({ runs, bit, start: at, end, open, closed });
      said.push(mark ?? `<${tag}>`);
      open.push({ bit, tag, mark, start: at, end });
    }
    said.push((formatOf(run) & CODE) === 0 ? escapeText(run.text) : writeCode(run.text, style));
  }
}

/** For each run, behind which one the format ends that it has. */
function reachOf(runs: readonly TreeRun[], bit: number): Uint32Array {
  const reach = new Uint32Array(runs.length);
  for (let at = runs.length - 1, end = runs.length; at >= 0; at--) {
    const run = runs[at];
    if (run === undefined || (formatOf(run) & bit) === 0) end = at;
    reach[at] = end;
  }
  return reach;
}

function writeCode(text: string, { isCell }: LineStyle): string {
  // A table's cells end at every `|` without a backslash, and code takes no backslash.
  if (isCell && text.includes('|')) return `<code>${escapeText(text)}</code>`;
  const lengths = tickRuns(text);
  let length = 1;
  while (lengths.has(length)) length++;
  const isTouching = text.startsWith('`') || text.endsWith('`');
  const isTrimmed = text.startsWith(' ') && text.endsWith(' ') && /[^ ]/.test(text);
  const gap = isTouching || isTrimmed ? ' ' : '';
  const ticks = '`'.repeat(length);
  return `${ticks}${gap}${text}${gap}${ticks}`;
}

/** Addresses that can stand in angles alone. */
const BARE = /^https?:\/\/[^\s\p{Cc}<>\\&`]+$/u;

function writeLink({ attributes, children }: TreeElement, style: LineStyle): string {
  const url = String(attributes.__url);
  const { __title: title } = attributes;
  const [only] = children;
  const isPlain = children.length === 1 && only !== undefined && !isElement(only) && only.name === 'text' && formatOf(only) === 0;
  if (isPlain && title === undefined && plainText(children) === url && BARE.test(url)) return `<${url}>`;
  const words = writeInline(children, { ...style, isOneLine: true }).join('');
  return `[${words}](${escapeAddress(url)}${typeof title === 'string' ? escapeTitle(title) : ''})`;
}

/** A mention is a link to what it names, `[@Ada](weft:user/usr_1)`: other programs show its words. */
function writeMention({ attributes: { __label: label, __kind: kind, __target: target } }: TreeElement): string {
  // Ids may hold anything but slashes: what has a meaning in Markdown or addresses is percent-encoded.
  const id = encodeURIComponent(String(target)).replace(/[!'()*~_]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return `[@${escapeWords(String(label))}](weft:${kind}/${id})`;
}

import { BOLD, CODE, HIGHLIGHT, ITALIC, STRIKE } from '../text-formats.ts';
import type { TreeRun } from '../tree.ts';
import { before, behind, isBlank, isWord } from './escape.ts';
import { formatOf } from './sayable-inline.ts';

/*
 * Whether a format can be written by marks. CommonMark reads them by the characters around them: what stands beside blanks or signs, or touches
 * marks of the same kind, may be read as something else. There an HTML tag says the same for sure.
 */

const MARKS: ReadonlyMap<number, string> = new Map([
  [BOLD, '**'],
  [ITALIC, '*'],
  [STRIKE, '~~'],
  [HIGHLIGHT, '=='],
]);

/** A format that has begun. `mark` is null where it is written as a tag. */
export interface Open {
  readonly bit: number;
  readonly tag: string;
  readonly mark: string | null;
  /** The runs that have it: from the first up to before `end`. */
  readonly start: number;
  readonly end: number;
}

export interface Span {
  readonly runs: readonly TreeRun[];
  readonly bit: number;
  readonly start: number;
  readonly end: number;
  /** What is open around it, outermost first. */
  readonly open: readonly Open[];
  /** First characters of the marks that were closed right before it. */
  readonly closed: ReadonlySet<string>;
}

/** The mark for a format over some runs, null where only a tag is sure. */
export function markFor({ runs, bit, start, end, open, closed }: Span): string | null {
  const mark = MARKS.get(bit);
  const first = runs[start];
  const last = runs[end - 1];
  if (mark === undefined || first === undefined || last === undefined || closed.has(mark.charAt(0))) return null;
  const opening = edgeOf(first, 'start');
  const closing = edgeOf(last, 'end');
  if (isBlank(opening) || isBlank(closing)) return null;
  // Formats that begin or end together with it stand between its mark and the letters; bold and italic make one run of marks.
  const around = open.reduce((bits, other) => bits | other.bit, bit | CODE) | (isStar(bit) ? BOLD | ITALIC : 0);
  const isSure = (run: TreeRun, edge: string): boolean => isWord(edge) && (formatOf(run) & ~around) === 0;
  if (!isSure(first, opening) && !isBlankEdge(runs[start - 1], 'end')) return null;
  if (!isSure(last, closing) && !isBlankEdge(runs[end], 'start')) return null;
  return isStar(bit) && !mayNest(runs[start - 1], start, open, closed) ? null : mark;
}

function isStar(bit: number): boolean {
  return bit === BOLD || bit === ITALIC;
}

/** Inside of bold or italic a star that follows something could end it. */
function mayNest(previous: TreeRun | undefined, start: number, open: readonly Open[], closed: ReadonlySet<string>): boolean {
  const outer = open.filter(({ bit, mark }) => isStar(bit) && mark !== null);
  if (outer.length === 0) return true;
  const top = open.at(-1);
  if (top !== undefined && outer.includes(top) && top.start === start) return true;
  return previous !== undefined && isBlankEdge(previous, 'end') && closed.size === 0 && top?.start !== start;
}

function isBlankEdge(run: TreeRun | undefined, side: 'start' | 'end'): boolean {
  return run === undefined || isBlank(edgeOf(run, side));
}

/** The character of what is written that stands there. */
function edgeOf(run: TreeRun, side: 'start' | 'end'): string {
  if ((formatOf(run) & CODE) !== 0) return '`';
  return side === 'start' ? behind(run.text, 0) : before(run.text, run.text.length);
}

import * as Y from 'yjs';
import { covers, goesBefore, type Mark, marksOf } from './marks.ts';

/** The origin of the transactions in which words are taken away that somebody else has put back: no step of undo. */
export const TAKE_AWAY = Symbol('take away');

/** A run of words that was put back here. */
export interface PutRun extends Mark {
  readonly text: Y.XmlText;
  /** The ids of its characters where they stand now: for the first of them its offset in the run, and how many. */
  readonly stands: readonly { readonly offset: number; readonly clock: number; readonly length: number }[];
  /** The paragraph was made for it. */
  readonly isOwnParagraph: boolean;
}

/** The ids of some characters of a text that were put there by this replica. */
export function idsIn(text: Y.XmlText, at: number, length: number, offset: number): PutRun['stands'] {
  const stands: { offset: number; clock: number; length: number }[] = [];
  let index = 0;
  for (let item = text._start; item !== null && index < at + length; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const [from, to] = [Math.max(at, index), Math.min(at + length, index + item.length)];
    if (to > from) stands.push({ offset: offset + from - at, clock: item.id.clock + from - index, length: to - from });
    index += item.length;
  }
  return stands;
}

/**
 * Takes words away that were put back here and, at the same moment, by somebody who goes before: they would stand twice. What others wrote
 * beside them stays, and so does what of them somebody has erased for the other one. In the transaction of the caller.
 */
export function takeDoublesAway(doc: Y.Doc, runs: readonly PutRun[]): void {
  const marks = marksOf(doc);
  for (const run of runs) {
    const better = marks.filter((mark) => goesBefore(mark, run));
    const isDouble = (offset: number): boolean => better.some((mark) => covers(mark, run.client, run.clock + offset));
    const ids = run.stands.flatMap(({ offset, clock, length }) =>
      Array.from({ length }, (_, index) => ({ clock: clock + index, double: isDouble(offset + index) })),
    );
    const doubles = new Set(ids.filter(({ double }) => double).map(({ clock }) => clock));
    if (doubles.size === 0 || run.text._item?.deleted === true) continue;
    eraseFrom(run.text, (client, clock) => client === run.by && doubles.has(clock));
    if (run.isOwnParagraph) removeEmpty(run.text);
  }
}

function eraseFrom(text: Y.XmlText, isErased: (client: number, clock: number) => boolean): void {
  const places: number[] = [];
  let index = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (let at = 0; at < item.length; at++) if (isErased(item.id.client, item.id.clock + at)) places.push(index + at);
    index += item.length;
  }
  for (const place of places.reverse()) text.delete(place, 1);
}

/** A paragraph that holds nothing any more goes; a document, or a cell, keeps one. */
function removeEmpty(text: Y.XmlText): void {
  const paragraph: unknown = text.parent;
  const holder: unknown = paragraph instanceof Y.XmlElement ? paragraph.parent : null;
  if (!(paragraph instanceof Y.XmlElement) || !(holder instanceof Y.XmlElement)) return;
  if (paragraph._item?.deleted !== false || paragraph.length > 1 || /\S/.test(wordsOf(text)) || holder.length === 1) return;
  const children: readonly unknown[] = holder.toArray();
  holder.delete(children.indexOf(paragraph), 1);
}

function wordsOf(text: Y.XmlText): string {
  const parts: readonly { readonly insert?: unknown }[] = text.toDelta();
  return parts.map(({ insert }) => (typeof insert === 'string' ? insert : '.')).join('');
}

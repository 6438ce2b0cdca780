import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import type { Anchor } from '../../../shared/model/records.ts';
import { cut } from '../../../shared/model/values.ts';
import type { DocumentWords, SharedPlace, Span } from './document-words.ts';

/** Where an anchor's words are. */
export interface FoundWords extends Span {
  /** Its positions led elsewhere or nowhere: the words were looked for, and found here. */
  readonly moved: boolean;
}

/** Places that are looked at where words are looked for: a word that stands in more is too common to be told by what is around it. */
const MOST_PLACES = 500;

/** How much must speak for a place that no position leads to: so many letters of the words and of what is around them. */
const ENOUGH = 8;

/** What a character says of a place where a letter says 1. Chinese and its like say with one what takes Latin a word. */
const IDEOGRAPH = 3;

/** The anchor of a span without the white space at its ends; null where it has no words that belong to shared text. */
export function anchorOf(words: DocumentWords, span: Span): Anchor | null {
  const meant = trimmed(words, span);
  const places = meant === null ? null : words.placesOf(meant);
  if (meant === null || places === null) return null;
  const { from, to } = meant;
  const [start, end] = places;
  return {
    // The start keeps to what is behind it and the end to what is before it: what is typed beside the words is no part of them.
    start: encoded(start, 0),
    end: encoded(end, -1),
    quote: cut(words.text.slice(from, to), BOUNDS.quote),
    before: words.text.slice(Math.max(0, from - BOUNDS.context), from),
    after: words.text.slice(to, to + BOUNDS.context),
  };
}

/**
 * Where the words of an anchor are now; null where they are gone. The positions are believed where they hold the words, or what became of
 * them. Else the words are looked for: a block that was made a heading, split, joined or moved is another text for Yjs, and positions in it
 * lead nowhere. Nothing is written: everybody who looks finds the same.
 */
export function findAnchor(doc: Y.Doc, words: DocumentWords, anchor: Anchor): FoundWords | null {
  const live = liveSpan(doc, words, anchor);
  const held = live === null ? null : trimmed(words, live);
  const quote = solid(anchor.quote);
  if (quote === '') return held === null ? null : { ...held, moved: false };
  if (held !== null && isWhole(anchor.quote, solid(words.text.slice(held.from, held.to)), quote)) return { ...held, moved: false };
  const found = look(words, anchor, quote, held, live?.from ?? null);
  if (found !== null) return { ...found, moved: true };
  return held === null ? null : { ...held, moved: false };
}

/** What lies between the positions; where one of them is gone with its text, what is left on the other's side. */
function liveSpan(doc: Y.Doc, words: DocumentWords, anchor: Anchor): Span | null {
  const [start, end] = [decoded(doc, anchor.start), decoded(doc, anchor.end)];
  const from = start === null ? null : words.offsetOf(start.type, start.index);
  const to = end === null ? null : words.offsetOf(end.type, end.index);
  if (from !== null && to !== null) return { from, to: Math.max(from, to) };
  if (start !== null && from !== null) return { from, to: words.endOf(start.type) ?? from };
  if (end !== null && to !== null) return { from: to - end.index, to };
  return null;
}

/** A span without the white space at its ends; null where nothing is left. */
function trimmed({ text }: DocumentWords, { from, to }: Span): Span | null {
  const said = text.slice(from, to);
  const begin = from + (said.length - said.trimStart().length);
  return said.trim() === '' ? null : { from: begin, to: begin + said.trim().length };
}

/** A quote that was cut says only how the words began. */
function isWhole(quote: string, now: string, wanted: string): boolean {
  return now === wanted || (quote.length >= BOUNDS.quote - 1 && now.startsWith(wanted));
}

interface Candidate extends Span {
  readonly score: number;
}

/**
 * Looks for the quote.
 * @param held what the positions still hold: only what touches it is the same place
 * @param near where it was, if that is known: it decides between places that look the same
 */
function look(words: DocumentWords, anchor: Anchor, quote: string, held: Span | null, near: number | null): Span | null {
  const [before, after] = [solid(anchor.before), solid(anchor.after)];
  const { text } = words.solid;
  let candidates: Candidate[] = [];
  for (let at = text.indexOf(quote); at !== -1 && candidates.length < MOST_PLACES; at = text.indexOf(quote, at + 1)) {
    const end = at + quote.length;
    const score =
      sameEnd(text.slice(Math.max(0, at - before.length), at), before) + sameBeginning(text.slice(end, end + after.length), after);
    candidates.push({ ...words.solid.outside({ from: at, to: end }), score });
  }
  if (held !== null) return candidates.find(({ from, to }) => from <= held.to && to >= held.from) ?? null;
  candidates = candidates.filter(({ score }) => weight(quote) + score >= ENOUGH);
  const best = Math.max(...candidates.map(({ score }) => score));
  const likely = candidates.filter(({ score }) => score === best);
  const [only] = likely;
  if (likely.length <= 1 || near === null) return likely.length === 1 ? (only ?? null) : null;
  return likely.reduce((a, b) => (Math.abs(b.from - near) < Math.abs(a.from - near) ? b : a));
}

/** How much the ends of two texts have in common. */
function sameEnd(a: string, b: string): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a.at(-1 - count) === b.at(-1 - count)) count++;
  return weight(b.slice(b.length - count));
}

function sameBeginning(a: string, b: string): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a[count] === b[count]) count++;
  return weight(b.slice(0, count));
}

function weight(text: string): number {
  const ideographs = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  return text.length + (IDEOGRAPH - 1) * ideographs;
}

function solid(text: string): string {
  return text.replace(/\s+/g, '');
}

function encoded({ type, index }: SharedPlace, side: 0 | -1): string {
  return toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(type, index, side)));
}

/** Null for what is no position, or leads to nothing that is here. */
function decoded(doc: Y.Doc, position: string): { readonly type: unknown; readonly index: number } | null {
  try {
    return Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(fromBase64(position)), doc);
  } catch {
    // Whoever may comment may have written anything there.
    return null;
  }
}

import * as Y from 'yjs';
import { idsIn, type PutRun } from './doubles.ts';
import { findHome, type Home } from './home.ts';
import type { Run } from './lost-words.ts';
import { setMark } from './marks.ts';

/** The origin of the transactions in which words are put back. */
export const PUT_BACK = Symbol('put back');

/** Words that wait to be put back, and where. */
export interface Loss {
  /** The id of the text that they were written into. */
  readonly text: Y.ID;
  readonly runs: readonly Run[];
  readonly home: Home;
  /** Where what was around them stands now; null where that can't be told. */
  readonly copy: Y.RelativePosition | null;
}

/** What of these runs is not gone by now. */
export function runsLeft(runs: readonly Run[], isGone: (client: number, clock: number) => boolean): readonly Run[] {
  return runs.flatMap((run) => {
    const left: { words: string; from: number }[] = [];
    let open = false;
    for (let offset = 0; offset < run.words.length; offset++) {
      const stays = !isGone(run.client, run.clock + offset);
      const last = left.at(-1);
      if (stays && open && last !== undefined) last.words += run.words[offset];
      else if (stays) left.push({ words: run.words.charAt(offset), from: offset });
      open = stays;
    }
    return left.map(({ words, from }) => ({ ...run, words, clock: run.clock + from }));
  });
}

/** What was put back: the texts of new paragraphs, and where each run stands. */
export interface PutBack {
  readonly made: readonly Y.XmlText[];
  readonly runs: readonly PutRun[];
}

/**
 * Puts words back, in the transaction of the caller: where what was around them stands now, else into a paragraph of their own. Blanks alone
 * aren't worth a paragraph.
 */
export function putBack(doc: Y.Doc, losses: readonly Loss[]): PutBack {
  const made: Y.XmlText[] = [];
  const put: PutRun[] = [];
  for (const { runs, home, copy } of losses) {
    const place = placeOfCopy(doc, copy);
    if (place === null && joined(runs).trim() === '') continue;
    if (place !== null) put.push(...putIntoCopy(doc, runs, place));
    else {
      const inParagraph = putIntoParagraph(doc, runs, home);
      made.push(inParagraph.text);
      put.push(...inParagraph.runs);
    }
  }
  for (const run of put) setMark(doc, run);
  return { made, runs: put };
}

interface Place {
  readonly text: Y.XmlText;
  readonly index: number;
}

function placeOfCopy(doc: Y.Doc, copy: Y.RelativePosition | null): Place | null {
  const place = copy === null ? null : Y.createAbsolutePositionFromRelativePosition(copy, doc);
  if (place === null || !(place.type instanceof Y.XmlText) || place.type._item?.deleted === true) return null;
  return { text: place.type, index: place.index };
}

function putIntoCopy({ clientID }: Y.Doc, runs: readonly Run[], { text, index }: Place): PutRun[] {
  // From the last on, so that the places before stay as they are.
  return [...runs].reverse().map(({ at, words, client, clock }) => {
    const place = Math.min(index + at, text.length);
    text.insert(place, words);
    const stands = idsIn(text, place, words.length, 0);
    return { client, clock, length: words.length, by: clientID, text, stands, isOwnParagraph: false };
  });
}

function putIntoParagraph(doc: Y.Doc, runs: readonly Run[], home: Home): { readonly text: Y.XmlText; readonly runs: readonly PutRun[] } {
  const { holder, index } = findHome(home, doc);
  const paragraph = new Y.XmlElement('paragraph');
  const text = new Y.XmlText();
  paragraph.insert(0, [text]);
  holder.insert(index, [paragraph]);
  const pieces = spaced(runs);
  // As Lexical's binding keeps runs: `p` holds their fields, and `i` keeps two of them apart.
  text.applyDelta(
    ofSameFields(pieces).map(({ words, fields }, i) => ({
      insert: words,
      attributes: { ...(fields !== undefined && fields !== null && { p: fields }), ...(i > 0 && { i }) },
    })),
  );
  let at = 0;
  const put = pieces.map(({ run: { client, clock, words: all }, words, from }): PutRun => {
    const stands = idsIn(text, at, Math.min(words.length, all.length - from), from);
    at += words.length;
    return { client, clock, length: all.length, by: doc.clientID, text, stands, isOwnParagraph: true };
  });
  return { text, runs: put };
}

const joined = (runs: readonly Run[]): string => runs.map(({ words }) => words).join('');

/** What of a run is put into a paragraph: its words from some character on, and a blank behind them. */
interface Piece {
  readonly run: Run;
  readonly from: number;
  words: string;
}

/** Runs that had other words between them, with a blank there and none around all. */
function spaced(runs: readonly Run[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const run of runs) {
    const last = pieces.at(-1);
    const isApart = last !== undefined && last.run.at !== run.at;
    if (last !== undefined && isApart && !/\s$/.test(last.words) && !/^\s/.test(run.words)) last.words += ' ';
    // No blank before the first words of all.
    const words = pieces.every((piece) => piece.words === '') ? run.words.trimStart() : run.words;
    pieces.push({ run, from: run.words.length - words.length, words });
  }
  for (const piece of [...pieces].reverse()) {
    piece.words = piece.words.trimEnd();
    if (piece.words !== '') break;
  }
  return pieces;
}

/** Those of the same fields as one. */
function ofSameFields(pieces: readonly Piece[]): readonly { readonly words: string; readonly fields: unknown }[] {
  const parts: { words: string; fields: unknown }[] = [];
  for (const { run, words } of pieces) {
    const last = parts.at(-1);
    if (last !== undefined && JSON.stringify(last.fields) === JSON.stringify(run.fields)) last.words += words;
    else if (words !== '') parts.push({ words, fields: run.fields });
  }
  return parts;
}

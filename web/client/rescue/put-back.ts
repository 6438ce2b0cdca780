import * as Y from 'yjs';
import { findHome, type Home } from './home.ts';
import type { Run } from './lost-words.ts';

/**
 * The root map of what was put back: for the first id of each run its length. It keeps the two who may both have noticed a loss from
 * putting the words back twice.
 */
const MARKS = 'rescued';

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

/** Those that somebody has put back. */
export function isPutBack(doc: Y.Doc): (client: number, clock: number) => boolean {
  if (!doc.share.has(MARKS)) return () => false;
  const marks = [...doc.getMap<unknown>(MARKS)].map(([key, length]) => {
    const [client, clock] = key.split(':').map(Number);
    return { client, clock: clock ?? 0, length: Number(length) };
  });
  return (client, clock) => marks.some((mark) => mark.client === client && clock >= mark.clock && clock < mark.clock + mark.length);
}

/**
 * Puts words back, in the transaction of the caller: where what was around them stands now, else into a paragraph of their own. Blanks alone
 * aren't worth a paragraph.
 * @returns the texts of the new paragraphs
 */
export function putBack(doc: Y.Doc, losses: readonly Loss[]): readonly Y.XmlText[] {
  const made: Y.XmlText[] = [];
  for (const { runs, home, copy } of losses) {
    if (!putIntoCopy(doc, runs, copy)) {
      if (joined(runs).trim() === '') continue;
      made.push(putIntoParagraph(doc, runs, home));
    }
    const marks = doc.getMap<number>(MARKS);
    for (const { client, clock, words } of runs) marks.set(`${client}:${clock}`, words.length);
  }
  return made;
}

function putIntoCopy(doc: Y.Doc, runs: readonly Run[], copy: Y.RelativePosition | null): boolean {
  const place = copy === null ? null : Y.createAbsolutePositionFromRelativePosition(copy, doc);
  if (place === null || !(place.type instanceof Y.XmlText) || place.type._item?.deleted === true) return false;
  // From the last on, so that the places before stay as they are.
  for (const { at, words } of [...runs].reverse()) place.type.insert(Math.min(place.index + at, place.type.length), words);
  return true;
}

function putIntoParagraph(doc: Y.Doc, runs: readonly Run[], home: Home): Y.XmlText {
  const { holder, index } = findHome(home, doc);
  const paragraph = new Y.XmlElement('paragraph');
  const text = new Y.XmlText();
  paragraph.insert(0, [text]);
  holder.insert(index, [paragraph]);
  // As Lexical's binding keeps runs: `p` holds their fields, and `i` keeps two of them apart.
  text.applyDelta(
    spaced(runs).map(({ words, fields }, i) => ({
      insert: words,
      attributes: { ...(fields !== undefined && fields !== null && { p: fields }), ...(i > 0 && { i }) },
    })),
  );
  return text;
}

const joined = (runs: readonly Run[]): string => runs.map(({ words }) => words).join('');

/** Runs that had other words between them, with a blank there and none around all; those of the same fields as one. */
function spaced(runs: readonly Run[]): readonly { words: string; fields: unknown }[] {
  const parts: { words: string; fields: unknown }[] = [];
  runs.forEach(({ words, fields, at }, index) => {
    const apart = index > 0 && runs[index - 1]?.at !== at;
    const last = parts.at(-1);
    if (last !== undefined && apart && !/\s$/.test(last.words) && !/^\s/.test(words)) last.words += ' ';
    if (last !== undefined && JSON.stringify(last.fields) === JSON.stringify(fields)) last.words += words;
    else parts.push({ words, fields });
  });
  const [first, last] = [parts[0], parts.at(-1)];
  if (first !== undefined) first.words = first.words.trimStart();
  if (last !== undefined) last.words = last.words.trimEnd();
  return parts.filter(({ words }) => words !== '');
}

import { BOUNDS } from '../../../shared/model/bounds.ts';
import type { Anchor } from '../../../shared/model/records.ts';
import { anchorOf, type FoundWords } from './anchors.ts';
import type { DocumentWords, Span } from './document-words.ts';

/** What a thread's positions held last. */
interface Held {
  readonly words: DocumentWords;
  readonly anchor: Anchor;
  /** The thread's words without white space: they may say something else than its quote by now. */
  readonly said: string;
}

/**
 * Tells which anchors are to be made anew. A block that becomes a heading, or is moved, is another text for Yjs: its words are found by what they
 * say, but only until somebody changes them. And words that are taken out and brought back by undo are others for everybody but who did that. So
 * who does such a thing says where the words are now. So does who splits words that say no longer what is quoted: nothing else would find
 * their second half.
 */
export class MovedAnchors {
  /** By thread. */
  readonly #held = new Map<string, Held>();
  readonly #gone = new Set<string>();

  /**
   * Takes what was found for a thread; to be called each time that it is looked for.
   * @param found null where its words are gone
   * @param undid something was taken back here since the last time
   * @returns its anchor at the place where its words are now; null where it is there already, or where that may be another place which says the
   * same, as when one of two copies was deleted: undo would bring back the words, but not the thread
   */
  note(id: string, anchor: Anchor, found: FoundWords | null, words: DocumentWords, undid: boolean): Anchor | null {
    if (found === null) {
      this.#gone.add(id);
      return null;
    }
    const isBack = this.#gone.delete(id);
    const before = this.#held.get(id);
    if (!found.moved) {
      const whole = before === undefined ? null : splitOrJoined(before, anchor, found, words);
      const now = whole !== null || (isBack && undid) ? madeAnew(anchor, whole ?? found, words) : null;
      this.#held.set(id, { words, anchor: now ?? anchor, said: solidOf(words, whole ?? found) });
      return now;
    }
    const quote = anchor.quote.replace(/\s+/g, '');
    // How a quote goes on that was cut, nobody knows.
    if (before === undefined || anchor.quote.length >= BOUNDS.quote - 1) return null;
    return countOf(words, quote) < countOf(before.words, quote) ? null : madeAnew(anchor, found, words);
  }
}

/** Where a thread's words are if all that came between is that blocks were split or joined; null where it is not so, or they are as they were. */
function splitOrJoined(before: Held, anchor: Anchor, found: Span, words: DocumentWords): Span | null {
  const { said } = before;
  const isSame = before.anchor.start === anchor.start && before.anchor.end === anchor.end;
  if (!isSame || solidOf(words, found) === said || before.words.solid.text !== words.solid.text) return null;
  const { text } = words.solid;
  for (let at = text.indexOf(said); at !== -1; at = text.indexOf(said, at + 1)) {
    const span = words.solid.outside({ from: at, to: at + said.length });
    if (span.from <= found.to && span.to >= found.from) return span;
  }
  return null;
}

function solidOf({ text }: DocumentWords, { from, to }: Span): string {
  return text.slice(from, to).replace(/\s+/g, '');
}

function madeAnew(anchor: Anchor, found: Span, words: DocumentWords): Anchor | null {
  const now = anchorOf(words, found);
  return now === null || (now.start === anchor.start && now.end === anchor.end) ? null : { ...now, quote: anchor.quote };
}

function countOf({ solid: { text } }: DocumentWords, quote: string): number {
  return text.split(quote).length;
}

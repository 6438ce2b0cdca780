import { BOUNDS } from '../../../shared/model/bounds.ts';
import type { Anchor } from '../../../shared/model/records.ts';
import { anchorOf, type FoundWords } from './anchors.ts';
import type { DocumentWords } from './document-words.ts';

/**
 * Tells which anchors are to be made anew. A block that becomes a heading, or is moved, is another text for Yjs: its words are found by what they
 * say, but only until somebody changes them. And words that are taken out and brought back by undo are others for everybody but who did that. So
 * who does such a thing says where the words are now.
 */
export class MovedAnchors {
  /** By thread: the words of the document when its positions held its words last. */
  readonly #held = new Map<string, DocumentWords>();
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
    if (!found.moved) {
      this.#held.set(id, words);
      return isBack && undid ? madeAnew(anchor, found, words) : null;
    }
    const before = this.#held.get(id);
    const quote = anchor.quote.replace(/\s+/g, '');
    // How a quote goes on that was cut, nobody knows.
    if (before === undefined || anchor.quote.length >= BOUNDS.quote - 1) return null;
    return countOf(words, quote) < countOf(before, quote) ? null : madeAnew(anchor, found, words);
  }
}

function madeAnew(anchor: Anchor, found: FoundWords, words: DocumentWords): Anchor | null {
  const now = anchorOf(words, found);
  return now === null || (now.start === anchor.start && now.end === anchor.end) ? null : { ...now, quote: anchor.quote };
}

function countOf({ solid: { text } }: DocumentWords, quote: string): number {
  return text.split(quote).length;
}

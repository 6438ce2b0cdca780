import type { BlockText } from '../block-texts.ts';

/** What is looked for. */
export interface Wanted {
  readonly words: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

/** Where it stands: in a block, from the first character to behind the last. */
export interface Match {
  readonly block: BlockText;
  readonly from: number;
  readonly to: number;
}

/** More than these nobody walks through; finding them would take the page's time. */
export const MOST_MATCHES = 5000;

/** Looks for the same words in one block after the other; what was found in a block that didn't change is remembered. */
export class Finder {
  readonly #pattern: RegExp | null;
  readonly #known = new WeakMap<BlockText, readonly Match[]>();

  constructor(wanted: Wanted) {
    this.#pattern = patternOf(wanted);
  }

  /** In the document's order, at most `MOST_MATCHES`. */
  find(blocks: readonly BlockText[]): readonly Match[] {
    const found: Match[] = [];
    for (const block of blocks) {
      for (const match of this.#in(block)) {
        if (found.length === MOST_MATCHES) return found;
        found.push(match);
      }
    }
    return found;
  }

  #in(block: BlockText): readonly Match[] {
    const known = this.#known.get(block);
    if (known !== undefined) return known;
    const found: Match[] = [];
    if (this.#pattern !== null) {
      for (const { 0: words, index } of block.text.matchAll(this.#pattern)) {
        found.push({ block, from: index, to: index + words.length });
        if (found.length === MOST_MATCHES) break;
      }
    }
    this.#known.set(block, found);
    return found;
  }
}

/** A blank finds any blank, also one that doesn't break; null for nothing to look for. */
function patternOf({ words, matchCase, wholeWord }: Wanted): RegExp | null {
  if (words === '') return null;
  const literal = words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s/g, '[^\\S\\n]');
  const pattern = wholeWord ? `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])` : literal;
  return new RegExp(pattern, matchCase ? 'gu' : 'giu');
}

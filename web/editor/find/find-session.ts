import { $getSelection, $isRangeSelection, $setSelection, getDOMTextNode, type LexicalEditor } from 'lexical';
import { type BlockTexts, piecesIn, readBlockTexts } from '../block-texts.ts';
import { paint } from '../paint.ts';
import { showRange } from '../show-range.ts';
import { Finder, type Match, MOST_MATCHES, type Wanted } from './matches.ts';
import { replaceMatches } from './replace.ts';

/** The names under which matches are painted; the style sheet has their looks. */
const ALL = 'weft-find';
const CURRENT = 'weft-find-current';
/** ms behind an edit before it is looked for anew: never while somebody types. */
const CALM = 200;

/** What was found. */
export interface Found {
  readonly count: number;
  /** There are more than are counted. */
  readonly more: boolean;
  /** Of the match that one is at, from 0; -1 for none. */
  readonly at: number;
}

export const NOTHING_FOUND: Found = Object.freeze({ count: 0, more: false, at: -1 });

/** Looks for words in an editor's text while it is open, keeps up with edits, and paints what it finds over the text. */
export class FindSession {
  readonly #editor: LexicalEditor;
  readonly #onFound: (found: Found) => void;
  readonly #texts: BlockTexts;
  readonly #stopListening: () => void;
  #finder: Finder | null = null;
  #matches: readonly Match[] = [];
  #at = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(editor: LexicalEditor, onFound: (found: Found) => void) {
    this.#editor = editor;
    this.#onFound = onFound;
    this.#texts = readBlockTexts(editor);
    this.#stopListening = editor.registerUpdateListener(({ dirtyElements, dirtyLeaves }) => {
      if (dirtyElements.size === 0 && dirtyLeaves.size === 0) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#refresh(), CALM);
    });
  }

  /** Looks for something else: the match nearest behind the caret is the current one. */
  look(wanted: Wanted): void {
    this.#finder = new Finder(wanted);
    this.#matches = this.#finder.find(this.#texts.read());
    this.#at = this.#nearest();
    this.#tell(true);
  }

  /** Goes to the next match, or to the one before: behind the last comes the first. */
  step(by: 1 | -1): void {
    this.#refresh();
    if (this.#matches.length === 0) return;
    this.#at = (this.#at + by + this.#matches.length) % this.#matches.length;
    this.#tell(true);
  }

  /** Puts `words` in place of the current match and goes to the next. @returns whether it was still there */
  replace(words: string): boolean {
    this.#refresh();
    const match = this.#matches[this.#at];
    if (match === undefined) return false;
    const replaced = replaceMatches(this.#editor, [match], words) === 1;
    const { key } = match.block;
    const behind = match.from + words.length;
    this.#matches = this.#finder?.find(this.#texts.read()) ?? [];
    const next = this.#matches.findIndex(({ block, from }, index) => index >= this.#at && (block.key !== key || from >= behind));
    this.#at = next === -1 ? Math.min(0, this.#matches.length - 1) : next;
    this.#tell(true);
    return replaced;
  }

  /** Puts `words` in place of all matches. @returns how many */
  replaceAll(words: string): number {
    this.#refresh();
    const replaced = replaceMatches(this.#editor, this.#matches, words);
    this.#refresh();
    return replaced;
  }

  /** Ends it. The match that one was at is selected in the text. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#stopListening();
    this.#texts.stop();
    paint(ALL, []);
    paint(CURRENT, []);
    const match = this.#matches[this.#at];
    if (match !== undefined) this.#select(match);
  }

  #refresh(): void {
    clearTimeout(this.#timer);
    if (this.#finder === null) return;
    const before = this.#matches[this.#at];
    this.#matches = this.#finder.find(this.#texts.read());
    if (before !== undefined) {
      const inBlock = this.#matches.findIndex(({ block, from }) => block.key === before.block.key && from >= before.from);
      this.#at = inBlock === -1 ? Math.min(this.#at, this.#matches.length - 1) : inBlock;
    } else this.#at = Math.min(0, this.#matches.length - 1);
    this.#tell(false);
  }

  #tell(go: boolean): void {
    const ranges = this.#matches.map((match) => this.#rangeOf(match));
    const current = ranges[this.#at] ?? null;
    paint(
      ALL,
      ranges.filter((range, index) => range !== null && index !== this.#at),
    );
    paint(CURRENT, [current]);
    if (go && current !== null) showRange(current);
    this.#onFound({ count: this.#matches.length, more: this.#matches.length === MOST_MATCHES, at: this.#at });
  }

  #rangeOf({ block, from, to }: Match): Range | null {
    const pieces = piecesIn(block, from, to);
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (first === undefined || last === undefined) return null;
    const [start, end] = [first, last].map(({ key }) => getDOMTextNode(this.#editor.getElementByKey(key)));
    // The page may be behind the text for a moment.
    if (start == null || end == null || first.from > start.length || last.to > end.length) return null;
    const range = document.createRange();
    range.setStart(start, first.from);
    range.setEnd(end, last.to);
    return range;
  }

  #nearest(): number {
    if (this.#matches.length === 0) return -1;
    const caret = this.#editor.getEditorState().read(() => {
      const selection = $getSelection();
      return $isRangeSelection(selection) ? { key: selection.anchor.key, offset: selection.anchor.offset } : null;
    });
    const order = new Map(this.#texts.read().map(({ key }, index) => [key, index]));
    const block = this.#texts.read().find(({ key, pieces }) => key === caret?.key || pieces.some((piece) => piece.key === caret?.key));
    if (caret === null || block === undefined) return 0;
    const own = order.get(block.key) ?? 0;
    const offset = (block.pieces.find(({ key }) => key === caret.key)?.from ?? 0) + caret.offset;
    const behind = this.#matches.findIndex((match) => {
      const place = order.get(match.block.key) ?? 0;
      return place > own || (place === own && match.to >= offset);
    });
    return Math.max(0, behind);
  }

  #select(match: Match): void {
    const range = this.#rangeOf(match);
    if (range === null || !this.#editor.isEditable()) return;
    const pieces = piecesIn(match.block, match.from, match.to);
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (first === undefined || last === undefined) return;
    this.#editor.update(() => {
      const selection = $getSelection()?.clone();
      if (!$isRangeSelection(selection)) return;
      selection.anchor.set(first.key, first.from, 'text');
      selection.focus.set(last.key, last.to, 'text');
      $setSelection(selection);
    });
  }
}

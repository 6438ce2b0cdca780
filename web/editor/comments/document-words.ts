import * as Y from 'yjs';
import { LONGEST_LABEL } from '../../../shared/model/mentions.ts';
import { textOf } from '../../../shared/model/values.ts';

/** A place in a shared text, as Yjs counts. */
export interface SharedPlace {
  readonly type: Y.XmlText;
  readonly index: number;
}

/** Words in a row of words: UTF-16 offsets, `to` behind the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface Piece extends Span {
  readonly type: Y.XmlText;
}

/** Elements that stand in a line of text: between all others there is a line break. */
const INLINE: ReadonlySet<string> = new Set(['link', 'autolink', 'mention', 'linebreak']);

/** What stands for something in a text that is no text: it counts as one, as Yjs counts it. */
const OBJECT = '\ufffc';

/** All words of a document at one time, in one row, with a line break between blocks. */
export class DocumentWords {
  readonly text: string;
  readonly #pieces: readonly Piece[];
  readonly #byType: ReadonlyMap<unknown, Piece>;
  #solid: SolidText | null = null;

  constructor(text: string, pieces: readonly Piece[]) {
    this.text = text;
    this.#pieces = pieces;
    this.#byType = new Map(pieces.map((piece) => [piece.type, piece]));
  }

  /** The same words without white space: what a block split in two, or two joined, doesn't change. */
  get solid(): SolidText {
    this.#solid ??= new SolidText(this.text);
    return this.#solid;
  }

  /** Where a place in a shared text is in the row; null where that text is no part of the document (any more). */
  offsetOf(type: unknown, index: number): number | null {
    const piece = this.#byType.get(type);
    return piece === undefined ? null : Math.min(piece.from + index, piece.to);
  }

  /** Where the shared text ends that holds this; null as above. */
  endOf(type: unknown): number | null {
    return this.#byType.get(type)?.to ?? null;
  }

  /** Where shared text begins and ends within a span; null where there is none in it. */
  placesOf({ from, to }: Span): readonly [start: SharedPlace, end: SharedPlace] | null {
    const first = this.#pieces.find((piece) => piece.to > from);
    const last = this.#pieces.findLast((piece) => piece.from < to);
    if (first === undefined || last === undefined || first.from >= to || last.to <= from) return null;
    return [
      { type: first.type, index: Math.max(0, from - first.from) },
      { type: last.type, index: Math.min(to, last.to) - last.from },
    ];
  }
}

/** A text without its white space, and where each of its characters stood. */
class SolidText {
  readonly text: string;
  readonly #offsets: Uint32Array;

  constructor(text: string) {
    const offsets = new Uint32Array(text.length);
    const parts: string[] = [];
    let length = 0;
    for (const { 0: word, index } of text.matchAll(/\S+/g)) {
      for (let at = 0; at < word.length; at++) offsets[length++] = index + at;
      parts.push(word);
    }
    this.text = parts.join('');
    this.#offsets = offsets.subarray(0, length);
  }

  /** Where a span of it stood. It may not be empty. */
  outside({ from, to }: Span): Span {
    return { from: this.#offsets[from] ?? 0, to: (this.#offsets[to - 1] ?? 0) + 1 };
  }
}

/** Reads a document's words again and again: what didn't change isn't read anew. */
export class WordsReader {
  readonly #root: Y.XmlElement;
  readonly #known = new WeakMap<Y.XmlText, string>();
  #words: DocumentWords | null = null;
  readonly #forget = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    this.#words = null;
    for (const { target } of events) if (target instanceof Y.XmlText) this.#known.delete(target);
  };

  constructor(root: Y.XmlElement) {
    this.#root = root;
    root.observeDeep(this.#forget);
  }

  /** The words as they are now: the same object until they change. */
  read(): DocumentWords {
    this.#words ??= this.#readAll();
    return this.#words;
  }

  stop(): void {
    this.#root.unobserveDeep(this.#forget);
  }

  #readAll(): DocumentWords {
    const parts: string[] = [];
    const pieces: Piece[] = [];
    let length = 0;
    let broken = false;
    const put = (text: string): Span => {
      if (broken && length > 0) {
        parts.push('\n');
        length++;
      }
      broken = false;
      parts.push(text);
      length += text.length;
      return { from: length - text.length, to: length };
    };
    // A stack of our own: hostile nesting must not overflow the page's. Null is the end of a block.
    const waiting: unknown[] = [this.#root];
    while (waiting.length > 0) {
      const next = waiting.pop();
      if (next === null) broken = true;
      else if (next instanceof Y.XmlText) {
        const text = this.#textOf(next);
        if (text !== '') pieces.push({ type: next, ...put(text) });
      } else if (next instanceof Y.XmlElement) {
        if (next.nodeName === 'linebreak') broken = true;
        if (next.nodeName === 'mention') put(`@${textOf(next.getAttribute('__label'), LONGEST_LABEL) ?? ''}`);
        if (!INLINE.has(next.nodeName)) {
          broken = true;
          waiting.push(null);
        }
        const children: readonly unknown[] = next.toArray();
        for (let index = children.length - 1; index >= 0; index--) waiting.push(children[index]);
      }
    }
    return new DocumentWords(parts.join(''), pieces);
  }

  #textOf(type: Y.XmlText): string {
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    const delta: readonly { readonly insert?: unknown }[] = type.toDelta();
    const text = delta.map(({ insert }) => (typeof insert === 'string' ? insert : OBJECT)).join('');
    this.#known.set(type, text);
    return text;
  }
}

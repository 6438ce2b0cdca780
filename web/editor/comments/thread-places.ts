import type { BindingV2 } from '@lexical/yjs';
import { COLLABORATION_TAG, HISTORIC_TAG, type LexicalEditor } from 'lexical';
import type { Anchor } from '../../../shared/model/records.ts';
import type { DocumentThread } from '../../hooks/use-document-threads.ts';
import { paint } from '../paint.ts';
import { anchorOf, findAnchor } from './anchors.ts';
import { type Span, WordsReader } from './document-words.ts';
import { MovedAnchors } from './moved-anchors.ts';
import { rangeOf, selectedSpan } from './text-ranges.ts';

/** The names under which places are painted; the style sheet has their looks. */
const OPEN = 'weft-thread';
const ACTIVE = 'weft-thread-active';

/** ms. Where finding all of them takes longer, in a long text, it isn't done with each key, but after a rest. */
const SLOW = 6;
const REST = 300;

/** What is painted: all that is open, and stronger what is looked at. */
export interface ShownThreads {
  readonly threads: readonly DocumentThread[];
  readonly active: readonly string[];
  /** The words that a comment is being written on. */
  readonly writing: Anchor | null;
}

/** Where a thread is: threads come in the order of the text, those whose words are gone behind them. */
export interface ThreadPlace {
  readonly id: string;
  /** Its words are in the text. */
  readonly here: boolean;
}

export interface ThreadPlacesOptions {
  readonly editor: LexicalEditor;
  readonly binding: BindingV2;
  /** The order is another, or something was removed, or came back. */
  readonly onPlaces: (places: readonly ThreadPlace[]) => void;
  /** What was written here has moved a thread's words, or they moved before: its anchor is to be this one. */
  readonly onMoved: (id: string, anchor: Anchor) => void;
}

/**
 * Finds the places of a document's threads, keeps up with the text, and paints them over it: at most once a frame. Nothing of that is
 * written into the document's text.
 */
export class ThreadPlaces {
  readonly #options: ThreadPlacesOptions;
  readonly #reader: WordsReader;
  readonly #stops: (() => void)[];
  readonly #moved = new MovedAnchors();
  /** Something was written here since the places were looked for. */
  #wrote = false;
  /** Something was taken back here since then. */
  #undid = false;
  #shown: ShownThreads = { threads: [], active: [], writing: null };
  #spans: ReadonlyMap<string, Span> = new Map();
  #places: readonly ThreadPlace[] = [];
  #found: { readonly words: unknown; readonly threads: unknown } = { words: null, threads: null };
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #took = 0;

  constructor(options: ThreadPlacesOptions) {
    this.#options = options;
    this.#reader = new WordsReader(options.binding.root);
    this.#stops = [
      options.editor.registerUpdateListener(({ tags, dirtyElements, dirtyLeaves }) => {
        if (dirtyElements.size + dirtyLeaves.size > 0 && !tags.has(COLLABORATION_TAG)) this.#wrote = true;
        if (tags.has(HISTORIC_TAG)) this.#undid = true;
        this.#plan();
      }),
      options.editor.registerRootListener(() => this.#plan()),
    ];
  }

  show(shown: ShownThreads): void {
    this.#shown = shown;
    this.#plan();
  }

  /** The anchor of what is selected; null where nothing is. */
  selected(): Anchor | null {
    const words = this.#reader.read();
    const span = selectedSpan(this.#options.editor, this.#options.binding, words);
    return span === null ? null : anchorOf(words, span);
  }

  /** The open threads in whose words the caret is. */
  atCaret(): readonly string[] {
    const caret = selectedSpan(this.#options.editor, this.#options.binding, this.#reader.read());
    if (caret === null) return [];
    return this.#openOnes().filter((id) => {
      const span = this.#spans.get(id);
      return span !== undefined && span.from <= caret.from && caret.to <= span.to;
    });
  }

  /** The open threads on whose words this point of the window is. */
  at(x: number, y: number): readonly string[] {
    return this.#openOnes().filter((id) => {
      const boxes = [...(this.range(id)?.getClientRects() ?? [])];
      return boxes.some((box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
    });
  }

  /** Where a thread's words are on the page; null where they are gone. */
  range(id: string): Range | null {
    this.#find();
    const span = this.#spans.get(id);
    return span === undefined ? null : rangeOf(this.#options.editor, this.#options.binding, this.#reader.read(), span);
  }

  /** The same for words that no thread is about yet. */
  rangeOf(anchor: Anchor): Range | null {
    const { editor, binding } = this.#options;
    const words = this.#reader.read();
    const span = findAnchor(binding.doc, words, anchor);
    return span === null ? null : rangeOf(editor, binding, words, span);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
    this.#reader.stop();
    for (const name of [OPEN, ACTIVE]) paint(name, []);
  }

  #openOnes(): readonly string[] {
    return this.#shown.threads.flatMap(({ thread_id, resolved_at }) => (resolved_at === null ? thread_id : []));
  }

  #plan(): void {
    if (this.#frame !== 0 || this.#timer !== undefined) return;
    const look = (): void => {
      this.#timer = undefined;
      this.#frame = requestAnimationFrame(() => this.#update());
    };
    if (this.#took > SLOW) this.#timer = setTimeout(look, REST);
    else look();
  }

  #update(): void {
    this.#frame = 0;
    const began = performance.now();
    this.#find();
    this.#took = performance.now() - began;
    const { active, writing } = this.#shown;
    const strong = [...active.map((id) => this.range(id)), writing === null ? null : this.rangeOf(writing)];
    paint(
      OPEN,
      this.#openOnes().map((id) => this.range(id)),
    );
    paint(ACTIVE, strong);
  }

  #find(): void {
    const { threads } = this.#shown;
    // A text that nobody comments on isn't read for it.
    if (threads.length === 0 && this.#places.length === 0) return;
    const words = this.#reader.read();
    if (this.#found.words === words && this.#found.threads === threads) return;
    this.#found = { words, threads };
    const spans = new Map<string, Span>();
    const moved = new Map<string, Anchor>();
    for (const { thread_id, anchor } of threads) {
      if (anchor === null) continue;
      const span = findAnchor(this.#options.binding.doc, words, anchor);
      if (span !== null) spans.set(thread_id, span);
      const now = this.#moved.note(thread_id, anchor, span, words, this.#undid);
      if (now !== null) moved.set(thread_id, now);
    }
    this.#spans = spans;
    // One editor says it, not all that are open.
    if (this.#wrote) for (const [id, anchor] of moved) this.#options.onMoved(id, anchor);
    this.#wrote = false;
    this.#undid = false;
    const places = threads.map(({ thread_id: id }) => ({ id, here: spans.has(id) }));
    const at = (id: string): number => spans.get(id)?.from ?? Number.POSITIVE_INFINITY;
    places.sort((a, b) => (at(a.id) === at(b.id) ? 0 : at(a.id) - at(b.id)));
    if (isSamePlaces(places, this.#places)) return;
    this.#places = places;
    this.#options.onPlaces(places);
  }
}

function isSamePlaces(a: readonly ThreadPlace[], b: readonly ThreadPlace[]): boolean {
  return a.length === b.length && a.every(({ id, here }, index) => id === b[index]?.id && here === b[index]?.here);
}

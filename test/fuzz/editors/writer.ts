import { createHeadlessEditor } from '@lexical/headless';
import { registerRichText } from '@lexical/rich-text';
import { BLUR_COMMAND, type LexicalEditor, REDO_COMMAND, UNDO_COMMAND } from 'lexical';
import { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { type BoundDocument, bindDocument } from '../../../web/editor/binding/bind-document.ts';
import { EDITOR_NODES } from '../../../web/editor/binding/editor-nodes.ts';
import { registerUndo } from '../../../web/editor/binding/undo.ts';
import { registerNodes } from '../../../web/editor/register-nodes.ts';
import type { Seeded } from '../../support/random.ts';
import { randomEdit } from './edits.ts';

/**
 * Lexical removes a range whose last line it has shortened already, and looks where the selection is that it has not told yet. Its build for development
 * throws at an offset past the text; the build that people get takes the text's end, and sets the selection right a moment later.
 */
const isOfDevelopmentOnly = (error: Error): boolean =>
  error.message.startsWith('$getTextNodeOffset: invalid offset') &&
  error.stack?.includes('$updateElementSelectionOnCreateDeleteNode') === true;

/** An editor without a DOM over a document, as the web puts it together, with an account of what went wrong in it. */
export class Writer {
  readonly doc: Y.Doc;
  readonly editor: LexicalEditor;
  /** Errors that the editor reported; each is healed by the binding. */
  readonly faults: unknown[] = [];
  /** Errors that the binding could not heal. */
  readonly broken: unknown[] = [];
  /** Updates that this editor wrote. */
  written = 0;
  readonly #bound: BoundDocument;
  readonly #stops: (() => void)[];

  /** @param options.writes false for a reader */
  constructor(doc: Y.Doc, { writes = true }: { readonly writes?: boolean } = {}) {
    this.doc = doc;
    const awareness = new Awareness(doc);
    this.editor = createHeadlessEditor({
      nodes: EDITOR_NODES,
      onError: (error) => {
        if (!isOfDevelopmentOnly(error)) this.faults.push(error);
        this.#bound.fault(error);
      },
    });
    this.editor.setEditable(writes);
    const stopNodes = registerNodes(this.editor);
    const stopText = registerRichText(this.editor);
    this.#bound = bindDocument({
      editor: this.editor,
      doc,
      awareness,
      mayWrite: () => writes,
      onBroken: (error) => this.broken.push(error),
    });
    const { binding } = this.#bound;
    const stopUndo = registerUndo(this.editor, this.#bound);
    const count = (_update: Uint8Array, origin: unknown): void => {
      if (origin === binding) this.written++;
    };
    doc.on('update', count);
    this.#stops = [() => doc.off('update', count), stopUndo, () => this.#bound.stop(), stopText, stopNodes, () => awareness.destroy()];
  }

  /** What the editor shows, comparable. */
  shown(): string {
    // `$` holds marks of no look: one that was taken back is false where it was seen, and missing where it wasn't. Documents hold it too.
    return JSON.stringify(this.editor.getEditorState().toJSON(), (key, value: unknown) => (key === '$' ? undefined : value));
  }

  /**
   * Does one thing of those that people do: mostly an edit, at times undo or redo.
   * @returns its name
   */
  act(random: Seeded): string {
    // What follows is another step of undo, as after a pause.
    if (random.chance(0.3)) this.editor.dispatchCommand(BLUR_COMMAND, new Event('blur') as FocusEvent);
    const dice = random.next();
    if (dice > 0.12) return randomEdit(this.editor, this.#bound.binding, random);
    this.editor.dispatchCommand(dice < 0.08 ? UNDO_COMMAND : REDO_COMMAND, undefined);
    return dice < 0.08 ? 'undo' : 'redo';
  }

  /** Ends it, and its document. */
  stop(): void {
    for (const stop of this.#stops) stop();
    this.doc.destroy();
  }
}

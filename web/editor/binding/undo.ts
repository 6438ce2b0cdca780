import {
  BLUR_COMMAND,
  COMMAND_PRIORITY_CRITICAL,
  COMMAND_PRIORITY_EDITOR,
  KEY_ENTER_COMMAND,
  type LexicalEditor,
  mergeRegister,
  REDO_COMMAND,
  UNDO_COMMAND,
} from 'lexical';
import { type Transaction, UndoManager, type XmlElement, type XmlText, type YEvent } from 'yjs';
import { PUT_BACK } from '../../hooks/use-rescued.ts';
import { type BoundDocument, OWN_STEP } from './bind-document.ts';
import type { Caret } from './carets.ts';
import { keepOwn } from './keep-own.ts';
import { isSeen } from './seen-changes.ts';
import { type StackItem, TakenBack } from './taken-back.ts';

/** ms. Typing without a pause is one step for at most this long: nobody wants a whole page back at once. */
const LONGEST_STEP = 3000;

/** Back, or forth again. */
export type UndoWay = 'undo' | 'redo';

export interface UndoOptions {
  /** A monotonic clock, ms. */
  readonly now?: () => number;
  /** Asked for, where no step is left that would change anything. */
  readonly onNothing?: (way: UndoWay) => void;
}

interface StackEvent {
  readonly stackItem: StackItem;
  readonly origin: unknown;
  readonly type: UndoWay;
}

/** Where the selection was before a step, and where it was when the step ended. */
interface Carets {
  readonly before: Caret | null;
  readonly after: Caret | null;
}

/**
 * Undo and redo of one's own changes alone. A step ends at Enter, on leaving the editor, at a pause of half a second (the
 * undo manager's own window), after `LONGEST_STEP`, and before an update with Lexical's tag `history-push`.
 * The selection goes to where it was before what is taken back was written, and after it where it is done again.
 * @returns its stop
 */
export function registerUndo(
  editor: LexicalEditor,
  bound: BoundDocument,
  { now = () => performance.now(), onNothing = () => {} }: UndoOptions = {},
): () => void {
  const { binding } = bound;
  // Lexical's createUndoManager has no delete filter.
  const manager = new UndoManager(binding.root, {
    trackedOrigins: new Set<unknown>([binding, PUT_BACK]),
    deleteFilter: (item) => taken.mayGo(item),
    // Asked right before a change joins the last step.
    captureTransaction: (transaction) => {
      if (transaction.meta.get(OWN_STEP) === true || transaction.origin === PUT_BACK) manager.stopCapturing();
      return true;
    },
  });
  const taken = new TakenBack(manager);
  const keepNoMore = keepOwn(binding.doc);
  let stepBegan = 0;
  const carets = new WeakMap<StackItem, Carets>();
  let before: Caret | null = null;
  const prepare = ({ origin }: Transaction): void => {
    if (origin === binding) before = bound.caret();
  };
  const began = ({ stackItem, origin }: StackEvent): void => {
    stepBegan = now();
    if (origin === PUT_BACK) manager.stopCapturing();
    if (origin === binding) carets.set(stackItem, { before, after: bound.caret() });
  };
  const grew = ({ stackItem }: StackEvent): void => {
    carets.set(stackItem, { before: carets.get(stackItem)?.before ?? null, after: bound.caret() });
    if (now() - stepBegan > LONGEST_STEP) manager.stopCapturing();
  };
  const goBack = ({ stackItem, type }: StackEvent): void => {
    const opposite = (type === 'undo' ? manager.redoStack : manager.undoStack).at(-1);
    const places = carets.get(stackItem);
    if (places === undefined) return;
    if (opposite !== undefined) carets.set(opposite, { before: places.after, after: places.before });
    if (places.before !== null) bound.select(places.before);
  };
  manager.on('stack-item-added', began);
  manager.on('stack-item-updated', grew);
  manager.on('stack-item-popped', goBack);
  binding.doc.on('beforeTransaction', prepare);

  let seen = false;
  const look = (events: YEvent<XmlElement | XmlText>[], { origin }: Transaction): void => {
    if (origin === manager) seen = events.some(isSeen);
  };
  // As in bind-document: below this root there are elements and texts alone.
  const observer = look as Parameters<typeof binding.root.observeDeep>[0];
  binding.root.observeDeep(observer);
  // Where others changed or removed what a step was about, taking it back may show nothing: then the step before it is meant.
  const run = (which: UndoWay): boolean => {
    if (!editor.isEditable()) return true;
    taken.begin();
    let step: StackItem | null;
    do {
      seen = false;
      step = manager[which]();
    } while (step !== null && !seen);
    if (step === null) onNothing(which);
    return true;
  };
  const endStep = (): boolean => {
    manager.stopCapturing();
    return false;
  };
  const unregister = mergeRegister(
    editor.registerCommand(UNDO_COMMAND, () => run('undo'), COMMAND_PRIORITY_EDITOR),
    editor.registerCommand(REDO_COMMAND, () => run('redo'), COMMAND_PRIORITY_EDITOR),
    // Enter confirms a candidate while an input method composes: that ends no step.
    editor.registerCommand(KEY_ENTER_COMMAND, (event) => (event?.isComposing === true ? false : endStep()), COMMAND_PRIORITY_CRITICAL),
    editor.registerCommand(BLUR_COMMAND, endStep, COMMAND_PRIORITY_CRITICAL),
  );
  return () => {
    unregister();
    binding.root.unobserveDeep(observer);
    binding.doc.off('beforeTransaction', prepare);
    manager.destroy();
    keepNoMore();
  };
}

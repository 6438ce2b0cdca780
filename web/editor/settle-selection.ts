import type { LexicalEditor } from 'lexical';
import { useEffect } from 'react';

/** Before these an editor's own selection must be where the browser's is: what they do happens at the selection. */
const EVENTS = ['keydown', 'pointerdown', 'copy', 'cut', 'paste'] as const;

/** Where the browser's selection was when the editor was last told of it. */
let told: StaticRangeInit | null = null;

/**
 * Tells the editor now of a caret that the browser has moved already. Browsers say it in a task of their own, which on a busy machine comes
 * after the next keys, and after changes by others: a paste would go to where the caret was before, and a change by others would put the
 * caret back there.
 */
export function settleSelection(editor: LexicalEditor): void {
  // An editor without a page has its selection to itself.
  if (typeof document === 'undefined') return;
  const root = editor.getRootElement();
  const selection = document.getSelection();
  if (root === null || selection === null || editor.isComposing() || !root.contains(selection.anchorNode)) return;
  if (told !== null && isAt(selection, told)) return;
  document.dispatchEvent(new Event('selectionchange'));
  // Reading ends what the editor has planned: from here on the binding knows the caret too.
  editor.read(() => {});
}

/** Tells the editor of each caret before anything happens there, while the component is mounted. */
export function useToldSelection(editor: LexicalEditor): void {
  useEffect(() => {
    const settle = (): void => {
      settleSelection(editor);
      // Lexical takes the next caret that the browser tells of for one that the pointer set. A click to where the caret was already sets none:
      // it would be the caret that Chromium puts at the text's beginning where cells are chosen by keys, and they would be chosen no more.
      editor._inputState.isSelectionChangeFromMouseDown = false;
    };
    const note = (): void => {
      told = placeOf(document.getSelection());
    };
    const stop = new AbortController();
    for (const event of EVENTS) document.addEventListener(event, settle, { capture: true, signal: stop.signal });
    document.addEventListener('selectionchange', note, { signal: stop.signal });
    return () => {
      stop.abort();
      told = null;
    };
  }, [editor]);
}

function placeOf(selection: Selection | null): StaticRangeInit | null {
  if (selection?.anchorNode == null || selection.focusNode === null) return null;
  const { anchorNode: startContainer, anchorOffset: startOffset, focusNode: endContainer, focusOffset: endOffset } = selection;
  return { startContainer, startOffset, endContainer, endOffset };
}

function isAt(selection: Selection, place: StaticRangeInit): boolean {
  return (
    selection.anchorNode === place.startContainer &&
    selection.anchorOffset === place.startOffset &&
    selection.focusNode === place.endContainer &&
    selection.focusOffset === place.endOffset
  );
}

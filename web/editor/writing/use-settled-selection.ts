import type { LexicalEditor } from 'lexical';
import { type RefObject, useCallback, useEffect, useState } from 'react';

/** ms without a change, after which a selection by keyboard is settled. */
const SETTLED = 250;

/** What is selected in the text, as the page has it; null for nothing. */
export function selectedRange(editor: LexicalEditor): Range | null {
  const selection = document.getSelection();
  const root = editor.getRootElement();
  if (root === null || selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  return root.contains(range.commonAncestorContainer) && range.toString().trim() !== '' ? range : null;
}

/**
 * Whether words are selected and nobody is still selecting them: the pointer is up, the keys rest, no input method composes.
 * @param bar what belongs to the selection: the focus may go there
 * @returns that, and how to end it until something else is selected
 */
export function useSettledSelection(editor: LexicalEditor, bar: RefObject<HTMLElement | null>): readonly [boolean, () => void] {
  const [isSettled, setSettled] = useState(false);
  const close = useCallback(() => setSettled(false), []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isPressed = false;
    const look = (): void => setSettled(!isPressed && !editor.isComposing() && selectedRange(editor) !== null);
    const later = (): void => {
      clearTimeout(timer);
      if (bar.current?.contains(document.activeElement) === true) return;
      if (selectedRange(editor) === null) setSettled(false);
      else if (!isPressed) timer = setTimeout(look, SETTLED);
    };
    const onDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && bar.current?.contains(event.target) === true) return;
      isPressed = true;
      clearTimeout(timer);
      setSettled(false);
    };
    const onUp = (): void => {
      if (!isPressed) return;
      isPressed = false;
      // The browser tells of a selection that a click ended only after the click.
      clearTimeout(timer);
      timer = setTimeout(look, 0);
    };
    document.addEventListener('selectionchange', later);
    window.addEventListener('pointerdown', onDown, { capture: true });
    window.addEventListener('pointerup', onUp, { capture: true });
    window.addEventListener('pointercancel', onUp, { capture: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener('selectionchange', later);
      window.removeEventListener('pointerdown', onDown, { capture: true });
      window.removeEventListener('pointerup', onUp, { capture: true });
      window.removeEventListener('pointercancel', onUp, { capture: true });
    };
  }, [editor, bar]);
  return [isSettled, close];
}

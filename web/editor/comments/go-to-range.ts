import type { LexicalEditor } from 'lexical';
import { showRange } from '../show-range.ts';

/**
 * Brings a range of the text into view, and puts the caret there where one may write.
 * @param uncover takes away what is beside the text, where that lies over it; null where nothing is
 */
export function goToRange(editor: LexicalEditor, range: Range, uncover: (() => void) | null): void {
  const root = editor.getRootElement();
  if (root === null) return;
  const beside = root.closest('.editor-layout')?.querySelector('.side-panel') ?? null;
  if (uncover !== null && beside !== null && getComputedStyle(beside).position === 'fixed') uncover();
  const go = (): void => {
    showRange(range);
    if (!editor.isEditable()) return;
    root.focus({ preventScroll: true });
    root.ownerDocument.getSelection()?.collapse(range.startContainer, range.startOffset);
  };
  // What goes gives the focus back to what had it before: this comes after.
  setTimeout(go, 0);
}

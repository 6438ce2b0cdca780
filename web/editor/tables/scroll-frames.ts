import { TableNode } from '@lexical/table';
import type { LexicalEditor } from 'lexical';

/**
 * Lets a table that is wider than its place be moved sideways by keyboard: its frame can be gone to with Tab. Who reads moves it there with the
 * arrows. Who writes has the caret for that, and what the frame gets of the focus is the text’s: so it is skipped by Tab from the text, and a
 * pointer doesn’t stop at it.
 * @param label what it is, for screen readers
 * @returns its stop
 */
export function registerScrollFrames(editor: LexicalEditor, label: string, editable: boolean): () => void {
  const frames = new Set<HTMLElement>();
  const attributes = Object.entries(editable ? { tabindex: '0' } : { tabindex: '0', role: 'region', 'aria-label': label });
  const clear = (frame: HTMLElement): void => {
    for (const [name] of attributes) frame.removeAttribute(name);
  };
  const mark = (frame: HTMLElement): void => {
    if (frame.scrollWidth <= frame.clientWidth) clear(frame);
    else for (const [name, value] of attributes) frame.setAttribute(name, value);
  };
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const frame = target.closest<HTMLElement>('.table-scroll');
      if (frame !== null) mark(frame);
    }
  });
  const stopTables = editor.registerMutationListener(
    TableNode,
    (mutations) => {
      for (const key of mutations.keys()) {
        const frame = editor.getElementByKey(key);
        if (frame === null || frames.has(frame)) continue;
        frames.add(frame);
        sizes.observe(frame);
        // Words make a table wider whose frame stays as it is.
        const table = frame.querySelector('table');
        if (table !== null) sizes.observe(table);
      }
    },
    { skipInitialization: false },
  );
  const stopText = editable ? keepFocusInText(editor, frames, clear, mark) : undefined;
  return () => {
    stopTables();
    stopText?.();
    sizes.disconnect();
    frames.forEach(clear);
  };
}

function keepFocusInText(
  editor: LexicalEditor,
  frames: ReadonlySet<HTMLElement>,
  clear: (frame: HTMLElement) => void,
  mark: (frame: HTMLElement) => void,
): () => void {
  /** For as long as the browser looks where the focus goes to. */
  const skip = (): void => {
    frames.forEach(clear);
    setTimeout(() => {
      for (const frame of frames) if (frame.isConnected) mark(frame);
    }, 0);
  };
  const onKey = ({ key }: KeyboardEvent): void => {
    if (key === 'Tab') skip();
  };
  const onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || !frames.has(target)) return;
    // Lexical leaves a focus alone that is anywhere in the text.
    editor.getRootElement()?.focus({ preventScroll: true });
    editor.focus();
  };
  return editor.registerRootListener((root) => {
    if (root === null) return;
    const stop = new AbortController();
    const options = { capture: true, signal: stop.signal };
    root.addEventListener('mousedown', skip, options);
    root.addEventListener('keydown', onKey, options);
    root.addEventListener('focusin', onFocus, options);
    return () => stop.abort();
  });
}

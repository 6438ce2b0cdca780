import { TableNode } from '@lexical/table';
import type { LexicalEditor } from 'lexical';

/**
 * Lets who only reads move a wide table sideways by keyboard: it can be gone to with Tab while it is wider than its place. Who writes has a caret for
 * that, and an element inside the text that takes the focus would take it away from the text.
 * @param label what it is, for screen readers
 * @returns its stop
 */
export function registerScrolling(editor: LexicalEditor, label: string): () => void {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target instanceof HTMLElement) name(target);
  });
  const name = (frame: HTMLElement): void => {
    const isWide = frame.scrollWidth > frame.clientWidth;
    for (const [attribute, value] of Object.entries({ tabindex: '0', role: 'region', 'aria-label': label })) {
      if (isWide) frame.setAttribute(attribute, value);
      else frame.removeAttribute(attribute);
    }
  };
  const frames = new Set<HTMLElement>();
  const stop = editor.registerMutationListener(
    TableNode,
    (mutations) => {
      for (const key of mutations.keys()) {
        const frame = editor.getElementByKey(key);
        if (frame === null) continue;
        frames.add(frame);
        sizes.observe(frame);
      }
    },
    { skipInitialization: false },
  );
  return () => {
    stop();
    sizes.disconnect();
    for (const frame of frames) for (const attribute of ['tabindex', 'role', 'aria-label']) frame.removeAttribute(attribute);
  };
}

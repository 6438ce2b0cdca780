import { $findCellNode, $isTableSelection } from '@lexical/table';
import {
  $getSelection,
  $isRangeSelection,
  BLUR_COMMAND,
  COMMAND_PRIORITY_LOW,
  FOCUS_COMMAND,
  type LexicalEditor,
  mergeRegister,
} from 'lexical';
import { type RefObject, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** px from the container's top left: the top right corner of a cell, as far as it is seen. */
export interface CellPlace {
  readonly right: number;
  readonly top: number;
}

/** Where the cell is that the caret is in, or the end of a selection of cells; null without one, and where it is scrolled away. */
export function useCellPlace(editor: LexicalEditor, container: RefObject<HTMLElement | null>): CellPlace | null {
  const [place, setPlace] = useState<CellPlace | null>(null);

  useEffect(() => {
    let frame = 0;
    const measure = (): void => {
      cancelAnimationFrame(frame);
      frame = 0;
      const now = container.current === null ? null : measurePlace(editor, container.current);
      setPlace((before) => (before?.right === now?.right && before?.top === now?.top ? before : now));
    };
    const plan = (): false => {
      if (frame === 0) frame = requestAnimationFrame(measure);
      return false;
    };
    // Before it is painted: else the handle stands for a moment where a narrower page has no room for it.
    const sizes = new ResizeObserver(() => flushSync(measure));
    if (container.current !== null) sizes.observe(container.current);
    // A table that scrolls sideways tells nobody but its own element: on the way down it is heard here.
    const scrolled = container.current;
    scrolled?.addEventListener('scroll', plan, { capture: true, passive: true });
    const unregister = mergeRegister(
      editor.registerUpdateListener(plan),
      editor.registerCommand(FOCUS_COMMAND, plan, COMMAND_PRIORITY_LOW),
      editor.registerCommand(BLUR_COMMAND, plan, COMMAND_PRIORITY_LOW),
    );
    plan();
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      scrolled?.removeEventListener('scroll', plan, { capture: true });
      unregister();
    };
  }, [editor, container]);

  return place;
}

function measurePlace(editor: LexicalEditor, container: HTMLElement): CellPlace | null {
  const key = editor.read(() => {
    const selection = $getSelection();
    const placed = $isRangeSelection(selection) || $isTableSelection(selection);
    return placed ? ($findCellNode(selection.focus.getNode())?.getKey() ?? null) : null;
  });
  const cell = key === null ? null : editor.getElementByKey(key);
  const frame = cell?.closest('.table-scroll')?.getBoundingClientRect();
  if (cell === null || frame === undefined) return null;
  const box = cell.getBoundingClientRect();
  const origin = container.getBoundingClientRect();
  if (box.right < frame.left + 1 || box.left > frame.right - 1) return null;
  return { right: Math.min(box.right, frame.right) - origin.left, top: box.top - origin.top };
}

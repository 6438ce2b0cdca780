import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { type RefObject, useEffect, useState } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import { useBoardContext } from './board-context.ts';
import { moveCard } from './card-deeds.ts';
import { type DraggedCard, draggedCard } from './use-card-drag.ts';

/** A card above a column: which, and before which of the column's cards it would come. */
export interface PendingDrop extends DraggedCard {
  readonly index: number;
}

export interface CardDropOptions {
  /** The element that scrolls the column's cards. */
  readonly scroller: RefObject<HTMLElement | null>;
  /** The list in it. */
  readonly list: RefObject<HTMLElement | null>;
  readonly columnId: string;
  readonly ids: readonly string[];
  readonly enabled: boolean;
}

/** Lets cards be dropped on a column. @returns the card that is above it now, or null */
export function useCardDrop({ scroller, list, columnId, ids, enabled }: CardDropOptions): PendingDrop | null {
  const context = useLatest(useBoardContext());
  const [drop, setDrop] = useState<PendingDrop | null>(null);
  const latestIds = useLatest(ids);

  useEffect(() => {
    const element = scroller.current?.closest<HTMLElement>('[data-column]');
    if (!element || scroller.current === null || !enabled) return;
    const board = element.closest('.weft-board');
    const hover = (card: DraggedCard | null, y: number): void => {
      if (card === null || list.current === null) return;
      const index = indexAt(list.current, y, latestIds.current);
      setDrop((before) => (before?.taskId === card.taskId && before.index === index ? before : { ...card, index }));
    };
    const settle = ({ taskId }: DraggedCard, y: number): void => {
      if (list.current === null) return;
      const index = indexAt(list.current, y, latestIds.current);
      const after = latestIds.current.slice(0, index).findLast((id) => id !== taskId) ?? null;
      const { ui } = context.current;
      ui.dropped(taskId);
      const own = latestIds.current.indexOf(taskId);
      if (own < 0 || (latestIds.current[own - 1] ?? null) !== after) moveCard(context.current, taskId, { status: columnId, after });
      ui.focusCard(taskId);
    };
    return combine(
      dropTargetForElements({
        element,
        canDrop: ({ source }) => draggedCard(source.data) !== null && source.element.closest('.weft-board') === board,
        onDragEnter: ({ source, location }) => hover(draggedCard(source.data), location.current.input.clientY),
        onDrag: ({ source, location }) => hover(draggedCard(source.data), location.current.input.clientY),
        onDragLeave: () => setDrop(null),
        onDrop: ({ source, location }) => {
          const card = draggedCard(source.data);
          if (card !== null) settle(card, location.current.input.clientY);
          setDrop(null);
        },
      }),
      autoScrollForElements({ element: scroller.current }),
    );
  }, [scroller, list, columnId, enabled, context, latestIds]);
  return drop;
}

/**
 * Before which card `y` is. Rows stand where they would without the placeholder, so that it doesn't move what it depends on; only rows in
 * sight are in the page.
 */
function indexAt(list: HTMLElement, y: number, ids: readonly string[]): number {
  const top = list.getBoundingClientRect().top;
  const placeholder = list.querySelector<HTMLElement>('.weft-placeholder');
  const gap = placeholder === null ? 0 : Number(placeholder.dataset.room);
  let before = Number.POSITIVE_INFINITY;
  let behind = 0;
  for (const row of list.querySelectorAll<HTMLElement>('.weft-row')) {
    const index = ids.indexOf(row.querySelector<HTMLElement>('[data-task]')?.dataset.task ?? '');
    if (index < 0) continue;
    const shifted = placeholder !== null && row.offsetTop > placeholder.offsetTop ? gap : 0;
    const middle = top + row.offsetTop - shifted + row.offsetHeight / 2;
    if (y < middle) before = Math.min(before, index);
    else behind = Math.max(behind, index + 1);
  }
  return Number.isFinite(before) ? before : behind;
}

import { draggable } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { type RefObject, useEffect } from 'react';

/** Marks what is dragged as a card of a board: pages may have other things to drag. */
const CARD = Symbol('weft card');

/** What a dragged card tells the columns. */
export interface DraggedCard {
  readonly taskId: string;
  /** px, for the placeholder. */
  readonly height: number;
}

/** Lets a card be dragged by mouse and touch. */
export function useCardDrag(card: RefObject<HTMLElement | null>, taskId: string, enabled: boolean): void {
  useEffect(() => {
    const element = card.current;
    if (element === null || !enabled) return;
    return draggable({ element, getInitialData: () => ({ [CARD]: true, taskId, height: element.offsetHeight }) });
  }, [card, taskId, enabled]);
}

/** The card in what is dragged, or null where it is something else. */
export function draggedCard(data: Record<string | symbol, unknown>): DraggedCard | null {
  const { taskId, height } = data;
  return data[CARD] === true && typeof taskId === 'string' && typeof height === 'number' ? { taskId, height } : null;
}

import { type RefObject, useEffect } from 'react';
import type { BoardStore } from '../../hooks/use-board.ts';
import type { BoardUi } from './use-board-ui.ts';

/** ms. */
const DURATION = 150;

/** Cards glide to where a change of the board puts them; at once where people want no motion. */
export function useMoveMotion(root: RefObject<HTMLElement | null>, store: BoardStore, ui: BoardUi): void {
  useEffect(() => {
    let before: ReadonlyMap<string, DOMRect> | null = null;
    let frame = 0;
    const play = (): void => {
      const from = before;
      before = null;
      // What was just put down is where the hand is: it doesn't fly in from where it was.
      const dropped = ui.takeDropped();
      for (const card of cardsIn(root.current)) {
        const start = from?.get(card.dataset.task ?? '');
        if (start !== undefined && card.dataset.task !== dropped) glide(card, start);
      }
    };
    const stop = store.tasks.subscribe(() => {
      if (before !== null || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
      // The store tells before React changes the page, and React is done before the next frame is painted.
      before = new Map(cardsIn(root.current).map((card) => [card.dataset.task ?? '', card.getBoundingClientRect()]));
      frame = requestAnimationFrame(play);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [root, store, ui]);
}

function cardsIn(root: HTMLElement | null): HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>('[data-task]') ?? [])];
}

function glide(card: HTMLElement, from: DOMRect): void {
  const to = card.getBoundingClientRect();
  const [x, y] = [from.left - to.left, from.top - to.top];
  if (Math.abs(x) < 1 && Math.abs(y) < 1) return;
  card.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], { duration: DURATION, easing: 'ease-out' });
}

import { type RefObject, useEffect, useRef } from 'react';
import type { Here } from './use-here.ts';

/**
 * After going to another page the focus is in it: what was pressed to get there is gone or says nothing about it. A page that took the focus
 * itself keeps it, and a card that opens on the board is the same page.
 */
export function useFocusOnNavigation({ page, project, document: opened }: Here, main: RefObject<HTMLElement | null>): void {
  const address = [page, project, opened].join(' ');
  const last = useRef(address);
  useEffect(() => {
    if (last.current === address) return;
    last.current = address;
    const element = main.current;
    if (element === null || element.contains(document.activeElement)) return;
    element.scrollTop = 0;
    element.focus({ preventScroll: true });
  }, [address, main]);
}

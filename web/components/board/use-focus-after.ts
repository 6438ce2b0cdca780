import { useEffect, useRef } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import type { BoardContextValue } from './board-context.ts';
import { placeOf } from './board-places.ts';

/** When a card's details close, by a button, a key or the browser's way back, the card has the focus. */
export function useFocusAfter({ store, ui }: BoardContextValue, opened: string | null): void {
  const before = useRef(opened);
  const latest = useLatest(store);
  useEffect(() => {
    const last = before.current;
    before.current = opened;
    if (last === null || opened !== null || document.activeElement !== document.body) return;
    if (placeOf(latest.current, last) !== null) ui.focusCard(last);
  }, [opened, latest, ui]);
}

import { useEffect } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import type { BoardContextValue } from './board-context.ts';

/** Begins a new card in the first column when the page asks for one. */
export function useNewCard({ store, readOnly, ui }: BoardContextValue, wanted: boolean, onBegun: (() => void) | undefined): void {
  const latest = useLatest({ store, readOnly, onBegun });
  useEffect(() => {
    if (!wanted) return;
    const { store: board, readOnly: locked, onBegun: begun } = latest.current;
    if (!locked) ui.addTo(board.columns.getSnapshot()[0]?.id ?? null);
    begun?.();
  }, [wanted, latest, ui]);
}

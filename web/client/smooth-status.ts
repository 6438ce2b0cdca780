import type { Time } from '../../shared/time.ts';
import { createStore, type ReadableStore } from './store.ts';
import { isSameStatus, type SyncStatus } from './sync-status.ts';

/** ms that "saved" stays on show: what is over by then was never worth a word. */
const HOLD_SAVED = 300;

/** ms that anything else is shown at least: a word must last long enough to be read. */
const HOLD_OTHER = 600;

/**
 * The status as people should see it, without flicker: "saving" shows after 300 ms. Failures show at once.
 * @returns the store and its stop
 */
export function smoothStatus(
  source: ReadableStore<SyncStatus>,
  time: Time,
): { readonly store: ReadableStore<SyncStatus>; readonly stop: () => void } {
  const store = createStore(source.getSnapshot(), isSameStatus);
  let shownSince = time.monotonic();
  let cancel: (() => void) | null = null;

  const show = (): void => {
    cancel?.();
    cancel = null;
    const next = source.getSnapshot();
    if (next.kind !== store.getSnapshot().kind) shownSince = time.monotonic();
    store.set(next);
  };
  const onChange = (): void => {
    const shown = store.getSnapshot();
    const next = source.getSnapshot();
    const urgent = next.kind === 'failed' || shown.kind === 'failed' || shown.kind === 'connecting' || next.editable !== shown.editable;
    if (urgent || next.kind === shown.kind) {
      show();
      return;
    }
    if (cancel !== null) return;
    const wait = shown.kind === 'saved' ? HOLD_SAVED : HOLD_OTHER - (time.monotonic() - shownSince);
    if (wait <= 0) show();
    else cancel = time.after(wait, show);
  };

  const unsubscribe = source.subscribe(onChange);
  return {
    store,
    stop: () => {
      cancel?.();
      cancel = null;
      unsubscribe();
    },
  };
}

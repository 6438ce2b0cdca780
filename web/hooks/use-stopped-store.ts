import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ReadableStore } from '../client/store.ts';

/** A store that must be stopped when nobody looks any more. */
export interface StoppedStore<T> {
  readonly store: ReadableStore<T>;
  readonly stop: () => void;
}

const NEVER = (): (() => void) => () => {};

/**
 * The value of a store that is made on mount and stopped on unmount; `initial` until it exists.
 * `make` must be stable: a new function makes a new store.
 */
export function useStoppedStore<T>(make: () => StoppedStore<T>, initial: T): T {
  const [store, setStore] = useState<ReadableStore<T> | null>(null);
  useEffect(() => {
    const made = make();
    setStore(made.store);
    return () => {
      setStore(null);
      made.stop();
    };
  }, [make]);
  return useSyncExternalStore(store?.subscribe ?? NEVER, store?.getSnapshot ?? (() => initial), () => initial);
}

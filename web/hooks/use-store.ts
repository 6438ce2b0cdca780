import { useSyncExternalStore } from 'react';
import type { ReadableStore } from '../client/store.ts';

const NEVER = (): (() => void) => () => {};

/** The value of a store; renders anew when it changes. */
export function useStore<T>(store: ReadableStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
}

/** The value of a store that may not be there yet; `initial`, which must be a constant, until then and on a server. */
export function useStoreOr<T>(store: ReadableStore<T> | null | undefined, initial: T): T {
  const constant = (): T => initial;
  return useSyncExternalStore(store?.subscribe ?? NEVER, store?.getSnapshot ?? constant, constant);
}

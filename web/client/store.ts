/** A value that changes, in the form React's `useSyncExternalStore` takes. */
export interface ReadableStore<T> {
  /** The value as it is now: the same object until it changes. */
  getSnapshot(): T;
  /** Calls `listener` after each change. Returns its stop. */
  subscribe(listener: () => void): () => void;
}

/** A store with its writing end. */
export interface Store<T> extends ReadableStore<T> {
  /** Takes a new value; one that is equal to the last changes nothing and tells nobody. */
  set(value: T): void;
}

export function createStore<T>(initial: T, isEqual: (a: T, b: T) => boolean): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    getSnapshot: () => value,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (next) => {
      if (isEqual(value, next)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
  };
}

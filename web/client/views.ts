import type { ReadableStore } from './store.ts';

/** A store over a value that is kept elsewhere. */
export interface View<T> extends ReadableStore<T> {
  /** Tells the listeners, if the value isn't what they were last told of. To be called when everything that belongs together has changed. */
  tell(): void;
}

/** @param read the value as it is now: the same object until it changes */
export function createView<T>(read: () => T): View<T> {
  const listeners = new Set<() => void>();
  let told = read();
  return {
    getSnapshot: read,
    subscribe: (listener) => subscribeTo(listeners, listener),
    tell: () => {
      const now = read();
      if (Object.is(now, told)) return;
      told = now;
      tellAll(listeners);
    },
  };
}

/** Many values, each under its id and each a store of its own: a change of one is told to nobody else. */
export interface ViewsById<T> {
  /** The same store for the same id. An id that names nothing yet can be asked for too. */
  of(id: string): ReadableStore<T>;
  /** Tells those who look at these. */
  tell(ids: Iterable<string>): void;
}

export function createViewsById<T>(read: (id: string) => T): ViewsById<T> {
  const views = new Map<string, { readonly store: ReadableStore<T>; readonly listeners: Set<() => void> }>();
  return {
    of: (id) => {
      const known = views.get(id);
      if (known !== undefined) return known.store;
      const listeners = new Set<() => void>();
      const store = { getSnapshot: () => read(id), subscribe: (listener: () => void) => subscribeTo(listeners, listener) };
      views.set(id, { store, listeners });
      return store;
    },
    tell: (ids) => {
      for (const id of ids) tellAll(views.get(id)?.listeners ?? []);
    },
  };
}

function subscribeTo(listeners: Set<() => void>, listener: () => void): () => void {
  // Who subscribes the same function twice has two subscriptions.
  const own = (): void => listener();
  listeners.add(own);
  return () => listeners.delete(own);
}

function tellAll(listeners: Iterable<() => void>): void {
  for (const listener of [...listeners]) listener();
}

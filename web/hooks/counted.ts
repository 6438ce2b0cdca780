/** Something made, and how it ends. */
export interface Stoppable<T> {
  readonly value: T;
  readonly stop: () => void;
}

/** Things by name, each made for the first who takes it and stopped when the last lets go: what a hundred components share. */
export interface Counted<T> {
  /** The same value for everybody while anybody holds it. `release` counts once. */
  take(key: string): { readonly value: T; readonly release: () => void };
}

export function createCounted<T>(make: (key: string) => Stoppable<T>): Counted<T> {
  const held = new Map<string, Stoppable<T> & { holders: number }>();
  return {
    take: (key) => {
      const entry = held.get(key) ?? { ...make(key), holders: 0 };
      entry.holders++;
      held.set(key, entry);
      let released = false;
      return {
        value: entry.value,
        release: () => {
          if (released) return;
          released = true;
          entry.holders--;
          if (entry.holders > 0) return;
          held.delete(key);
          entry.stop();
        },
      };
    },
  };
}

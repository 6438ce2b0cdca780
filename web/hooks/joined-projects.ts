import { createStore, type ReadableStore } from '../client/store.ts';
import type { Board } from './boards.ts';
import type { Counted } from './counted.ts';

/** A project that was joined by name, rather than by a component that shows it. */
export interface JoinedProject {
  readonly id: string;
  readonly name: string;
}

/** Projects that stay open until they are left as often as they were joined. */
export interface JoinedProjects {
  /** In the order in which they were joined. */
  readonly list: ReadableStore<readonly JoinedProject[]>;
  join(id: string, name: string): void;
  leave(id: string): void;
}

const NONE: readonly JoinedProject[] = Object.freeze([]);

export function createJoinedProjects(boards: Counted<Board>): JoinedProjects {
  const list = createStore(NONE, Object.is);
  const releases = new Map<string, (() => void)[]>();
  return {
    list,
    join: (id, name) => {
      releases.set(id, [...(releases.get(id) ?? []), boards.take(id).release]);
      const known = list.getSnapshot();
      const at = known.findIndex((project) => project.id === id);
      if (known[at]?.name !== name) list.set(at < 0 ? [...known, { id, name }] : known.with(at, { id, name }));
    },
    leave: (id) => {
      const [release, ...others] = releases.get(id) ?? [];
      if (release === undefined) return;
      if (others.length > 0) releases.set(id, others);
      else {
        releases.delete(id);
        list.set(list.getSnapshot().filter((project) => project.id !== id));
      }
      release();
    },
  };
}

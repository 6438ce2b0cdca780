import { useMemo } from 'react';
import { filterTasks, type TaskFilter } from '../client/board-filter.ts';
import type { ReadableStore } from '../client/store.ts';
import type { BoardStore } from './boards.ts';

export type { TaskFilter };

const NO_CARDS: readonly string[] = Object.freeze([]);

/** The board with the cards alone that fit the filter; the same store where it leaves none out. @param filter stable: a new one makes a new store */
export function useFilteredBoard(store: BoardStore, filter: TaskFilter): BoardStore {
  return useMemo(() => (isActive(filter) ? filterBoard(store, filter) : store), [store, filter]);
}

/** Whether a filter may leave anything out. */
export function isActive({ person, label, text = '' }: TaskFilter): boolean {
  return person !== undefined || label !== undefined || text.trim() !== '';
}

function filterBoard(store: BoardStore, filter: TaskFilter): BoardStore {
  let tasks: unknown = null;
  let fitting: ReadonlySet<string> = new Set();
  const readFitting = (): ReadonlySet<string> => {
    const now = store.tasks.getSnapshot();
    if (now !== tasks) {
      tasks = now;
      fitting = new Set(filterTasks(now, filter).map((task) => task.task_id));
    }
    return fitting;
  };
  const columns = new Map<string, ReadableStore<readonly string[]>>();
  const column = (id: string): ReadableStore<readonly string[]> => {
    const known = columns.get(id) ?? filterColumn(store, id, readFitting);
    columns.set(id, known);
    return known;
  };
  return { ...store, column };
}

function filterColumn(store: BoardStore, id: string, readFitting: () => ReadonlySet<string>): ReadableStore<readonly string[]> {
  const all = store.column(id);
  let shown = NO_CARDS;
  return {
    getSnapshot: () => {
      const fitting = readFitting();
      const ids = all.getSnapshot().filter((task) => fitting.has(task));
      if (ids.length !== shown.length || ids.some((task, index) => task !== shown[index])) shown = ids;
      return shown;
    },
    // Whatever changes a card or its place changes this.
    subscribe: store.tasks.subscribe,
  };
}

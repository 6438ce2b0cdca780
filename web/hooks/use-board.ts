import { useMemo } from 'react';
import type { Column, Task } from '../../shared/model/records.ts';
import type { Board, BoardActions, BoardStore } from './boards.ts';
import { useKit } from './kit-context.ts';
import { useCounted } from './use-counted.ts';
import { useStore } from './use-store.ts';

export type { Board, BoardActions, BoardStore };

/**
 * A project's board, open while somebody on the page looks at it: null on the first render, then always the same. Read from its store
 * with `useColumns`, `useColumn`, `useTask`: each renders anew only for what it reads.
 */
export function useBoard(projectId: string | null): Board | null {
  return useCounted(useKit()?.boards, projectId);
}

/** The columns, in order. */
export function useColumns(store: BoardStore): readonly Column[] {
  return useStore(store.columns);
}

/** The ids of a column's cards, in order: the same array until one comes, goes or moves. */
export function useColumn(store: BoardStore, columnId: string): readonly string[] {
  return useStore(useMemo(() => store.column(columnId), [store, columnId]));
}

/** A task, in the bin or not: the same object until it changes; null where there is none. */
export function useTask(store: BoardStore, taskId: string): Task | null {
  return useStore(useMemo(() => store.task(taskId), [store, taskId]));
}

/** The tasks in the bin, the latest first. */
export function useBinned(store: BoardStore): readonly Task[] {
  return useStore(store.binned);
}

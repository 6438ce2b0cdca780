import { useMemo } from 'react';
import { useKit } from './kit-context.ts';
import type { TaskComment, TaskCommentActions, TaskComments, TaskCommentsStore } from './task-comments.ts';
import { useCounted } from './use-counted.ts';
import { useStore } from './use-store.ts';

export type { TaskComment, TaskCommentActions, TaskComments, TaskCommentsStore };

/** What is said about the tasks of a project, open while somebody on the page looks at it: null on the first render, then always the same. */
export function useTaskComments(projectId: string): TaskComments | null {
  return useCounted(useKit()?.comments, projectId);
}

/** How many comments a task has: renders anew only when their number changes. */
export function useCommentCount(store: TaskCommentsStore, taskId: string): number {
  return useStore(useMemo(() => store.count(taskId), [store, taskId]));
}

/** A task's comments by time: a comment that stays as it is stays the same object. */
export function useCommentsOf(store: TaskCommentsStore, taskId: string): readonly TaskComment[] {
  return useStore(useMemo(() => store.comments(taskId), [store, taskId]));
}

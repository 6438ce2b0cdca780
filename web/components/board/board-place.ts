import { usePlace } from '../../hooks/use-place.ts';

/** Tells the others where one is: on a task of the board, or on the board. As a part of its own, so that only it renders when the connection changes. */
export function BoardPlace({ projectId, taskId }: { readonly projectId: string; readonly taskId: string | null }): null {
  usePlace(taskId === null ? { kind: 'board', id: projectId } : { kind: 'task', id: taskId });
  return null;
}

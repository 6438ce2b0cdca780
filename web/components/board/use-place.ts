import { useEffect } from 'react';
import { useService } from '../../hooks/use-service.ts';

/** Tells the others where one is: on a task of the board, or on the board. */
export function useBoardPlace(projectId: string, taskId: string | null): void {
  const service = useService();
  useEffect(() => {
    service?.setPresence({ place: taskId === null ? { kind: 'board', id: projectId } : { kind: 'task', id: taskId } });
  }, [service, projectId, taskId]);
  useEffect(() => () => service?.setPresence({ place: null }), [service]);
}

/** As a part of its own, so that only it renders when the connection changes. */
export function BoardPlace({ projectId, taskId }: { readonly projectId: string; readonly taskId: string | null }): null {
  useBoardPlace(projectId, taskId);
  return null;
}

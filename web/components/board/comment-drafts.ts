import { useMemo } from 'react';
import { useService, type WebSocketService } from '../../hooks/use-service.ts';

/** What was begun and not sent yet. */
export interface Draft {
  /** '' for nothing. */
  read(): string;
  keep(text: string): void;
}

/** They go with the connection, and so with the person whose it is. */
const drafts = new WeakMap<WebSocketService, Map<string, string>>();

/** What somebody begins to say about a card is there again when they come back to it, in this tab, until they send it or empty the field. */
export function useDraft(projectId: string, taskId: string): Draft {
  const service = useService();
  return useMemo(() => {
    const known = (service === null ? undefined : drafts.get(service)) ?? new Map<string, string>();
    if (service !== null) drafts.set(service, known);
    const key = `${projectId}/${taskId}`;
    return {
      read: () => known.get(key) ?? '',
      keep: (text) => void (text === '' ? known.delete(key) : known.set(key, text)),
    };
  }, [service, projectId, taskId]);
}

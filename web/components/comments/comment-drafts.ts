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

/**
 * What somebody begins to say about a card, or in a thread, is there again when they come back to it, in this tab, until they send it or
 * empty the field. @param about an id of the project's
 */
export function useDraft(projectId: string, about: string): Draft {
  const service = useService();
  return useMemo(() => {
    const known = (service === null ? undefined : drafts.get(service)) ?? new Map<string, string>();
    if (service !== null) drafts.set(service, known);
    const key = `${projectId}/${about}`;
    return {
      read: () => known.get(key) ?? '',
      keep: (text) => void (text === '' ? known.delete(key) : known.set(key, text)),
    };
  }, [service, projectId, about]);
}

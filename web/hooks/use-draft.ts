import { useMemo } from 'react';
import { readKeptInTab, writeKeptInTab } from '../client/kept.ts';
import { useKit } from './kit-context.ts';

/** What was begun and not sent yet. */
export interface Draft {
  /** '' for nothing. */
  read(): string;
  /** @param text all that was written; '' once it was sent or given up */
  keep(text: string): void;
}

/**
 * What somebody begins to write is there again when they come back to it, in this tab, also after a reload, until they send it or empty the
 * field. Another person at this tab doesn't find it. @param place what it is written for: the same words for no other place of the project
 */
export function useDraft(projectId: string, place: string): Draft {
  const userId = useKit()?.userId ?? '';
  return useMemo(() => {
    const key = `weft.draft.${JSON.stringify([userId, projectId, place])}`;
    return {
      read: () => readKeptInTab(key),
      keep: (text) => writeKeptInTab(key, text),
    };
  }, [userId, projectId, place]);
}

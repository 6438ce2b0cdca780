import { useCallback } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import { type InboxEntry, type Notifications, useNotifications } from '../../hooks/use-notifications.ts';
import type { InboxText } from '../../i18n/inbox.ts';
import type { Deeds } from '../use-deeds.ts';
import { nameOfSource } from './inbox-words.ts';

/** The functions are the same always. */
export interface EntryDeeds {
  readonly archive: (entry: InboxEntry) => void;
  readonly toggleRead: (entry: InboxEntry) => void;
  readonly toggleMute: (source: string) => void;
  readonly readAll: () => void;
  /** What a source that can be muted is called. */
  readonly nameOfSource: (source: string) => string;
}

export interface EntryDeedsOptions {
  readonly inbox: Notifications;
  readonly act: Deeds['act'];
  readonly text: InboxText;
  readonly nameOfProject: (projectId: string) => string | undefined;
}

/** What can be done in an inbox, each told and, where it takes something from sight, undone. The functions stay the same. */
export function useEntryDeeds(options: EntryDeedsOptions): EntryDeeds {
  const { notifications: all } = useNotifications('all');
  const { notifications: archivedOnes } = useNotifications('archived');
  const latest = useLatest({ ...options, entries: [...all, ...archivedOnes] });
  const name = useCallback((source: string) => nameOfSource(source, latest.current), [latest]);
  const archive = useCallback(
    ({ notification_id, archived }: InboxEntry): void => {
      const { inbox, act, text } = latest.current;
      const mark = async (as: boolean): Promise<void> => inbox.actions?.archive(notification_id, as);
      act(() => mark(!archived), { said: archived ? text.unarchived : text.archived, undo: () => mark(archived) });
    },
    [latest],
  );
  const toggleRead = useCallback(
    ({ notification_id, read }: InboxEntry): void => {
      const { inbox, act } = latest.current;
      act(async () => inbox.actions?.markRead(notification_id, !read));
    },
    [latest],
  );
  const toggleMute = useCallback(
    (source: string): void => {
      const { inbox, act, text } = latest.current;
      const on = !inbox.muted.includes(source);
      const mute = async (as: boolean): Promise<void> => inbox.actions?.mute(source, as);
      act(() => mute(on), { said: on ? text.muted(name(source)) : text.unmuted(name(source)), undo: () => mute(!on) });
    },
    [latest, name],
  );
  const readAll = useCallback((): void => {
    const { inbox, act, text, entries } = latest.current;
    const unread = entries.filter(({ read, archived }) => !read && !archived).map(({ notification_id }) => notification_id);
    if (unread.length === 0) return;
    act(async () => inbox.actions?.readAll(), { said: text.allRead, undo: async () => inbox.actions?.markRead(unread, false) });
  }, [latest]);
  return { archive, toggleRead, toggleMute, readAll, nameOfSource: name };
}

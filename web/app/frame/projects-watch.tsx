import { useCallback, useEffect, useRef } from 'react';
import { isServerAway } from '../../client/ask-server.ts';
import { useNotifications, useUnread } from '../../hooks/use-notifications.ts';
import { useServiceStatus } from '../../hooks/use-service-status.ts';
import { useApp } from '../app-context.ts';
import { useUnreadInTitle } from '../browser/use-title.ts';

/** Asks for the list of projects anew when the line is back: it may have changed meanwhile. */
export function useProjectsWatch(): void {
  const reload = useQuietReload();
  const connected = useServiceStatus() === 'connected';
  const line = useRef<'new' | 'here' | 'lost'>('new');
  useEffect(() => {
    if (connected && line.current === 'lost') reload();
    if (connected) line.current = 'here';
    else if (line.current === 'here') line.current = 'lost';
  }, [connected, reload]);
}

/** What comes into the inbox beside the inbox itself: the tab tells how much is unread, and an invite or another role changes the list. */
export function InboxWatch(): null {
  const reload = useQuietReload();
  const { notifications } = useNotifications();
  useUnreadInTitle(useUnread());
  const newest = notifications.find(({ kind }) => kind === 'invited' || kind === 'role')?.time ?? 0;
  useEffect(() => {
    if (newest > 0) reload();
  }, [newest, reload]);
  return null;
}

/** Asks for the list of projects. While the server is away, what is known stays: it will be asked when the line is back. */
export function useQuietReload(): () => void {
  const { reload } = useApp().projects;
  return useCallback(() => {
    reload().catch((error: unknown) => {
      if (!isServerAway(error)) reportError(error);
    });
  }, [reload]);
}

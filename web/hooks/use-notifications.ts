import { useEffect, useMemo } from 'react';
import type { InboxEntry } from '../../shared/model/records.ts';
import type { InboxTab } from '../client/inbox-store.ts';
import type { Inbox, InboxActions } from './inboxes.ts';
import { useKit } from './kit-context.ts';
import { useCounted } from './use-counted.ts';
import { useLatest } from './use-latest.ts';
import { useStoreOr } from './use-store.ts';
import { NOT_YET, useSyncFact } from './use-sync-status.ts';

export type { InboxActions, InboxEntry, InboxTab };

const NO_ENTRIES: readonly InboxEntry[] = Object.freeze([]);
const NO_SOURCES: readonly string[] = Object.freeze([]);

export interface Notifications {
  /** Newest first: an entry stays the same object until it says something else. Empty until all has come. */
  readonly notifications: readonly InboxEntry[];
  /** Of all tabs: those that are neither read nor archived. */
  readonly unread: number;
  /** Sources that make no notifications. */
  readonly muted: readonly string[];
  /** What came, and what was read of it, has come from the server or was kept in this browser. */
  readonly ready: boolean;
  /** Null until `ready`, and where nobody said who they are. */
  readonly actions: InboxActions | null;
}

/** One's own inbox. */
export function useNotifications(tab: InboxTab = 'all'): Notifications {
  const inbox = useReadyInbox();
  const notifications = useStoreOr(
    useMemo(() => inbox?.store.tab(tab), [inbox, tab]),
    NO_ENTRIES,
  );
  const unread = useStoreOr(inbox?.store.unread, 0);
  const muted = useStoreOr(inbox?.store.muted, NO_SOURCES);
  const ready = inbox !== null;
  const actions = inbox?.actions ?? null;
  return useMemo(() => ({ notifications, unread, muted, ready, actions }), [notifications, unread, muted, ready, actions]);
}

/** All of them as `useNotifications` tells them. Nothing is opened before they are wanted. */
export function useWantedNotifications(wanted: boolean): readonly InboxEntry[] {
  const inbox = useReadyInbox(wanted);
  return useStoreOr(
    useMemo(() => inbox?.store.tab('all'), [inbox]),
    NO_ENTRIES,
  );
}

/** How many notifications are neither read nor archived; 0 until that is known. */
export function useUnread(): number {
  return useStoreOr(useReadyInbox()?.store.unread, 0);
}

/** One notification of one's own inbox, archived or not; null where there is none, or it hasn't come yet. */
export function useNotification(id: string): InboxEntry | null {
  const inbox = useReadyInbox();
  return useStoreOr(
    useMemo(() => inbox?.store.entry(id), [inbox, id]),
    null,
  );
}

/**
 * Calls the latest `listener` with each notification that comes while one is here, and with each that more is folded into: not with those that
 * were there before, nor with what was read before it could be told.
 */
export function useArrivals(listener: (entry: InboxEntry) => void): void {
  const kit = useKit();
  const inbox = useReadyInbox();
  const latest = useLatest(listener);
  useEffect(() => {
    if (kit === null || inbox === null) return;
    let listening = true;
    const stop = kit.service.on('system_notification', ({ data }) => {
      // Whoever watches the room beside the store may hear of a change before it.
      queueMicrotask(() => {
        const { notification_id: id } = data;
        const entry = typeof id === 'string' ? inbox.store.entry(id).getSnapshot() : null;
        if (listening && entry !== null && !entry.read && !entry.archived) latest.current(entry);
      });
    });
    return () => {
      listening = false;
      stop();
    };
  }, [kit, inbox, latest]);
}

/** Without what was read, all would show as unread: the inbox is there when both of its rooms are. */
function useReadyInbox(wanted = true): Inbox | null {
  const kit = useKit();
  const inbox = useCounted(wanted ? kit?.inboxes : undefined, kit?.userId ?? null);
  const entries = useSyncFact(inbox?.entries ?? NOT_YET, (status) => status.ready);
  const settings = useSyncFact(inbox?.settings ?? NOT_YET, (status) => status.ready);
  return entries && settings ? inbox : null;
}

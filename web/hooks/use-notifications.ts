import { useMemo } from 'react';
import type { InboxEntry } from '../../shared/model/records.ts';
import type { InboxTab } from '../client/inbox-store.ts';
import type { InboxActions } from './inboxes.ts';
import { useKit } from './kit-context.ts';
import { useCounted } from './use-counted.ts';
import { useStoreOr } from './use-store.ts';

export type { InboxActions, InboxEntry, InboxTab };

const NO_ENTRIES: readonly InboxEntry[] = Object.freeze([]);
const NO_SOURCES: readonly string[] = Object.freeze([]);

export interface Notifications {
  /** Newest first: an entry stays the same object until it says something else. */
  readonly notifications: readonly InboxEntry[];
  /** Of all tabs: those that are neither read nor archived. */
  readonly unread: number;
  /** Sources that make no notifications. */
  readonly muted: readonly string[];
  /** Null on the first render, and where nobody said who they are. */
  readonly actions: InboxActions | null;
}

/** One's own inbox. */
export function useNotifications(tab: InboxTab = 'all'): Notifications {
  const kit = useKit();
  const inbox = useCounted(kit?.inboxes, kit?.userId ?? null);
  const notifications = useStoreOr(
    useMemo(() => inbox?.store.tab(tab), [inbox, tab]),
    NO_ENTRIES,
  );
  const unread = useStoreOr(inbox?.store.unread, 0);
  const muted = useStoreOr(inbox?.store.muted, NO_SOURCES);
  const actions = inbox?.actions ?? null;
  return useMemo(() => ({ notifications, unread, muted, actions }), [notifications, unread, muted, actions]);
}

import { useCallback, useMemo, useState } from 'react';
import type { ServiceStatus } from '../client/service-types.ts';
import type { JoinedProject } from './joined-projects.ts';
import { useKit } from './kit-context.ts';
import { sendTaskUpdate, type TaskEventType, type TaskUpdate } from './task-updates.ts';
import { type InboxEntry, useWantedNotifications } from './use-notifications.ts';
import { useService, type WebSocketService } from './use-service.ts';
import { useServiceStatus } from './use-service-status.ts';
import { useStoreOr } from './use-store.ts';
import { type SyncStatus, useSyncStatus } from './use-sync-status.ts';

export type { JoinedProject, TaskEventType, TaskUpdate, WebSocketService };

const NONE: readonly JoinedProject[] = Object.freeze([]);

export interface WebSocketContextValue {
  /** What the hooks stand on; null on the first render. */
  readonly service: WebSocketService | null;
  readonly isConnected: boolean;
  readonly status: ServiceStatus;
  /** Over all rooms, without flicker. */
  readonly syncStatus: SyncStatus;
  readonly joinedProjects: readonly JoinedProject[];
  /** One's own inbox, newest first: opened once this is read. `useNotifications` has its tabs and what can be done. */
  readonly notifications: readonly InboxEntry[];
  /** Writes an update as this person; resolves when it is saved. Rejects with a Problem. */
  readonly sendTaskUpdate: (update: TaskUpdate, event?: TaskEventType) => Promise<void>;
  /** Keeps a project open, for its events and for updates, until it is left as often. It does nothing on the first render: call it in an effect that depends on it. */
  readonly joinProjectRoom: (id: string, name: string) => void;
  readonly leaveProjectRoom: (id: string) => void;
  /** Tries again at once where it waits, has given up, or was refused. */
  readonly reconnect: () => void;
}

/** The connection as a whole. Its functions stay the same for as long as the service does. */
export function useWebSocketContext(): WebSocketContextValue {
  const kit = useKit();
  const service = useService();
  const status = useServiceStatus();
  const syncStatus = useSyncStatus();
  const joinedProjects = useStoreOr(kit?.joined.list, NONE);
  const [inboxWanted, setInboxWanted] = useState(false);
  const notifications = useWantedNotifications(inboxWanted);
  const send = useCallback(
    async (update: TaskUpdate, event: TaskEventType = 'task_updated') => {
      if (kit === null)
        throw new Error('The WebSocketProvider has not mounted yet: send updates from effects and events, not while rendering.');
      await sendTaskUpdate(kit, update, event);
    },
    [kit],
  );
  const join = useCallback((id: string, name: string) => kit?.joined.join(id, name), [kit]);
  const leave = useCallback((id: string) => kit?.joined.leave(id), [kit]);
  const reconnect = useCallback(() => kit?.service.reconnect(), [kit]);
  return useMemo(
    () => ({
      service,
      isConnected: status === 'connected',
      status,
      syncStatus,
      joinedProjects,
      // An inbox is two rooms, with a socket and a database each: who doesn't read it hasn't them.
      get notifications() {
        // It may be read while rendering, when nothing may be set.
        if (!inboxWanted) queueMicrotask(() => setInboxWanted(true));
        return notifications;
      },
      sendTaskUpdate: send,
      joinProjectRoom: join,
      leaveProjectRoom: leave,
      reconnect,
    }),
    [service, status, syncStatus, joinedProjects, inboxWanted, notifications, send, join, leave, reconnect],
  );
}

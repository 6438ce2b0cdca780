/** What `weft/react` exports: the provider, the hooks and the components. */
export type { Column, Person, Task, TaskDraft, TaskPatch, TaskPlace } from '../shared/model/records.ts';
export { Problem, type ProblemCode } from '../shared/problems.ts';
export { TaskBoard, type TaskBoardProps } from './components/board/task-board.tsx';
export { TaskCard, type TaskCardProps } from './components/board/task-card.tsx';
export { TaskStatusIndicator, type TaskStatusIndicatorProps } from './components/board/task-status-indicator.tsx';
export { InboxBell, type InboxBellProps } from './components/inbox/inbox-bell.tsx';
export { InboxToasts, type InboxToastsProps } from './components/inbox/inbox-toasts.tsx';
export { NotificationCenter, type NotificationCenterProps } from './components/inbox/notification-center.tsx';
export { OnlineUsers, type OnlineUsersProps } from './components/presence/online-users.tsx';
export { PresenceStack, type PresenceStackProps } from './components/presence/presence-stack.tsx';
export { SyncBadge, type SyncBadgeProps, type SyncFace } from './components/sync-badge.tsx';
export { type Activity, useActivity } from './hooks/use-activity.ts';
export { type Board, type BoardActions, type BoardStore, useBinned, useBoard, useColumn, useColumns, useTask } from './hooks/use-board.ts';
export {
  type CollaborativeEditing,
  type CollaborativeEditingOptions,
  type TextEdit,
  useCollaborativeEditing,
} from './hooks/use-collaborative-editing.ts';
export { type DocumentEntry, useDocuments } from './hooks/use-documents.ts';
export {
  type InboxActions,
  type InboxEntry,
  type InboxTab,
  type Notifications,
  useArrivals,
  useNotification,
  useNotifications,
  useUnread,
} from './hooks/use-notifications.ts';
export { type OnlinePerson, type OnlineUsersState, type PresenceStatus, useOnlineUsers } from './hooks/use-online-users.ts';
export { useOwnStatus } from './hooks/use-own-status.ts';
export { type Place, usePlace } from './hooks/use-place.ts';
export { type MemberPresence, type ProjectState, useMembers, useProject } from './hooks/use-project.ts';
export { type EventType, useRealtimeEvent, type WeftEvent } from './hooks/use-realtime-event.ts';
export { useService } from './hooks/use-service.ts';
export { type ServiceStatus, useServiceStatus } from './hooks/use-service-status.ts';
export { type FailureCode, type Synced, type SyncKind, type SyncStatus, useSyncFact, useSyncStatus } from './hooks/use-sync-status.ts';
export {
  type TaskComment,
  type TaskCommentActions,
  type TaskComments,
  useCommentCount,
  useCommentsOf,
  useTaskComments,
} from './hooks/use-task-comments.ts';
export { type TaskUpdates, useTaskUpdates } from './hooks/use-task-updates.ts';
export {
  type JoinedProject,
  type TaskEventType,
  type TaskUpdate,
  useWebSocketContext,
  type WebSocketContextValue,
  type WebSocketService,
} from './hooks/use-websocket-context.ts';
export { type UserInfo, WebSocketProvider, type WebSocketProviderProps } from './hooks/websocket-provider.tsx';
export type { Language } from './i18n/languages.ts';

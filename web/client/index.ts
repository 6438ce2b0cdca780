/** What `weft/client` exports: the connection and what its rooms hold, without React. */
export type { EventType, WeftEvent } from '../../shared/events.ts';
export { Problem, type ProblemCode } from '../../shared/problems.ts';
export {
  type ConnectOptions,
  connectDocument,
  type DocumentConnection,
  type PresenceUser,
  type WebSocketClass,
} from './connect-document.ts';
export { createDocumentsStore, type DocumentsStore } from './documents-store.ts';
export { createInboxActions, type InboxActions } from './inbox-actions.ts';
export { createInboxStore, type InboxStore, type InboxTab } from './inbox-store.ts';
export type { Token } from './line.ts';
export type { OnlinePerson } from './online-people.ts';
export { createOnlineStore, type OnlineStore } from './online-store.ts';
export { openDocument } from './open-document.ts';
export { createPeopleStore, type MemberPresence, type PeopleStore } from './people-store.ts';
export { createWebSocketService } from './service.ts';
export type { RoomHandle, ServiceOptions, ServiceState, ServiceStatus, UnsentEdits, WebSocketService } from './service-types.ts';
export type { ReadableStore } from './store.ts';
export type { FailureCode, SyncKind, SyncStatus } from './sync-status.ts';
export { createTextDocument, type TextDocument, type TextEdit } from './text-document.ts';

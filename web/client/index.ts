/** What `weft/client` exports: the connection without React. */
export type { EventType, WeftEvent } from '../../shared/events.ts';
export { Problem, type ProblemCode } from '../../shared/problems.ts';
export {
  type ConnectOptions,
  connectDocument,
  type DocumentConnection,
  type PresenceUser,
  type WebSocketClass,
} from './connect-document.ts';
export type { Token } from './line.ts';
export { openDocument } from './open-document.ts';
export { createWebSocketService } from './service.ts';
export type { RoomHandle, ServiceOptions, ServiceState, ServiceStatus, WebSocketService } from './service-types.ts';
export type { ReadableStore } from './store.ts';
export type { FailureCode, SyncKind, SyncStatus } from './sync-status.ts';

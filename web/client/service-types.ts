import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { EventType, WeftEvent } from '../../shared/events.ts';
import type { Place, PresenceStatus } from '../../shared/model/presence.ts';
import type { PresenceUser, WebSocketClass } from './connect-document.ts';
import type { Token } from './line.ts';
import type { ReadableStore } from './store.ts';
import type { SyncStatus } from './sync-status.ts';

/** How the service as a whole is connected: `failed` when attempts were given up, `refused` when the server said not to come back. */
export type ServiceStatus = 'idle' | 'connecting' | 'connected' | 'offline' | 'failed' | 'refused';

export interface ServiceOptions {
  /** Where the server's rooms are: `ws://host:port/ws`. */
  readonly url: string;
  /** Who is here; null where the server knows no users and nobody said a name. */
  readonly user?: PresenceUser | null;
  /** Sent as `?token=`; a function is asked again at each attempt. */
  readonly token?: Token;
  /** ms between pings. Default 30,000. */
  readonly heartbeatInterval?: number;
  /** ms, the longest wait between two attempts. Default 5,000. */
  readonly reconnectInterval?: number;
  /** 0 = no limit. Default 10. */
  readonly maxReconnectAttempts?: number;
  /** Keep documents in this browser, so that they open and can be edited offline. Default: where there is an IndexedDB. */
  readonly offline?: boolean;
  /** Log what happens to the console. */
  readonly debug?: boolean;
  /** For programs outside a browser. */
  readonly WebSocketImpl?: WebSocketClass;
}

/** One room of the service. Handles are counted: the connection ends when the last one is released. */
export interface RoomHandle {
  readonly room: string;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** The one true state of this room's edits. */
  readonly status: ReadableStore<SyncStatus>;
  /** True when everything in `doc` is also in this browser's store, committed there. Always false without one. */
  readonly kept: ReadableStore<boolean>;
  /**
   * Resolves when every local edit made so far is saved on the server. Rejects with WeftError when one is refused, or the room is released
   * before: then `kept` says whether it is at least in this browser.
   */
  saved(): Promise<void>;
  release(): void;
}

/** What `window.wsInstance.getState()` tells. */
export interface ServiceState {
  readonly url: string;
  readonly status: ServiceStatus;
  readonly user: { readonly id: string; readonly name: string } | null;
  readonly rooms: readonly {
    readonly room: string;
    readonly kind: string;
    readonly unsent: number;
    readonly role: string | null;
    readonly code: string | null;
  }[];
}

/** Every room of one tab. */
export interface WebSocketService {
  readonly status: ReadableStore<ServiceStatus>;
  /** Over all rooms: the worst of them, with the sum of unsent edits. `saved` only when each is. */
  readonly syncStatus: ReadableStore<SyncStatus>;
  open(room: string): RoomHandle;
  /** Derived from the documents and awareness of the open rooms: live changes, not what was there before. Returns its stop. */
  on(type: EventType, listener: (event: WeftEvent) => void): () => void;
  /** What others see of this person. */
  setUser(user: PresenceUser): void;
  /** Told in every open project room and document. */
  setPresence(fields: { readonly status?: PresenceStatus; readonly place?: Place | null }): void;
  reconnect(): void;
  getState(): ServiceState;
  /** Closes all rooms. What isn't sent stays in this browser's store. */
  destroy(): void;
  /** Signs out of this browser: destroys, and deletes this user's documents here. @returns what was never sent, by room, to be offered as a download first */
  forget(): Promise<void>;
}

import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { EventType, WeftEvent } from '../../shared/events.ts';
import type { Presence } from '../../shared/model/presence.ts';
import type { Random, Time } from '../../shared/time.ts';
import type { PresenceUser, WebSocketClass } from './connect-document.ts';
import type { Token } from './line.ts';
import type { Rescued } from './rescue/rescue.ts';
import type { ReadableStore } from './store.ts';
import type { SyncStatus } from './sync-status.ts';
import type { Wake } from './wake.ts';

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
  /**
   * The server took a room away, and some of what was written there never reached it. Told before this browser forgets the room. With a
   * project go its documents and comments, whether they are open or not: this is called once for each in which something is unsent.
   */
  readonly onRefused?: (edits: UnsentEdits) => void;
  /** Documents can't be kept in this browser (any more): no room left, or a private window. Told once; everything else goes on. */
  readonly onStoreFailed?: (error: unknown) => void;
  readonly time?: Time;
  readonly random?: Random;
  /** What makes waiting connections try again at once. Default: the browser comes online, the tab becomes visible. */
  readonly wake?: Wake;
}

/** A document of which something never reached the server. */
export interface UnsentEdits {
  readonly room: string;
  /** The whole document as one Yjs update. */
  readonly update: Uint8Array;
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
  /** Words of a document that were put into paragraphs of their own, last: what they were written in was removed meanwhile. Else null. */
  readonly rescued: ReadableStore<Rescued | null>;
  /**
   * Resolves when every local edit made so far is saved on the server, also after `release`. Rejects with WeftError when one is refused, or
   * the service is destroyed before: then `kept` says whether it is at least in this browser.
   */
  saved(): Promise<void>;
  /**
   * Lets go of what the server won't take: deletes this browser's copy of the room, and keeps none from here on. The document in memory stays as it
   * is, so the page is to be loaded anew after this.
   */
  discard(): Promise<void>;
  /** The room ends a moment after its last handle was released, or when everything that was written in it has been sent. */
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

/** Every room of one tab. What was written in an earlier session and not sent is sent by itself, whether its room is opened or not. */
export interface WebSocketService {
  readonly status: ReadableStore<ServiceStatus>;
  /** Over all rooms: the worst of them, with the sum of unsent edits. `saved` only when each is. */
  readonly syncStatus: ReadableStore<SyncStatus>;
  /**
   * True while everything that is unsent in any open room is in this browser's store, committed there: the page may be left. A store that has
   * failed keeps nothing more until another service is made.
   */
  readonly kept: ReadableStore<boolean>;
  open(room: string): RoomHandle;
  /**
   * Derived from the documents and awareness of the open rooms: not what was there when a room was first synced. What others did while this
   * browser was offline is told when it comes in. Who did it is known of those who are, or were, here with us. Returns its stop.
   */
  on(type: EventType, listener: (event: WeftEvent) => void): () => void;
  /** What others see of this person. Somebody else needs a service of their own: documents are kept under the id that it was made with. */
  setUser(user: PresenceUser): void;
  /** Told in every open project room and document: see `Presence`. */
  setPresence(fields: Partial<Pick<Presence, 'status' | 'place' | 'active'>>): void;
  reconnect(): void;
  getState(): ServiceState;
  /** Closes all rooms. What isn't sent stays in this browser's store. */
  destroy(): void;
  /**
   * Signs out of this browser: destroys, and deletes this user's documents here.
   * @returns what was never sent, to be offered as a download: after this it is nowhere else
   */
  forget(): Promise<readonly UnsentEdits[]>;
}

import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { awarenessFrame, pingFrame, SUBPROTOCOL, step1Frame, step2Frame } from '../../shared/protocol.ts';
import type { Random, Time } from '../../shared/time.ts';
import { createAckWatch } from './ack-watch.ts';
import { createBackoff } from './backoff.ts';
import { countingSocket } from './counting-socket.ts';
import { handleServerFrames } from './frames.ts';
import { createHeartbeat } from './heartbeat.ts';
import { isUp, Line, type Token } from './line.ts';
import { createRescue, type Rescued } from './rescue/rescue.ts';
import { RESTORED, type Restored, restoreInto } from './restored.ts';
import { createStore, type ReadableStore } from './store.ts';
import { SyncState } from './sync-state.ts';
import type { Link, SyncStatus } from './sync-status.ts';
import { watchTidying } from './tidying.ts';
import { systemTime } from './time.ts';
import { browserWake, type Wake } from './wake.ts';

const NOTHING_RESCUED: ReadableStore<Rescued | null> = createStore<Rescued | null>(null, Object.is);

/** What others see of a person. Without users on the server it is what the person says. */
export interface PresenceUser {
  readonly id: string;
  readonly name: string;
  readonly color: string;
}

/** What can be used as a browser's WebSocket, though its types say otherwise. */
export type WebSocketClass = new (url: string | URL, protocols?: string | string[]) => object;

export interface ConnectOptions {
  /** Where the server's rooms are: `ws://host:port` or `ws://host:port/ws`. */
  readonly url: string;
  /** The room's name as in PROTOCOL.md; it is percent-encoded here. */
  readonly room: string;
  /** The document to keep in step with the room. It stays the caller's: `destroy` leaves it alone. */
  readonly doc: Y.Doc;
  readonly user?: PresenceUser;
  /** Sent as `?token=`. A function is asked again at each attempt. */
  readonly token?: Token;
  /** ms between pings. Default 30,000. */
  readonly heartbeatInterval?: number;
  /** ms, the longest wait between two attempts. Default 5,000. */
  readonly reconnectInterval?: number;
  /** Attempts without success after which the status is `failed`; 0 = no limit. Default 10. */
  readonly maxReconnectAttempts?: number;
  readonly time?: Time;
  readonly random?: Random;
  /** A WebSocket class where the platform has none: that of `ws` will do. */
  readonly WebSocketImpl?: WebSocketClass;
  /** What makes a waiting connection try again at once. Default: the browser comes online, the tab becomes visible. */
  readonly wake?: Wake;
  /** What was kept of the room elsewhere: put into `doc` before the first attempt, which waits for it. */
  readonly restore?: () => Promise<Restored>;
  /** Puts back what was written into something that somebody else removed meanwhile, as in a document that people write in together. */
  readonly rescues?: boolean;
  /** The server said not to come back as we are (rule CL1). Told after the status. */
  readonly onRefused?: (close: number) => void;
}

/** A document's connection. */
export interface DocumentConnection {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly status: ReadableStore<SyncStatus>;
  readonly link: ReadableStore<Link>;
  /** What was put back last, with `rescues`; else null. */
  readonly rescued: ReadableStore<Rescued | null>;
  /** Words wait to be put back: they are lost where this goes now. */
  readonly isRescuing: () => boolean;
  /** Resolves when every local edit made so far is saved; rejects with WeftError when one is refused, or `destroy` comes first. */
  saved(): Promise<void>;
  /** Sets what others see of this person. */
  setUser(user: PresenceUser): void;
  /** Tries again at once where it waits, has given up, or was refused. */
  reconnect(): void;
  /** Closes the line and releases every timer and listener. */
  destroy(): void;
}

/** Connects `doc` to a room of a Weft server, or of any y-websocket server (the status is then `unconfirmed`). */
export function connectDocument(options: ConnectOptions): DocumentConnection {
  const { doc, user, token, time = systemTime, random = Math.random, wake = browserWake, rescues = false } = options;
  const { heartbeatInterval = 30_000, reconnectInterval = 5_000, maxReconnectAttempts = 10 } = options;

  const sync = new SyncState((waiting, progress) => ackWatch.update(waiting, progress));
  const heartbeat = createHeartbeat({
    time,
    interval: heartbeatInterval,
    ping: (nonce) => send(pingFrame(nonce)),
    dead: () => line.drop(),
  });
  /** The state vector that the server told on this connection. */
  let known: Uint8Array | undefined;
  /** An earlier session left something unsent. */
  let leftUnsent = false;
  const ackWatch = createAckWatch({
    time,
    resend: () => {
      send(step1Frame(Y.encodeStateVector(doc)));
      send(step2Frame(Y.encodeStateAsUpdate(doc, known)));
    },
    reconnect: () => line.drop(),
  });

  // An edit must be on the books before the provider sends it, so this listener comes before the provider's own.
  const tidying = watchTidying(doc);
  const onUpdate = (_update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    if (origin === provider || origin === RESTORED) return;
    // What Yjs tidies up is sent like any edit, and must be counted like one; a reader's is not sent.
    if (!sync.readOnly || !tidying.isTidying(transaction)) sync.edited();
  };
  doc.on('update', onUpdate);
  sync.status.subscribe(() => {
    if (sync.status.getSnapshot().kind === 'saved') leftUnsent = false;
  });
  if (doc.store.clients.size > 0) sync.inherited();

  const awareness = new Awareness(doc);
  if (user !== undefined) awareness.setLocalStateField('user', user);
  const provider = new WebsocketProvider(options.url, options.room.split('/').map(encodeURIComponent).join('/'), doc, {
    connect: false,
    disableBc: true,
    protocols: [SUBPROTOCOL],
    awareness,
    // Its own retrying is off (see Line): this only keeps its idle timer short.
    maxBackoffTime: 0,
    WebSocketPolyfill: countingSocket((options.WebSocketImpl ?? WebSocket) as typeof WebSocket, {
      maySendUpdates: () => !sync.readOnly,
      sent: (kind) => sync.sent(kind),
      received: () => heartbeat.heard(),
    }),
  });
  const send = (frame: Uint8Array): void => {
    const socket = provider.ws;
    if (socket !== null && socket.readyState === socket.OPEN) socket.send(frame.slice());
  };
  const rescue = !rescues
    ? null
    : createRescue({
        doc,
        time,
        random,
        isRemote: (origin) => origin === provider,
        isRestored: (origin) => origin === RESTORED,
        mayWrite: () => !sync.readOnly,
        isSynced: () => line.state.phase === 'synced',
        isHere: (client) => awareness.getStates().has(client),
        hasLeftovers: () => leftUnsent,
      });
  // The provider's own listener repeats to the server what the server told of others, and the server may take that for another tab of theirs.
  awareness.off('update', provider._awarenessUpdateHandler);
  awareness.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    const own = awareness.clientID;
    if ([added, updated, removed].some((clients) => clients.includes(own))) send(awarenessFrame(encodeAwarenessUpdate(awareness, [own])));
  });
  // The provider has just taken the others away. Were their clocks still known, what the next connection tells of them would be old news.
  provider.on('status', ({ status }) => {
    if (status !== 'disconnected') return;
    for (const client of [...awareness.meta.keys()]) if (client !== awareness.clientID) awareness.meta.delete(client);
  });
  handleServerFrames(provider, {
    saved: (count, refused) => sync.saved(count, refused),
    role: (role, writable) => {
      // Only now it is certain that the server knows our pings.
      heartbeat.start();
      sync.role(role, writable);
    },
    notice: (code) => sync.notice(code),
    stateVector: (bytes) => {
      known = bytes;
      rescue?.serverHas(bytes);
    },
    update: (bytes, kind) => rescue?.incoming(bytes, kind === 'step2'),
    unreadable: () => line.drop(),
  });

  const line = new Line({
    provider,
    backoff: createBackoff({ longest: reconnectInterval, maxAttempts: maxReconnectAttempts, random }),
    time,
    token,
    changed: (state) => {
      if (!isUp(state)) {
        known = undefined;
        heartbeat.stop();
      }
      sync.line(state);
      if (state.phase === 'refused') options.onRefused?.(state.close);
    },
  });
  const stopWake = wake(() => line.wake());
  const begin = async (restore: () => Promise<Restored>): Promise<void> => {
    try {
      const restored = await restore();
      if (line.state.phase === 'ended') return;
      restoreInto(doc, restored);
      leftUnsent = restored.unsent;
      sync.restored(restored);
    } finally {
      line.start();
    }
  };
  if (options.restore === undefined) line.start();
  else void begin(options.restore);

  return {
    doc,
    awareness,
    status: sync.status,
    link: sync.link,
    rescued: rescue?.rescued ?? NOTHING_RESCUED,
    isRescuing: () => rescue?.isWaiting() === true,
    saved: () => sync.whenSaved(),
    setUser: (next) => awareness.setLocalStateField('user', next),
    reconnect: () => line.reconnect(),
    destroy: () => {
      line.end();
      stopWake();
      doc.off('update', onUpdate);
      tidying.stop();
      rescue?.stop();
      provider.destroy();
      awareness.destroy();
      sync.end();
    },
  };
}

import * as Y from 'yjs';
import { ServiceEvents } from './events.ts';
import { createOfflineStore, type OfflineStore } from './offline-store.ts';
import { Rooms } from './rooms.ts';
import { type OpenRoom, openRoom } from './rooms-open.ts';
import { createDebug, type Debug } from './service-log.ts';
import { ServicePresence } from './service-presence.ts';
import { combineLinks, combineStatus, isSameCombined, isUnsentKept } from './service-status.ts';
import type { ServiceOptions, ServiceState, ServiceStatus, UnsentEdits, WebSocketService } from './service-types.ts';
import { createStore } from './store.ts';
import type { SyncStatus } from './sync-status.ts';
import { forgetBelow } from './taken-away.ts';
import { systemTime } from './time.ts';

declare global {
  interface Window {
    /** The service of this tab, for the browser's console. */
    wsInstance?: WebSocketService;
  }
}

/** Every room of one tab over one server: opens, counts and keeps them. It connects nothing before a room is opened. */
export function createWebSocketService(options: ServiceOptions): WebSocketService {
  const { url, user = null, time = systemTime, random = Math.random } = options;
  const debug = createDebug(options.debug === true);
  const presence = new ServicePresence(user);
  const status = createStore<ServiceStatus>('idle', Object.is);
  const syncStatus = createStore<SyncStatus>(combineStatus([]), isSameCombined);
  const kept = createStore<boolean>(true, Object.is);
  const store = offlineStore(options, debug);
  const connect = connectOptions(options);

  const refresh = (): void => {
    const all = rooms.all.map(({ connection }) => connection);
    status.set(combineLinks(all.map(({ link }) => link.getSnapshot())));
    const shared = rooms.all.filter(({ kind }) => kind !== 'inbox' && kind !== 'settings');
    syncStatus.set(combineStatus(rooms.all.map(statusOf), shared.map(statusOf)));
    kept.set(isUnsentKept(rooms.all));
  };
  const onUnsentRefused = (edits: UnsentEdits): void => options.onRefused?.(edits);
  const takenAway = (name: string): void => {
    const isOpen = (other: string): boolean => rooms.all.some((room) => room.name === other);
    // A store that can't be read has been told of.
    if (store !== null)
      forgetBelow(name, { store, isOpen, onUnsent: onUnsentRefused }).catch((error) => debug('could not forget', { error }));
  };
  const open = (name: string): OpenRoom => {
    debug('opens', { room: name });
    const room = openRoom({ name, store, presence, connect, onUnsentRefused, onTakenAway: () => takenAway(name) });
    const { link } = room.connection;
    const stops = [
      link.subscribe(() => debug(link.getSnapshot(), { room: name, code: room.connection.status.getSnapshot().code })),
      link.subscribe(refresh),
      room.connection.status.subscribe(refresh),
      room.kept.subscribe(refresh),
    ];
    return {
      ...room,
      destroy: () => {
        for (const stop of stops) stop();
        room.destroy();
        debug('closed', { room: name });
      },
    };
  };
  const changed = (): void => {
    events.refresh();
    refresh();
  };
  const rooms = new Rooms({ open, time, changed });
  const events = new ServiceEvents({ time, random, me: () => presence.user, rooms: () => rooms.all });

  const end = (): void => {
    rooms.end();
    changed();
    if (typeof window !== 'undefined' && window.wsInstance === service) delete window.wsInstance;
  };
  const service: WebSocketService = {
    status,
    syncStatus,
    kept,
    open: (room) => rooms.open(room),
    on: (type, listener) => events.on(type, listener),
    setUser: (next) => {
      if (presence.setUser(next)) rooms.refreshPresence();
    },
    setPresence: (fields) => {
      if (presence.setFields(fields)) rooms.refreshPresence();
    },
    reconnect: () => {
      for (const { connection } of rooms.all) connection.reconnect();
    },
    getState: () => stateOf(url, status.getSnapshot(), presence, rooms.all),
    destroy: () => {
      end();
      void store?.close();
    },
    forget: async () => {
      const unsent = rooms.all.filter(isUnsent).map(({ name, doc }) => ({ room: name, update: Y.encodeStateAsUpdate(doc) }));
      end();
      const stored = (await store?.forget()) ?? [];
      return [...unsent, ...stored.filter(({ room }) => unsent.every((one) => one.room !== room))];
    },
  };
  if (typeof window !== 'undefined') window.wsInstance = service;
  if (store !== null) void sendTheRest(store, rooms);
  return service;
}

/** Sends what an earlier session didn't. */
async function sendTheRest(store: OfflineStore, rooms: Rooms): Promise<void> {
  // Where the store fails it has been told of, and there is nothing to send.
  for (const room of await store.unsentRooms().catch(() => [])) rooms.send(room);
}

function offlineStore(
  { url, user, time = systemTime, random = Math.random, ...options }: ServiceOptions,
  debug: Debug,
): OfflineStore | null {
  if (options.offline === false || typeof indexedDB === 'undefined') return null;
  const onFailed = (error: unknown): void => {
    debug('keeps documents in this browser no longer', { error });
    options.onStoreFailed?.(error);
  };
  return createOfflineStore({ user: user?.id ?? '', url, time, random, onFailed });
}

/** What every room's connection is given. */
function connectOptions(options: ServiceOptions): Parameters<typeof openRoom>[0]['connect'] {
  const { user, offline, debug, onRefused, onStoreFailed, ...connect } = options;
  return connect;
}

function statusOf({ connection }: OpenRoom): SyncStatus {
  return connection.status.getSnapshot();
}

function isUnsent({ connection }: OpenRoom): boolean {
  return connection.status.getSnapshot().unsent > 0;
}

function stateOf(url: string, status: ServiceStatus, presence: ServicePresence, rooms: readonly OpenRoom[]): ServiceState {
  const { user } = presence;
  return {
    url,
    status,
    user: user === null ? null : { id: user.id, name: user.name },
    rooms: rooms.map(({ name, connection }) => {
      const { kind, unsent, role, code } = connection.status.getSnapshot();
      return { room: name, kind, unsent, role, code };
    }),
  };
}

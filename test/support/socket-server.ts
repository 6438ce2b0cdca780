import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { systemTime } from '../../server/ops/time.ts';
import { createJournal } from '../../server/store/journal.ts';
import { createMemoryStore } from '../../server/store/memory.ts';
import type { Store } from '../../server/store/store.ts';
import { type Counters, createCounters } from '../../server/sync/counters.ts';
import type { Gate } from '../../server/sync/gate.ts';
import { createRooms, type Rooms, type RoomsOptions } from '../../server/sync/rooms.ts';
import { acceptSockets, type SocketsOptions } from '../../server/sync/upgrade.ts';
import { LIMITS, type Limits } from '../../shared/limits.ts';
import type { Time } from '../../shared/time.ts';
import { DocClient } from './doc-client.ts';
import { seeded } from './random.ts';
import { RawClient } from './raw-client.ts';
import { SteeredStore } from './steered-store.ts';
import { testGate } from './test-gate.ts';
import { testLog } from './test-log.ts';

export interface SocketServerOptions extends Partial<Pick<SocketsOptions, 'addressOf' | 'addressAllowed' | 'path'>> {
  readonly gate?: Gate;
  readonly limits?: Partial<Limits>;
  readonly time?: Time;
  readonly rules?: RoomsOptions['rules'];
  /** Opened already. In memory by default. */
  readonly inner?: Store;
  /** Attached to instead of a server of its own. Listening already. */
  readonly server?: http.Server;
}

/** The sync core alone, over real sockets: with its rooms in the test's hands. */
export interface SocketServer {
  /** `ws://host:port` */
  readonly url: string;
  readonly rooms: Rooms;
  readonly store: SteeredStore;
  readonly counters: Counters;
  readonly server: http.Server;
  /** A client that does nothing by itself. `token`: for the test gate. */
  raw(room: string, token?: string, options?: { readonly plain?: boolean }): Promise<RawClient>;
  /** A client with a document, joined and synced. */
  join(room: string, token?: string): Promise<DocClient>;
}

export async function socketServer(options: SocketServerOptions = {}): Promise<SocketServer> {
  const limits = { ...LIMITS, ...options.limits };
  const { gate = testGate(), time = systemTime, inner = createMemoryStore(), addressOf = () => '', addressAllowed = () => true } = options;
  const [log, counters, store] = [testLog(), createCounters(), new SteeredStore(inner)];
  await store.open();
  const journal = createJournal({ store, time, limits });
  const rules = options.rules === undefined ? {} : { rules: options.rules };
  const rooms = createRooms({ store: journal, limits, time, log, counters, random: seeded(1).next, seed: () => null, ...rules });
  const server = options.server ?? http.createServer();
  const path = options.path === undefined ? {} : { path: options.path };
  const sockets = acceptSockets(server, {
    rooms,
    gate,
    originAllowed: () => true,
    addressOf,
    addressAllowed,
    ...path,
    limits,
    time,
    log,
    counters,
  });
  if (options.server === undefined) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients: { drop(): void }[] = [];
  onTestFinished(async () => {
    for (const client of clients) client.drop();
    store.heal();
    await Promise.all([sockets.stop(), rooms.stop()]);
    await journal.close();
    if (options.server === undefined) await new Promise((resolve) => server.close(resolve));
  });
  return {
    url,
    rooms,
    store,
    counters,
    server,
    raw: async (room, token = 'ada:editor', { plain = false } = {}) => {
      const client = new RawClient({ url, room, token, plain });
      clients.push({ drop: () => client.terminate() });
      return client.opened();
    },
    join: async (room, token = 'ada:editor') => {
      const client = await DocClient.join({ url, room, token });
      clients.push(client);
      return client;
    },
  };
}

import fs from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { faultOf } from '../shared/lexical/guard.ts';
import { seedFor } from '../shared/lexical/seed.ts';
import { LIMITS, type Limits } from '../shared/limits.ts';
import type { Log } from '../shared/log.ts';
import { isLoopback } from '../shared/loopback.ts';
import { overLimit } from '../shared/model/counts.ts';
import { seedBoard } from '../shared/model/project.ts';
import { parseRoom } from '../shared/rooms.ts';
import type { Time } from '../shared/time.ts';
import type { Concerned } from './access/access.ts';
import { createAddressCheck, createAddressOf, createIsSecure } from './access/addresses.ts';
import type { AccessHooks } from './access/custom-access.ts';
import { createDirectory } from './access/directory.ts';
import { createInvites } from './access/invites.ts';
import { createOriginCheck } from './access/origins.ts';
import { type Admission, createAdmission } from './admission.ts';
import type { Config } from './config.ts';
import { createApp } from './http/app.ts';
import { listen } from './http/listen.ts';
import { createStats, type Stats } from './http/stats.ts';
import { createLog } from './ops/log.ts';
import { createMetrics } from './ops/metrics.ts';
import { systemTime } from './ops/time.ts';
import { createDiskFiles } from './store/disk-files.ts';
import type { FileStore } from './store/files.ts';
import { createJournal } from './store/journal.ts';
import { createLevelStore } from './store/level.ts';
import { createMemoryFiles } from './store/memory-files.ts';
import type { Store } from './store/store.ts';
import { createCounters } from './sync/counters.ts';
import type { Gate } from './sync/gate.ts';
import { createRooms } from './sync/rooms.ts';
import { acceptSockets } from './sync/upgrade.ts';
import { createWorkspace, type Workspace } from './workspace/workspace.ts';

/** Parts that a caller brings instead of the usual ones. */
export interface Overrides {
  /** Not opened yet. It is closed at the end. */
  readonly store?: Store;
  /** Not opened yet. Beside a store that a caller brings they are kept in memory by default. */
  readonly files?: FileStore;
  /** Decides about sockets alone, instead of what the configuration says. */
  readonly gate?: Gate;
  /** The integrator's own authentication and authorisation. */
  readonly hooks?: AccessHooks;
  /** Attached to instead of listening. It is neither started nor stopped. */
  readonly server?: Server;
  /** Only upgrades below this path are taken. */
  readonly path?: string;
  readonly limits?: Partial<Limits>;
  readonly time?: Time;
  readonly log?: Log;
  /** The folder of the built web app, or null to serve none. */
  readonly web?: string | null;
  /** For the description of the API. */
  readonly version?: string;
}

export interface RunningServer {
  /** Where a browser finds it, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  readonly workspace: Workspace;
  /** Answers everything that is plain HTTP. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  stats(): Stats;
  /** Rights have changed outside: the open sessions concerned are asked again. */
  refreshAccess(concerned: Concerned): void;
  /** Resolves when everything that is committed now has had its effects: notifications, events, history. */
  settled(): Promise<void>;
  /** Takes no more, saves, closes all sockets with 1012, lets go of the data folder. Rejects with `store.write` if not everything could be saved. */
  stop(): Promise<void>;
}

type Stop = () => void | Promise<void>;

/**
 * Composes the house from the ground up and starts it.
 * @throws StoreError when the data folder can't be used, ListenError when the address can't. Whatever had started is stopped again.
 */
export async function startServer(config: Config, overrides: Overrides = {}): Promise<RunningServer> {
  const stops: Stop[] = [];
  try {
    return await start(config, overrides, stops);
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
}

async function start(config: Config, overrides: Overrides, stops: Stop[]): Promise<RunningServer> {
  const time = overrides.time ?? systemTime;
  const log = overrides.log ?? createLog({ debug: config.debug });
  const limits: Limits = { ...LIMITS, ...config.limits, ...overrides.limits };
  const random = Math.random;
  const counters = createCounters();
  const { host, port, allowOrigins } = config;
  const originAllowed = createOriginCheck({ host, loopback: isLoopback(host), allowOrigins });
  const addressAllowed = createAddressCheck(config.allowIps);
  const addressOf = createAddressOf({ trustProxies: config.trustProxies });

  const store = overrides.store ?? createLevelStore({ folder: config.data });
  await store.open();
  stops.push(() => store.close());
  const files = overrides.files ?? (overrides.store === undefined ? createDiskFiles(config.data) : createMemoryFiles());
  await files.open();

  const journal = createJournal({ store, time, limits, log, onCommit: (ms) => metrics.observeCommit(ms) });
  stops.push(() => journal.close());

  const rooms = createRooms({
    store: journal,
    limits,
    time,
    log,
    counters,
    random,
    seed: (room) => seedFor(room) ?? seedBoard(room),
    rules: (room) => ({
      inspect: (doc) => overLimit(room, doc, limits),
      ...(parseRoom(room).kind === 'document' && { check: faultOf }),
    }),
  });
  const stopRooms = once(() => rooms.stop());
  stops.push(stopRooms);
  const states = () => ({ ...rooms.states() });
  const metrics = createMetrics({ counters, rooms: states, storeHealthy: () => journal.healthy });
  stops.push(() => metrics.stop());
  const stats = createStats({ counters, rooms: states, time });

  const directory = await createDirectory({ store: journal, limits, time });
  const invites = await createInvites({ store: journal, limits, time });
  const workspace = await createWorkspace({
    rooms,
    store: journal,
    files,
    directory,
    invites,
    implicit: config.auth !== 'accounts' || overrides.hooks?.canUserAccessRoom !== undefined,
    privateTargets: config.privateWebhooks,
    onDropped: (events) => metrics.countDropped(events),
    onFile: (result, bytes) => metrics.countFile(result, bytes),
    onDocuments: (project, document) => admission?.access.refresh({ project, document }),
    mayKnow: async (project, user) => (await admission?.mayKnow(project, user)) ?? false,
    limits,
    time,
    log,
    random,
  });
  const stopWorkspace = once(() => workspace.stop());
  stops.push(stopWorkspace);
  let admission: Admission | null = null;
  admission = await createAdmission(config, overrides.hooks ?? {}, { store: journal, directory, workspace, limits, time, log });
  const { access, accounts } = admission;
  stops.push(() => access.stop());

  const web = overrides.web === undefined ? builtWebApp() : overrides.web;
  const app = await createApp({
    originAllowed,
    addressAllowed,
    addressOf,
    isSecure: createIsSecure({ trustProxies: config.trustProxies }),
    access,
    accounts,
    directory,
    workspace,
    store: journal,
    metrics,
    stats,
    probe: () => journal.probe(),
    web,
    ...(overrides.version === undefined ? {} : { version: overrides.version }),
    limits,
    time,
    log,
  });
  const server = overrides.server ?? app.server;
  const sockets = acceptSockets(server, {
    rooms,
    gate: overrides.gate ?? access,
    originAllowed,
    addressAllowed,
    addressOf,
    ...(overrides.path === undefined ? {} : { path: overrides.path }),
    limits,
    time,
    log,
    counters,
  });
  stops.push(async () => {
    // From the first moment on nobody new comes in. The sockets that are open close when their rooms stop.
    const left = Promise.all([app.close(), sockets.stop()]);
    await stopWorkspace();
    await stopRooms();
    await left;
  });

  await workspace.start();
  if (overrides.server === undefined) await listen(app, host, port);
  const listening = portOf(server) ?? port;
  const url = `http://${nameOf(host)}:${listening}`;
  log.debug({ url, data: config.data }, 'listening');
  return {
    url,
    port: listening,
    workspace,
    handler: (request, response) => app.routing(request, response),
    stats,
    refreshAccess: (concerned) => access.refresh(concerned),
    settled: () => workspace.settled(),
    stop: once(() => stopAll(stops)),
  };
}

/** The same stop for whoever calls it, and however often. */
function once(stop: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | null = null;
  return () => {
    stopped ??= stop();
    return stopped;
  };
}

/** Last started, first stopped. One that fails doesn't keep the others from stopping; the first failure is thrown at the end. */
async function stopAll(stops: Stop[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** Where the build puts the web app: beside this file's folder, seen from the sources in dist. Null when it isn't built. */
function builtWebApp(): string | null {
  const folder = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../dist/web' : '../web', import.meta.url));
  return fs.existsSync(`${folder}/index.html`) ? folder : null;
}

/** The port that a server listens on, or null while it doesn't. */
function portOf(server: Server): number | null {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : null;
}

/** A name to reach the address by: the wildcards are no addresses to go to. */
function nameOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

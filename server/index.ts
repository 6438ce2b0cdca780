/** The public API of `weft/server`: a server of one's own in a few lines, beside or inside an existing application. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import path from 'node:path';
import type { EventType, WeftEvent } from '../shared/events.ts';
import type { Limits } from '../shared/limits.ts';
import type { Log } from '../shared/log.ts';
import type { NotificationLevel } from '../shared/model/records.ts';
import { Problem } from '../shared/problems.ts';
import type { Concerned } from './access/access.ts';
import type { AccessHooks } from './access/custom-access.ts';
import type { JwtConfig } from './access/jwt-access.ts';
import { readLimits } from './config.ts';
import type { Stats } from './http/stats.ts';
import { createLog } from './ops/log.ts';
import { type RunningServer, startServer } from './server.ts';
import { createMemoryStore } from './store/memory.ts';
import type { BroadcastTask, TaskEvent } from './workspace/tasks/tasks.ts';

export type { Role } from '../shared/access.ts';
export { ROLES } from '../shared/access.ts';
export type { EventType, WeftEvent } from '../shared/events.ts';
export { EVENT_TYPES } from '../shared/events.ts';
export type { Limits } from '../shared/limits.ts';
export { LIMITS } from '../shared/limits.ts';
export type { Log } from '../shared/log.ts';
export type { NotificationLevel, Task } from '../shared/model/records.ts';
export type { ProblemCode } from '../shared/problems.ts';
export { Problem } from '../shared/problems.ts';
export type { Concerned } from './access/access.ts';
export type { AccessHooks, AuthenticatedUser, AuthenticationRequest } from './access/custom-access.ts';
export type { JwtConfig } from './access/jwt-access.ts';
export type { Stats } from './http/stats.ts';
export type { BroadcastTask, TaskEvent } from './workspace/tasks/tasks.ts';

/** How a server of one's own is to be. Everything may be left out. */
export interface WeftOptions extends AccessHooks {
  /** The data folder, `./data` by default; null keeps everything in memory, for tests. */
  readonly data?: string | null;
  /** Who is let in, unless `authenticateUser` decides: `accounts` (the default), `jwt`, or `open`: anyone, and any room. */
  readonly auth?: 'open' | 'accounts' | 'jwt';
  /** For `jwt`. */
  readonly jwt?: JwtConfig;
  /** Attach to this server instead of listening: its own requests and upgrades stay its own. It is neither started nor stopped. */
  readonly server?: Server;
  /** Only upgrades below this path are taken: `<path>/<room>`. `/ws` for an attached server, any for one of our own. */
  readonly path?: string;
  /** Sites that may use this server beside its own, as browsers write origins. */
  readonly allowOrigins?: readonly string[];
  /** Addresses that may connect, as CIDR; all where there are none. */
  readonly allowIps?: readonly string[];
  /** Proxies whose `X-Forwarded-For` is believed, as CIDR. */
  readonly trustProxies?: readonly string[];
  /** Webhooks may go to private addresses. */
  readonly privateWebhooks?: boolean;
  /** Serve the web app. `startWebSocketServer` does, `initializeWebSocketSystem` doesn't. */
  readonly app?: boolean;
  /** Other values for limits, in their units. */
  readonly limits?: Partial<Limits>;
  /** Warnings and errors on stderr by default. */
  readonly log?: Log;
  readonly debug?: boolean;
}

/** A server that runs. */
export interface WeftServer {
  /** Where a browser finds it, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** The REST API and all else that is plain HTTP, for an application of one's own: `app.use('/weft', weft.handler)`. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** Writes a task into its project's document: every client sees it, and it persists. Resolves when it is on disk. @throws Problem */
  broadcastTaskUpdate(task: BroadcastTask, event: TaskEvent): Promise<void>;
  /** Puts a notification into a user's inbox, whether they are online or not. Resolves when it is on disk. @throws Problem */
  sendNotificationToUser(userId: string, title: string, message: string, level?: NotificationLevel): Promise<void>;
  getWebSocketStats(): Stats;
  /** Tells events of one type, once they are on disk. Returns its stop. */
  on(type: EventType, listener: (event: WeftEvent) => void): () => void;
  /** Rights have changed on your side: asks `canUserAccessRoom` again for the open connections concerned, all by default. */
  refreshAccess(concerned?: Concerned): void;
  /** Saves, closes all sockets, lets go of the data folder. */
  stop(): Promise<void>;
}

/** The instances that run in this process, for the functions without an instance. */
const running = new Set<WeftServer>();

/**
 * Starts inside an existing application: on a port of its own, or attached to `options.server` (then host and port say where that one is
 * reached, for its url and the check of origins).
 * @throws ConfigError for options that make no sense, StoreError when the data folder can't be used, ListenError when the address can't
 */
export function initializeWebSocketSystem(host = '127.0.0.1', port = 8765, options: WeftOptions = {}): Promise<WeftServer> {
  return start(host, port, { app: false, ...options });
}

/** Starts the whole server, with the web app: what `weft` does on the command line. @throws like `initializeWebSocketSystem` */
export function startWebSocketServer(host = '127.0.0.1', port = 8765, options: WeftOptions = {}): Promise<WeftServer> {
  return start(host, port, { app: true, ...options });
}

/** `broadcastTaskUpdate` of the one server that runs in this process. @throws Problem `instance.none`, `instance.several`, and what the method throws */
export async function broadcastTaskUpdate(task: BroadcastTask, event: TaskEvent): Promise<void> {
  await theOne().broadcastTaskUpdate(task, event);
}

/** `sendNotificationToUser` of the one server that runs in this process. @throws like `broadcastTaskUpdate` */
export async function sendNotificationToUser(userId: string, title: string, message: string, level?: NotificationLevel): Promise<void> {
  await theOne().sendNotificationToUser(userId, title, message, level);
}

/** `getWebSocketStats` of the one server that runs in this process. @throws Problem `instance.none`, `instance.several` */
export function getWebSocketStats(): Stats {
  return theOne().getWebSocketStats();
}

function theOne(): WeftServer {
  const [server, another] = running;
  if (server === undefined) {
    throw new Problem(
      'instance.none',
      'No server runs in this process. Call initializeWebSocketSystem or startWebSocketServer and await it first.',
    );
  }
  if (another !== undefined) {
    throw new Problem('instance.several', `${running.size} servers run in this process. Call the method of the one that you mean.`);
  }
  return server;
}

async function start(host: string, port: number, options: WeftOptions): Promise<WeftServer> {
  const { data = './data', auth = 'accounts', server, debug = false } = options;
  const config = {
    host,
    port,
    data: path.resolve(data ?? '.'),
    auth,
    jwt: options.jwt ?? null,
    allowOrigins: options.allowOrigins ?? [],
    allowIps: options.allowIps ?? [],
    trustProxies: options.trustProxies ?? [],
    privateWebhooks: options.privateWebhooks ?? false,
    limits: readLimits(options.limits ?? {}),
    debug,
  };
  const socketPath = options.path ?? (server === undefined ? undefined : '/ws');
  const started = await startServer(config, {
    log: options.log ?? createLog({ debug }),
    ...(data === null ? { store: createMemoryStore() } : {}),
    ...(options.app === true ? {} : { web: null }),
    ...(server === undefined ? {} : { server }),
    ...(socketPath === undefined ? {} : { path: socketPath }),
    hooks: {
      ...(options.authenticateUser === undefined ? {} : { authenticateUser: options.authenticateUser }),
      ...(options.canUserAccessRoom === undefined ? {} : { canUserAccessRoom: options.canUserAccessRoom }),
    },
  });
  const weft = publicFace(started);
  running.add(weft);
  return weft;
}

function publicFace(started: RunningServer): WeftServer {
  const { workspace } = started;
  const weft: WeftServer = {
    url: started.url,
    port: started.port,
    handler: started.handler,
    broadcastTaskUpdate: (task, event) => workspace.tasks.broadcast(task, event),
    sendNotificationToUser: (userId, title, message, level = 'info') => workspace.notifications.send(userId, title, message, level),
    getWebSocketStats: () => started.stats(),
    on: (type, listener) => workspace.events.on(type, listener),
    refreshAccess: (concerned = {}) => started.refreshAccess(concerned),
    stop: () => {
      running.delete(weft);
      return started.stop();
    },
  };
  return weft;
}

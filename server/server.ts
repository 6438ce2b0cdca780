import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { seedFor } from '../shared/lexical/seed.ts';
import { LIMITS, type Limits } from '../shared/limits.ts';
import type { Log } from '../shared/log.ts';
import { isLoopback } from '../shared/loopback.ts';
import type { Time } from '../shared/time.ts';
import { openGate } from './access/open.ts';
import { createOriginCheck } from './access/origins.ts';
import type { Config } from './config.ts';
import { createApp } from './http/app.ts';
import { listen } from './http/listen.ts';
import { createStats } from './http/stats.ts';
import { createLog } from './ops/log.ts';
import { createMetrics } from './ops/metrics.ts';
import { systemTime } from './ops/time.ts';
import { createJournal } from './store/journal.ts';
import { createLevelStore } from './store/level.ts';
import type { Store } from './store/store.ts';
import { createCounters } from './sync/counters.ts';
import type { Gate } from './sync/gate.ts';
import { createRooms } from './sync/rooms.ts';
import { acceptSockets } from './sync/upgrade.ts';

/** Parts that a caller brings instead of the usual ones. */
export interface Overrides {
  /** Not opened yet. It is closed at the end. */
  readonly store?: Store;
  readonly gate?: Gate;
  readonly limits?: Partial<Limits>;
  readonly time?: Time;
  readonly log?: Log;
  /** The folder of the built web app, or null to serve none. */
  readonly web?: string | null;
}

export interface RunningServer {
  /** Where a browser finds it, without a slash at its end. */
  readonly url: string;
  readonly port: number;
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
  const limits: Limits = { ...LIMITS, ...overrides.limits };
  const counters = createCounters();
  const { host, port, allowOrigins } = config;
  const originAllowed = createOriginCheck({ host, loopback: isLoopback(host), allowOrigins });

  const store = overrides.store ?? createLevelStore({ folder: config.data });
  await store.open();
  stops.push(() => store.close());

  const journal = createJournal({ store, time, limits, log, onCommit: (ms) => metrics.observeCommit(ms) });
  stops.push(() => journal.close());

  const rooms = createRooms({ store: journal, limits, time, log, counters, seed: seedFor });
  const states = () => ({ ...rooms.states() });
  const metrics = createMetrics({ counters, rooms: states, storeHealthy: () => journal.healthy });
  stops.push(() => metrics.stop());

  const stats = createStats({ counters, rooms: states, time });
  const web = overrides.web === undefined ? builtWebApp() : overrides.web;
  const app = await createApp({ originAllowed, metrics, stats, probe: () => journal.probe(), web, time, log });
  const sockets = acceptSockets(app.server, { rooms, gate: overrides.gate ?? openGate, originAllowed, limits, time, log, counters });
  stops.push(() => leave(app, sockets, rooms));

  await listen(app, host, port);
  const address = app.server.address() as AddressInfo;
  const url = `http://${nameOf(host)}:${address.port}`;
  log.debug({ url, data: config.data }, 'listening');
  let stopped: Promise<void> | null = null;
  return {
    url,
    port: address.port,
    stop: () => {
      stopped ??= stopAll(stops);
      return stopped;
    },
  };
}

/** Takes no more connections from the first moment on; ends when the last one is closed. */
async function leave(app: { close(): Promise<void> }, sockets: { stop(): Promise<void> }, rooms: { stop(): Promise<void> }): Promise<void> {
  await Promise.all([app.close(), sockets.stop(), rooms.stop()]);
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

/** A name to reach the address by: the wildcards are no addresses to go to. */
function nameOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

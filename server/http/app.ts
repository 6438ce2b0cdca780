import type { IncomingMessage } from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import type { Log } from '../../shared/log.ts';
import type { OriginCheck } from '../access/origins.ts';
import type { Metrics } from '../ops/metrics.ts';
import { type Addresses, refuseAddresses } from './addresses.ts';
import { type ApiOptions, addApi } from './api.ts';
import { addSecurityHeaders } from './headers.ts';
import { addHealth } from './health.ts';
import { addMetrics } from './metrics.ts';
import { refuseForeignOrigins } from './origin.ts';
import { invalid, sendProblem } from './problem.ts';
import { addWebApp, isPage } from './web.ts';

export interface AppOptions extends Addresses, Omit<ApiOptions, 'countProblem'> {
  readonly originAllowed: OriginCheck;
  readonly metrics: Metrics;
  /** Writes something to the store, fsync included. */
  probe(): Promise<void>;
  /** The folder of the built web app, or null to serve none. */
  readonly web: string | null;
}

/** ms that a request may take to arrive as a whole: an image over a bad line. */
const REQUEST_PATIENCE = 300_000;
/** Bytes of a path's parameter, percent-encoded: ids have up to 128 characters. */
const PARAMETER = 1_200;
/** A path that no file and no page has. */
const NO_PAGE = '/p/';

/** Everything that is plain HTTP, ready to listen. WebSockets are accepted on its `server`; its `routing` answers for another server. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { originAllowed, metrics, probe, web, limits, time, log } = options;
  const app = fastify({
    forceCloseConnections: true,
    bodyLimit: limits.requestBytes,
    requestTimeout: REQUEST_PATIENCE,
    // What is no path at all: it comes to no route and no hook.
    frameworkErrors: (error, _request, reply) => {
      void sendProblem(reply, invalid([{ field: 'path', message: error.message }]));
    },
    ...(web !== null && { rewriteUrl: routedUrl }),
    routerOptions: { maxParamLength: PARAMETER },
  });
  refuseForeignOrigins(app, originAllowed);
  refuseAddresses(app, options);
  await addSecurityHeaders(app);
  logRequests(app, log);
  addHealth(app, { probe, time, log });
  addMetrics(app, metrics);
  await app.register(async (api) => addApi(api, { ...options, countProblem: (code) => metrics.countProblem(code) }), { prefix: '/api' });
  if (web !== null) await addWebApp(app, web);
  answerTheRest(app, web !== null, log);
  await app.ready();
  return app;
}

/** Addresses of pages whose escapes are none come to no route either: they get the app, which says that there is nothing. */
function routedUrl({ method = '', url = '/', headers }: IncomingMessage): string {
  return isPage({ method, url, headers }) && !isDecodable(pathOf(url)) ? NO_PAGE : url;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** What no route answers, and what went wrong in one that did. */
function answerTheRest(app: FastifyInstance, pages: boolean, log: Log): void {
  app.setNotFoundHandler(async (request, reply) => {
    if (pages && isPage(request)) return reply.sendFile('index.html');
    return reply.code(404).send({ code: 'http.not-found', message: `There is nothing at ${request.method} ${pathOf(request.url)}.` });
  });
  app.setErrorHandler<Error & { readonly statusCode?: number; readonly code?: string }>(async (error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ code: error.code ?? 'http.bad-request', message: error.message });
    log.error({ error, method: request.method, path: pathOf(request.url) }, 'A request failed.');
    return reply.code(status).send({ code: 'server.fault', message: 'Something went wrong on the server. Try again.' });
  });
}

function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, url } = request;
    log.debug({ method, path: pathOf(url), status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
  });
}

/** Without the query: that is where tokens are. */
function pathOf(url: string): string {
  return url.split('?', 1)[0] as string;
}

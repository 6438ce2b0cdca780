import type { IncomingMessage } from 'node:http';
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import { Problem } from '../../shared/problems.ts';
import type { Time } from '../../shared/time.ts';
import type { Access } from '../access/access.ts';
import type { Accounts } from '../access/accounts.ts';
import type { Directory } from '../access/directory.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { createSessionCookie } from './cookie.ts';
import { allowOtherSites } from './cors.ts';
import { addDescription } from './description.ts';
import { createDownloads } from './downloads.ts';
import { createEventStreams } from './event-stream.ts';
import { Guard } from './guard.ts';
import { createIdempotency } from './idempotency.ts';
import { refuseOtherMethods } from './methods.ts';
import { describeRoutes } from './openapi.ts';
import { sendProblem, TooMany, toProblem } from './problem.ts';
import { createRateLimit, networkOf, type RateLimit } from './rate.ts';
import type { Api } from './route.ts';
import { addArchiveRoute } from './routes/archive.ts';
import { addContentRoutes } from './routes/content.ts';
import { addDocumentRoutes } from './routes/documents.ts';
import { addEventRoutes } from './routes/events.ts';
import { addFileRoutes } from './routes/files.ts';
import { addInviteRoutes } from './routes/invites.ts';
import { addMemberRoutes } from './routes/members.ts';
import { addNotificationRoutes } from './routes/notifications.ts';
import { addProjectRoutes } from './routes/projects.ts';
import { addSessionRoutes } from './routes/session.ts';
import { addStatsRoute } from './routes/stats.ts';
import { addTaskRoutes } from './routes/tasks.ts';
import { addWebhookRoutes } from './routes/webhooks.ts';
import type { Stats } from './stats.ts';

export interface ApiOptions {
  readonly access: Access;
  /** Null where people don't sign in here. */
  readonly accounts: Accounts | null;
  readonly directory: Directory;
  readonly workspace: Workspace;
  readonly store: RoomStore;
  stats(): Stats;
  /** A client's address, whatever proxies are between. */
  addressOf(request: IncomingMessage): string;
  /** Whether a request came by TLS, here or at a proxy. */
  isSecure(request: IncomingMessage): boolean;
  /** Counts a request that was answered with a problem. */
  countProblem(code: string): void;
  readonly limits: Limits;
  readonly time: Time;
  readonly log: Log;
  /** The server's, for the description. */
  readonly version?: string;
}

/** Everything below `/api`: errors as problem details, rights, limits, and all routes. To be registered with that prefix. */
export async function addApi(app: FastifyInstance, options: ApiOptions): Promise<void> {
  const { access, accounts, directory, workspace, store, limits, time, log, version = '0' } = options;
  const addressOf = (request: FastifyRequest): string => options.addressOf(request.raw);
  const limit = (perMinute: number): RateLimit => createRateLimit({ perMinute, time });
  const perUser = limit(limits.requestsPerMinute);
  const perAddress = limit(limits.addressRequestsPerMinute);
  const signIns = limit(limits.signInsPerMinute);
  const idempotency = createIdempotency({ store, limits, time, log });
  const streams = createEventStreams({ events: workspace.events, access, limits, time });
  const downloads = createDownloads({ archives: workspace.archives, limits });
  const guard = new Guard({ access, projects: workspace.projects, addressOf, perUser, time });
  const api: Api = { app, guard, idempotency, signIns, addressOf };

  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerWithProblems(app, options.countProblem, log);
  readBodies(app);
  allowOtherSites(app);
  keepOutOfCaches(app);
  app.addHook('onRequest', async (request) => {
    const wait = perAddress.take(networkOf(addressOf(request)));
    if (wait > 0) throw new TooMany('From this address come more requests than may.', Math.ceil(wait / 1000));
  });
  // An open stream would hold up the stop.
  app.addHook('preClose', async () => {
    streams.stop();
    downloads.stop();
  });
  app.addHook('onClose', async () => {
    for (const part of [perUser, perAddress, signIns, idempotency]) part.stop();
  });

  await app.register(cookie);
  await describeRoutes(app, version);
  refuseOtherMethods(app, () => {
    addSessionRoutes(api, { access, accounts, cookie: createSessionCookie(options.isSecure, limits) });
    addProjectRoutes(api, { access, directory, workspace });
    addArchiveRoute(api, downloads);
    addMemberRoutes(api, workspace.projects);
    addInviteRoutes(api, workspace.projects);
    addDocumentRoutes(api, workspace.documents);
    addContentRoutes(api, workspace.documents);
    addFileRoutes(api, workspace.files, limits);
    addTaskRoutes(api, workspace.tasks);
    addNotificationRoutes(api, workspace.notifications);
    addEventRoutes(api, streams);
    addWebhookRoutes(api, workspace.webhooks);
    addStatsRoute(api, options.stats);
    addDescription(app);
  });
}

function answerWithProblems(app: FastifyInstance, countProblem: (code: string) => void, log: Log): void {
  app.setErrorHandler(async (error, request, reply) => {
    const { method, routeOptions } = request;
    const problem = toProblem(error) ?? new Problem('server.fault', 'Something went wrong on the server. Try again.');
    if (problem.code === 'server.fault') log.error({ error, method, path: routeOptions.url }, 'A request failed.');
    countProblem(problem.code);
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler(async (request, reply) => {
    countProblem('request.not-found');
    return sendProblem(
      reply,
      new Problem('request.not-found', `There is no such route: ${request.method} ${request.url.split('?', 1)[0]}.`),
    );
  });
}

/** JSON, whose absence is no fault where none is asked for, Markdown as it is, and files as a stream, which is bounded where it is read. */
function readBodies(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parseJson(request, body, done);
  });
  app.addContentTypeParser('text/markdown', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  for (const type of [/^image\//, 'application/octet-stream'] as const)
    app.addContentTypeParser(type, (_request, stream, done) => done(null, stream));
}

/** What one person may see is for nobody else. */
function keepOutOfCaches(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
}

import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Role } from '../../shared/access.ts';
import { Problem, type ProblemCode } from '../../shared/problems.ts';
import type { Identity } from '../access/access.ts';
import type { Actor, Also } from '../workspace/actor.ts';
import type { Caller, Door, Guard, Right } from './guard.ts';
import type { Idempotency } from './idempotency.ts';
import { TooMany } from './problem.ts';
import { networkOf, type RateLimit } from './rate.ts';
import { IdempotencyKey, problemsOf } from './schemas/common.ts';

type Schema = z.ZodType;

/** What a handler may return for a schema: the same, with nothing in it that it must be able to change. */
type Given<T> = T extends readonly (infer E)[] ? readonly Given<E>[] : T extends object ? { readonly [K in keyof T]: Given<T[K]> } : T;

/** A request that may be made, its parts checked. */
export interface Call<P, Q, B, A> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly identity: Identity;
  readonly actor: Actor;
  /** Theirs in the project of the path; of no meaning elsewhere. */
  readonly role: Role;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Asks about the rights again: after a body that the handler read itself. @throws Problem */
  confirm(): Promise<void>;
  /** The row to write together with what is created, where the client sent an `Idempotency-Key`. */
  also<T>(answer: (result: T) => Given<A>): Also<T> | undefined;
}

/** One route: everything that is said of it, at one place. */
export interface RouteOptions<P extends Schema, Q extends Schema, B extends Schema, A extends Schema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api`, parameters as `:name`. */
  readonly path: string;
  readonly may: Right;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Bodies other than JSON that it takes. */
  readonly takes?: readonly string[];
  /** Bodies that it takes instead of JSON, as a stream, which it bounds itself. */
  readonly uploads?: readonly string[];
  /** 200 unless it is said. Without a schema there is no body, and the status is 204. */
  readonly status?: 200 | 201;
  readonly answer?: A;
  /** Types other than JSON that it answers with, each with what it says. */
  readonly types?: Readonly<Record<string, Schema>>;
  /** Which problems are this route's own; those of its right and of every route are added. */
  readonly problems?: readonly ProblemCode[];
  /** It makes something: an `Idempotency-Key` may be sent. */
  readonly creates?: true;
  /** It takes secrets or makes accounts: few requests an address. */
  readonly slow?: true;
  /** Answers as long as the client listens; a token may come in the query. */
  readonly streams?: true;
  readonly handler: (call: Call<z.output<P>, z.output<Q>, z.output<B>, z.output<A>>) => Promise<Given<z.output<A>> | undefined>;
}

/** What all routes need. */
export interface Api {
  readonly app: FastifyInstance;
  readonly guard: Guard;
  readonly idempotency: Idempotency;
  readonly signIns: RateLimit;
  readonly addressOf: (request: FastifyRequest) => string;
}

/** Adds a route. Who may use it is decided before its body is read. */
export function route<
  P extends Schema = z.ZodUndefined,
  Q extends Schema = z.ZodUndefined,
  B extends Schema = z.ZodUndefined,
  A extends Schema = z.ZodUndefined,
>(api: Api, options: RouteOptions<P, Q, B, A>): void {
  const { method, path, may, creates = false, slow = false, streams = false } = options;
  const door: Door = { may, tokenInQuery: streams };
  const callers = new WeakMap<FastifyRequest, Caller>();
  const status = options.answer === undefined && options.types === undefined ? 204 : (options.status ?? 200);

  api.app.route({
    method,
    url: path,
    // A HEAD of something that never ends would not end either.
    exposeHeadRoute: method === 'GET' && !streams,
    schema: schemaOf(options, status),
    onRequest: async (request) => {
      if (slow) slowDown(api, request);
      callers.set(request, await api.guard.admit(request, door));
    },
    preValidation: async (request) => {
      if (typeof request.body === 'string' && options.takes === undefined) {
        throw new Problem('request.media-type', 'This route takes application/json.');
      }
      if (request.body instanceof Readable && options.uploads === undefined) {
        throw new Problem('request.media-type', 'This route takes no files.');
      }
    },
    handler: async (request, reply) => {
      const admitted = callers.get(request);
      if (admitted === undefined) throw new Error('A request came past the guard.');
      const caller = await api.guard.confirm(request, door, admitted);
      let latest = caller;
      const confirm = async (): Promise<void> => {
        latest = await api.guard.confirm(request, door, latest);
      };
      const call = callOf<P, Q, B, A>(request, reply, caller, confirm);
      reply.code(status);
      const key = creates ? request.headers['idempotency-key'] : undefined;
      if (typeof key !== 'string') return options.handler(call);
      const attempt = { user: caller.identity.userId, key, request: JSON.stringify([method, path, request.params, request.body]) };
      const { answer, replayed } = await api.idempotency.once(attempt, (row) => {
        return options.handler({ ...call, also: (toAnswer) => (result) => [row(toAnswer(result))] });
      });
      if (replayed) reply.header('idempotency-replayed', 'true');
      return answer;
    },
  });
}

/** Fastify has checked the parts against the route's schemas. */
function callOf<P extends Schema, Q extends Schema, B extends Schema, A extends Schema>(
  request: FastifyRequest,
  reply: FastifyReply,
  { identity, role }: Caller,
  confirm: () => Promise<void>,
): Call<z.output<P>, z.output<Q>, z.output<B>, z.output<A>> {
  return {
    params: request.params as z.output<P>,
    query: request.query as z.output<Q>,
    body: request.body as z.output<B>,
    identity,
    actor: { userId: identity.userId, name: identity.name },
    role: role ?? 'viewer',
    request,
    reply,
    confirm,
    also: () => undefined,
  };
}

function slowDown({ signIns, addressOf }: Api, request: FastifyRequest): void {
  const wait = signIns.take(networkOf(addressOf(request)));
  if (wait > 0) throw new TooMany('From this address come too many requests of this kind.', Math.ceil(wait / 1000));
}

function schemaOf<P extends Schema, Q extends Schema, B extends Schema, A extends Schema>(
  options: RouteOptions<P, Q, B, A>,
  status: number,
) {
  const { may, tag, summary, description, params, query, body, takes, uploads, answer, types, problems = [], creates = false } = options;
  const json = answer === undefined ? {} : { 'application/json': { schema: answer } };
  const others = Object.fromEntries(Object.entries(types ?? {}).map(([type, schema]) => [type, { schema }]));
  const success = status === 204 ? z.undefined().describe('Done.') : { description: 'Done.', content: { ...json, ...others } };
  return {
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(params !== undefined && { params }),
    ...(query !== undefined && { querystring: query }),
    ...(body !== undefined && { body, consumes: uploads ?? ['application/json', ...(takes ?? [])] }),
    ...(creates && { headers: z.looseObject({ 'idempotency-key': IdempotencyKey }) }),
    ...(may === 'anyone' && { security: [] }),
    response: { [status]: success, ...problemsOf([...problems, ...problemsFor(options)]) },
  };
}

/** What a request may be refused with before its handler is called. */
function problemsFor({ method, may, creates, body, params, query }: RouteOptions<Schema, Schema, Schema, Schema>): ProblemCode[] {
  return [
    ...(body !== undefined || params !== undefined || query !== undefined ? (['request.invalid'] as const) : []),
    ...(body !== undefined ? (['request.too-large', 'request.media-type'] as const) : []),
    ...(may === 'anyone' ? [] : (['session.unauthorised', 'session.expired'] as const)),
    ...(method === 'GET' ? [] : (['origin.required'] as const)),
    ...(may === 'user' ? (['session.no-users'] as const) : []),
    ...(may === 'user' || may === 'session' || may === 'anyone' ? [] : (['project.unknown'] as const)),
    ...(may === 'comment' || may === 'write' || may === 'manage' ? (['role.insufficient'] as const) : []),
    ...(creates === true ? (['idempotency.reused', 'idempotency.in-progress'] as const) : []),
    'request.too-many',
  ];
}

import type { FastifyInstance } from 'fastify';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
const HEADERS = 'Authorization, Content-Type, Idempotency-Key, Last-Event-ID';
const EXPOSED = 'Retry-After, Idempotency-Replayed, Allow';
/** Seconds that a browser may remember the answer to a preflight. */
const REMEMBER = 600;

/**
 * Lets pages of the other sites that may use this server call its API, their cookie included. Which sites those are was decided before
 * (rule EN3): a foreign `Origin` doesn't come this far.
 */
export function allowOtherSites(api: FastifyInstance): void {
  api.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    reply.header('vary', 'Origin');
    if (origin === undefined) return;
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-allow-credentials', 'true');
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) {
      reply.header('access-control-expose-headers', EXPOSED);
      return;
    }
    reply.header('access-control-allow-methods', METHODS).header('access-control-allow-headers', HEADERS);
    await reply.header('access-control-max-age', REMEMBER).code(204).send();
  });
}

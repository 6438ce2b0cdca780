import type { FastifyInstance } from 'fastify';
import type { OriginCheck } from '../access/origins.ts';

const REFUSED =
  'This server does not answer under that host name, or to that web site. ' +
  'Whoever runs it can allow it: weft --allow-origin https://name.example\n';

/** Rule EN3 for plain HTTP: a foreign Host or Origin gets 403 and nothing else. */
export function refuseForeignOrigins(app: FastifyInstance, allowed: OriginCheck): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!allowed(request.headers)) await reply.code(403).type('text/plain; charset=utf-8').send(REFUSED);
  });
}

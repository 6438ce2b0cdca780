import type { FastifyInstance } from 'fastify';
import { Problem } from '../../shared/problems.ts';
import type { OriginCheck } from '../access/origins.ts';
import { sendProblem } from './problem.ts';
import { isApi } from './web.ts';

const REFUSED =
  'This server does not answer under that host name, or to that web site. ' +
  'Whoever runs it can allow it: weft --allow-origin https://name.example';

/** Rule EN3 for plain HTTP: a foreign Host or Origin gets 403 and nothing else. */
export function refuseForeignOrigins(app: FastifyInstance, allowed: OriginCheck): void {
  app.addHook('onRequest', async (request, reply) => {
    if (allowed(request.headers)) return;
    if (isApi(request.url)) await sendProblem(reply, new Problem('origin.refused', REFUSED));
    else await reply.code(403).type('text/plain; charset=utf-8').send(`${REFUSED}\n`);
  });
}

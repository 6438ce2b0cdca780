import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../../shared/problems.ts';
import { sendProblem } from './problem.ts';

/** Where whoever watches over the server asks how it is: these tell nothing that must be kept. */
const FOR_EVERYBODY = /^\/(healthz|readyz)(\?|$)/;

export interface Addresses {
  /** A client's address, whatever proxies are between. */
  addressOf(request: IncomingMessage): string;
  addressAllowed(address: string): boolean;
}

/** Answers nobody whose address isn't allowed: rule AC7 for plain HTTP. */
export function refuseAddresses(app: FastifyInstance, { addressOf, addressAllowed }: Addresses): void {
  app.addHook('onRequest', async (request, reply) => {
    if (FOR_EVERYBODY.test(request.url) || addressAllowed(addressOf(request.raw))) return;
    await sendProblem(
      reply,
      new Problem('address.refused', 'This server does not answer to your address. Whoever runs it can allow it: weft --allow-ip'),
    );
  });
}

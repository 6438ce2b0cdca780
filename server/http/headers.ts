import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Security headers. Whether people come by TLS is the proxy's business: nothing here forces or pins it. */
export async function addSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Not every browser takes 'self' for a WebSocket to the same host. The host was checked before (rule EN3).
        connectSrc: ["'self'", ({ headers }) => `ws://${headers.host}`, ({ headers }) => `wss://${headers.host}`],
        // The editor sets style attributes: indents, colours, the places of carets.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    strictTransportSecurity: false,
  });
}

import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookie that keeps somebody signed in. */
export interface SessionCookie {
  /** @param maxAge ms that it lasts */
  set(request: FastifyRequest, reply: FastifyReply, value: string, maxAge: number): void;
  clear(request: FastifyRequest, reply: FastifyReply): void;
}

/**
 * No script sees it, no other site's form sends it, and one that was set over TLS goes over nothing else. It needs `@fastify/cookie`.
 * @param isSecure whether a request came by TLS, here or at a proxy
 */
export function createSessionCookie(name: string, isSecure: (request: IncomingMessage) => boolean): SessionCookie {
  const attributes = (request: FastifyRequest) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(request.raw) }) as const;
  return {
    set: (request, reply, value, maxAge) => {
      reply.setCookie(name, value, { ...attributes(request), maxAge: Math.floor(maxAge / 1000) });
    },
    clear: (request, reply) => {
      reply.clearCookie(name, attributes(request));
    },
  };
}

import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Limits } from '../../shared/limits.ts';
import { SESSION_COOKIE } from '../access/accounts.ts';

/** The cookie that keeps somebody signed in. */
export interface SessionCookie {
  /** A browser forgets a cookie that isn't set again: the one that a request came with, for as long as a new one would last. */
  renew(request: FastifyRequest, reply: FastifyReply): void;
  /** @param maxAge ms that it lasts */
  set(request: FastifyRequest, reply: FastifyReply, value: string, maxAge: number): void;
  clear(request: FastifyRequest, reply: FastifyReply): void;
}

/**
 * No script sees it, no other site's form sends it, and one that was set over TLS goes over nothing else. It needs `@fastify/cookie`.
 * @param isSecure whether a request came by TLS, here or at a proxy
 */
export function createSessionCookie(
  isSecure: (request: IncomingMessage) => boolean,
  { sessionLife }: Pick<Limits, 'sessionLife'>,
): SessionCookie {
  const attributes = (request: FastifyRequest) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(request.raw) }) as const;
  const set = (request: FastifyRequest, reply: FastifyReply, value: string, maxAge: number): void => {
    reply.setCookie(SESSION_COOKIE, value, { ...attributes(request), maxAge: Math.floor(maxAge / 1000) });
  };
  return {
    renew: (request, reply) => {
      const value = request.cookies[SESSION_COOKIE];
      if (value !== undefined) set(request, reply, value, sessionLife);
    },
    set,
    clear: (request, reply) => {
      reply.clearCookie(SESSION_COOKIE, attributes(request));
    },
  };
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '../../../shared/problems.ts';
import type { Access, Identity } from '../../access/access.ts';
import type { Accounts, Begun } from '../../access/accounts.ts';
import type { SessionCookie } from '../cookie.ts';
import { type Api, route } from '../route.ts';
import { id, listOf } from '../schemas/common.ts';
import {
  Device,
  NewToken,
  Recovery,
  SecretBody,
  Session,
  SessionBegin,
  SessionPatch,
  Ticket,
  TokenDraft,
  User,
} from '../schemas/session.ts';

const tag = 'Session';

export interface SessionRoutesOptions {
  readonly access: Access;
  /** Null where signing in isn't done here. */
  readonly accounts: Accounts | null;
  readonly cookie: SessionCookie;
}

/** Signing in and out, devices, access tokens, tickets. */
export function addSessionRoutes(api: Api, { access, accounts, cookie }: SessionRoutesOptions): void {
  const here = (): Accounts => {
    if (accounts !== null) return accounts;
    throw new Problem('session.elsewhere', `This server runs with --auth ${access.mode}: it makes no accounts and no sessions.`);
  };
  const begin = (request: FastifyRequest, reply: FastifyReply, { account, cookie: value, maxAge }: Begun) => {
    cookie.set(request, reply, value, maxAge);
    const { user_id, username, color } = account;
    return { mode: access.mode, user: { user_id, username, color, expires_at: null } };
  };

  route(api, {
    method: 'GET',
    path: '/session',
    may: 'anyone',
    tag,
    summary: 'Who am I?',
    answer: Session,
    handler: async ({ identity, request, reply }) => {
      if (identity.byCookie && accounts !== null) cookie.renew(request, reply);
      return { mode: access.mode, user: userOf(identity) };
    },
  });

  route(api, {
    method: 'POST',
    path: '/session',
    may: 'anyone',
    slow: true,
    tag,
    summary: 'Sign in with a new account',
    description: 'Makes an account with this name, and sets the cookie of its first device. Only with `--auth accounts`.',
    body: SessionBegin,
    status: 201,
    answer: Session,
    problems: ['session.elsewhere'],
    handler: async ({ body, request, reply }) => begin(request, reply, await here().begin(body.username, deviceOf(request))),
  });

  route(api, {
    method: 'PATCH',
    path: '/session',
    may: 'user',
    tag,
    summary: 'Change my name or colour',
    body: SessionPatch,
    answer: User,
    problems: ['session.elsewhere'],
    handler: async ({ identity, body }) => {
      const { username, color } = body;
      const patch = { ...(username !== undefined && { username }), ...(color !== undefined && { color }) };
      const account = await here().change(identity.userId, patch);
      return { user_id: account.user_id, username: account.username, color: account.color, expires_at: identity.expiresAt };
    },
  });

  route(api, {
    method: 'DELETE',
    path: '/session',
    may: 'user',
    tag,
    summary: 'Sign out',
    description: 'Ends this session: its open sockets and event streams, too.',
    problems: ['session.elsewhere'],
    handler: async ({ identity, request, reply }) => {
      const sessions = here();
      if (identity.session !== null) await sessions.end(identity.userId, identity.session);
      cookie.clear(request, reply);
      return undefined;
    },
  });

  route(api, {
    method: 'POST',
    path: '/session/ticket',
    may: 'user',
    tag,
    summary: 'A ticket for one socket',
    status: 201,
    answer: Ticket,
    handler: async ({ identity }) => ({ ticket: access.ticket(identity) }),
  });

  route(api, {
    method: 'POST',
    path: '/session/recovery',
    may: 'user',
    slow: true,
    tag,
    summary: 'A secret that carries this account to another device',
    status: 201,
    answer: Recovery,
    problems: ['session.elsewhere'],
    handler: async ({ identity }) => here().recovery(identity.userId),
  });

  route(api, {
    method: 'POST',
    path: '/session/recover',
    may: 'anyone',
    slow: true,
    tag,
    summary: 'Sign in with such a secret',
    body: SecretBody,
    status: 201,
    answer: Session,
    problems: ['session.elsewhere', 'recovery.unknown'],
    handler: async ({ body, request, reply }) => begin(request, reply, await here().recover(body.secret, deviceOf(request))),
  });

  route(api, {
    method: 'GET',
    path: '/session/tokens',
    may: 'user',
    tag,
    summary: 'My devices and access tokens',
    answer: listOf(Device),
    problems: ['session.elsewhere'],
    handler: async ({ identity }) => ({ items: here().sessions(identity), next: null }),
  });

  route(api, {
    method: 'POST',
    path: '/session/tokens',
    may: 'user',
    creates: true,
    slow: true,
    tag,
    summary: 'Make an access token for a program',
    body: TokenDraft,
    status: 201,
    answer: NewToken,
    problems: ['session.elsewhere', 'limit.tokens'],
    handler: async ({ identity, body }) => here().addToken(identity.userId, body.label),
  });

  route(api, {
    method: 'DELETE',
    path: '/session/tokens/:session_id',
    may: 'user',
    tag,
    summary: 'End a device or access token of mine',
    params: z.object({ session_id: id('The device or token.') }),
    problems: ['session.elsewhere', 'token.unknown'],
    handler: async ({ identity, params, request, reply }) => {
      await here().end(identity.userId, params.session_id);
      if (params.session_id === identity.session) cookie.clear(request, reply);
      return undefined;
    },
  });
}

function userOf({ userId, name, color, expiresAt }: Identity) {
  return userId === '' ? null : { user_id: userId, username: name, color, expires_at: expiresAt };
}

/** What a browser says it is: enough to tell one's devices apart. */
function deviceOf({ headers }: FastifyRequest): string {
  return (headers['user-agent'] ?? '').slice(0, 200);
}

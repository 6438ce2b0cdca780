import type { FastifyRequest } from 'fastify';
import { type Action, type Role, may as roleMay } from '../../shared/access.ts';
import { Problem } from '../../shared/problems.ts';
import { isId } from '../../shared/rooms.ts';
import type { Time } from '../../shared/time.ts';
import type { Access, Identity } from '../access/access.ts';
import type { Projects } from '../workspace/projects/projects.ts';
import { invalid, TooMany } from './problem.ts';
import type { RateLimit } from './rate.ts';

/**
 * Who may use a route. An action: members of the project in its path whose role allows it. `user`: whoever is signed in, on a server that has users.
 * `session`: whoever is signed in, and anybody where there are no users. `anyone`: also people who are not signed in.
 */
export type Right = Action | 'user' | 'session' | 'anyone';

/** Who makes a request, and their role in the project in its path. */
export interface Caller {
  readonly identity: Identity;
  /** Null where the path names no project. */
  readonly role: Role | null;
  /** Monotonic ms. */
  readonly at: number;
}

/** ms for which a decision about rights holds: who is removed loses them within a second, also while a body trickles in. */
const DECISION_VALID = 1_000;

/** Somebody who is not signed in, where that is no hindrance. */
export const NOBODY: Identity = { userId: '', name: '', color: null, session: null, expiresAt: null, roles: null, byCookie: false };

export interface GuardOptions {
  readonly access: Access;
  readonly projects: Pick<Projects, 'ensure'>;
  readonly addressOf: (request: FastifyRequest) => string;
  readonly perUser: RateLimit;
  readonly time: Pick<Time, 'monotonic'>;
}

/** What a route wants to know of whoever calls it. */
export interface Door {
  readonly may: Right;
  /** True where browsers can't send headers, so that a token may come in the query: event streams. */
  readonly tokenInQuery?: boolean;
}

/** Decides about each request before its body is read. */
export class Guard {
  readonly #options: GuardOptions;

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  /** @throws Problem `session.*`, `origin.required`, `request.too-many`, `project.unknown`, `role.insufficient` */
  async admit(request: FastifyRequest, door: Door): Promise<Caller> {
    const { access } = this.#options;
    if (door.may === 'user' && access.mode === 'open') {
      throw new Problem('session.no-users', 'This server runs with --auth open: it knows no users, so nothing belongs to one.');
    }
    const identity = await this.#identify(request, door);
    if (identity.byCookie) requireOrigin(request);
    if (identity.userId !== '') this.#slowDown(identity.userId);
    const isAction = door.may !== 'user' && door.may !== 'session' && door.may !== 'anyone';
    const role = isAction ? await this.#role(request, identity, door.may) : null;
    return { identity, role, at: this.#options.time.monotonic() };
  }

  /** Decides again about a request whose body took its time. @throws Problem like `admit` */
  async confirm(request: FastifyRequest, door: Door, caller: Caller): Promise<Caller> {
    return this.#options.time.monotonic() - caller.at < DECISION_VALID ? caller : this.admit(request, door);
  }

  async #identify(request: FastifyRequest, { may, tokenInQuery = false }: Door): Promise<Identity> {
    const { access, addressOf } = this.#options;
    const token = bearer(request) ?? (tokenInQuery ? queryToken(request) : null);
    try {
      return await access.identify({ headers: request.headers, token, ip: addressOf(request), claimed: null });
    } catch (error) {
      if (may === 'anyone' && error instanceof Problem && error.status === 401) return NOBODY;
      throw error;
    }
  }

  #slowDown(user: string): void {
    const wait = this.#options.perUser.take(user);
    if (wait > 0) throw new TooMany('You make more requests than one user may.', Math.ceil(wait / 1000));
  }

  /** Whoever may not know of a project is told that there is none (rule AC3). */
  async #role(request: FastifyRequest, identity: Identity, action: Action): Promise<Role> {
    const { access, projects } = this.#options;
    const project = projectIn(request);
    if (!isId(project)) throw invalid([{ field: 'path.project_id', message: 'It is no possible id.' }]);
    const role = await access.role(identity, project);
    if (role === null) throw unknownProject(project);
    requireRole(role, action);
    const document = parameter(request, 'document_id');
    // What is no possible id is refused with the other parameters.
    if (document !== null && isId(document)) {
      const there = await access.role(identity, project, document);
      if (there === null) throw unknownDocument(document);
      requireRole(there, action);
    }
    // Where anybody may ask, asking alone makes nothing: any web site can have a browser ask.
    if (access.mode !== 'open' || request.method !== 'GET') await projects.ensure(project);
    return role;
  }
}

function unknownProject(project: string): Problem {
  return new Problem('project.unknown', `There is no project ${JSON.stringify(project)}, or you are no member of it.`);
}

/** As it is told of one that the project's list doesn't have: who may not see a document isn't told that there is one. */
function unknownDocument(document: string): Problem {
  return new Problem('document.unknown', `There is no document ${JSON.stringify(document)} in this project.`);
}

/** @throws Problem `role.insufficient` */
function requireRole(role: Role, action: Action): void {
  if (roleMay(role, action)) return;
  throw new Problem('role.insufficient', `As ${role} you may not do this. Ask an owner of the project for a role that may ${action}.`);
}

/** Browsers send cookies for pages of other sites too: a change has to say where it comes from. The `Origin` itself was checked before (rule EN3). */
function requireOrigin({ method, headers }: FastifyRequest): void {
  if (method === 'GET' || method === 'HEAD' || headers.origin !== undefined || headers['sec-fetch-site'] === 'same-origin') return;
  throw new Problem(
    'origin.required',
    'A change with a cookie needs an Origin header. Programs use an access token: Authorization: Bearer …',
  );
}

function bearer({ headers }: FastifyRequest): string | null {
  return /^Bearer +(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

function queryToken({ query }: FastifyRequest): string | null {
  if (typeof query !== 'object' || query === null || !('token' in query)) return null;
  return typeof query.token === 'string' && query.token !== '' ? query.token : null;
}

function projectIn(request: FastifyRequest): string {
  const project = parameter(request, 'project_id');
  if (project === null) throw new Error('A route that asks for a role must have :project_id in its path.');
  return project;
}

/** A parameter of the path, or null where it has none of this name. */
function parameter({ params }: FastifyRequest, name: 'project_id' | 'document_id'): string | null {
  if (typeof params !== 'object' || params === null) return null;
  const value: unknown = Object.entries(params).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : null;
}

import type { IncomingHttpHeaders } from 'node:http';
import type { Role } from '../../shared/access.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import { Problem } from '../../shared/problems.ts';
import { projectRoom } from '../../shared/rooms.ts';
import type { Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Access, DocumentFacts, Identity } from './access.ts';
import type { Directory } from './directory.ts';
import { createEntrance } from './entrance.ts';
import { askHook, readRole, readUser } from './hooks.ts';
import { Introductions } from './introductions.ts';
import type { Rights } from './rights.ts';

/** What somebody shows to say who they are. */
export interface AuthenticationRequest {
  /** `?userId=` of the URL: who they say they are. Null where it isn't given. */
  readonly userId: string | null;
  /** `?username=` of the URL. */
  readonly username: string | null;
  /** `?token=` of the URL, or a bearer token. */
  readonly token: string | null;
  /** The address, also behind a trusted proxy. */
  readonly ip: string;
  readonly headers: IncomingHttpHeaders;
}

/** Who it is. */
export interface AuthenticatedUser {
  /** 1 to 128 characters, no slash, not beginning with `#`. */
  readonly userId: string;
  readonly username: string;
  /** Like `#3366cc` or `hsl(210 65% 42%)`. */
  readonly color?: string;
  /** ms since 1970: when open connections must end. */
  readonly expiresAt?: number;
}

type Answer<T> = T | Promise<T>;

/** An integrator's own authentication and authorisation. What they throw closes the connection 4500 and is logged; it lets nobody in. */
export interface AccessHooks {
  /**
   * Who is this? `true` believes `userId` and `username` as they were given; false, null or nothing refuses (4401). Asked for each connection and
   * each request.
   */
  readonly authenticateUser?: (request: AuthenticationRequest) => Answer<AuthenticatedUser | boolean | null | undefined>;
  /**
   * The role in a room, or false (4403). Rooms: PROTOCOL.md, "Rooms and roles"; any other name may be used too. Asked when somebody enters, with each
   * request (for `p/<project>`, and for `p/<project>/d/<document>` too where it is about a document), and again by `refreshAccess`. Without it
   * memberships decide.
   */
  readonly canUserAccessRoom?: (userId: string, roomId: string) => Answer<Role | false | null | undefined>;
}

export interface CustomAccessOptions extends AccessHooks {
  /** Says who people are where there is no `authenticateUser`. */
  readonly base: Access | null;
  readonly directory: Directory;
  readonly documents: DocumentFacts;
  readonly ensureProject: (project: string) => Promise<void>;
  readonly store: RoomStore;
  readonly limits: Pick<Limits, 'ticketLife'>;
  readonly time: Time;
  readonly log: Log;
}

/** People and rights as an integrator's own application knows them. */
export function createCustomAccess(options: CustomAccessOptions): Access {
  const { authenticateUser, canUserAccessRoom, base, directory, documents, ensureProject, store, limits, time, log } = options;
  const introductions = new Introductions({ store, directory, ensureProject, time, log });
  const identify: Rights['identify'] = async ({ claimed, token, ip, headers }) => {
    const userId = claimed?.userId ?? null;
    const username = claimed?.username ?? null;
    const request = { userId, username, token, ip, headers };
    const answer = await askHook('authenticateUser', time, () => authenticateUser?.(request));
    const user = readUser(answer, request);
    const identity: Identity = {
      userId: user.userId,
      name: user.username,
      color: user.color ?? null,
      session: null,
      expiresAt: user.expiresAt ?? null,
      roles: null,
      // Whatever the hook went by: what a browser sends by itself must come from a page that may.
      byCookie: token === null && headers.cookie !== undefined,
    };
    if (identity.expiresAt !== null && identity.expiresAt <= time.now())
      throw new Problem('session.expired', 'The session has ended. Sign in again.');
    introductions.person(identity);
    return identity;
  };
  const byHook = async (identity: Identity, room: string, project: string | null): Promise<Role | null> => {
    const role = readRole(await askHook('canUserAccessRoom', time, () => canUserAccessRoom?.(identity.userId, room)));
    if (project === null) return role;
    if (role !== null && directory.project(project) === null) await ensureProject(project);
    // The project's own room says who its members are: a guest in one of its documents is none.
    if (room === projectRoom(project)) await introductions.member(identity, project, role);
    return role;
  };
  const rights: Rights = {
    identify: authenticateUser === undefined && base !== null ? (credentials) => base.identify(credentials) : identify,
    ask:
      canUserAccessRoom === undefined
        ? async ({ userId }, _room, project) => (project === null ? null : directory.role(project, userId))
        : byHook,
    now: ({ userId }, project) => (canUserAccessRoom === undefined ? directory.role(project, userId) : undefined),
    anyRoom: canUserAccessRoom !== undefined,
    stop: () => base?.stop(),
  };
  return createEntrance({ mode: 'custom', rights, directory, documents, limits, time, log });
}

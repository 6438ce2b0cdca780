import type { Role } from '../../shared/access.ts';
import type { Credentials, Gate, Refusal } from '../sync/gate.ts';

/** Somebody who makes a request, verified. */
export interface Identity {
  /** '' where there are no users (`open`). */
  readonly userId: string;
  readonly name: string;
  /** As CSS writes it, or null for none chosen. */
  readonly color: string | null;
  /** The session or access token that it came by, or null. */
  readonly session: string | null;
  /** ms since 1970 at which it ends, or null. Later each day that it is used, where sessions slide: to be read anew each time. */
  readonly expiresAt: number | null;
  /** Roles by project that came with it, as a JWT's claims; null where memberships alone decide. */
  readonly roles: ReadonlyMap<string, Role> | null;
  /** True when it came by a cookie: then a change needs an `Origin`. */
  readonly byCookie: boolean;
}

/** Whose open connections must be looked at again. Absent: anybody's, anywhere. */
export interface Concerned {
  readonly user?: string;
  readonly project?: string;
  readonly document?: string;
}

export type AccessMode = 'open' | 'accounts' | 'jwt' | 'custom';

/** Who is this, what may they do, and when does that end: the one answer for sockets and HTTP. */
export interface Access extends Gate {
  readonly mode: AccessMode;
  /** @throws Problem `session.unauthorised`, `session.expired`, `user.id` */
  identify(credentials: Credentials): Promise<Identity>;
  /**
   * The role in a project's own room, or in that of one of its documents: the same but where an integrator says otherwise. Null for somebody who
   * may not know that it is there.
   */
  role(identity: Identity, project: string, document?: string): Promise<Role | null>;
  /** A ticket for one socket, or for one request (`identify` takes it as a token) (rule AC5). @throws Problem `session.no-users` where there are none */
  ticket(identity: Identity): string;
  /** Rights or documents have changed: tells the sessions concerned, or ends them (rules AC4, AC6). */
  refresh(concerned: Concerned): void;
  /** Ends the sockets of one session (log-out) with 4401 `session.ended`. */
  end(session: string): void;
  /**
   * Calls `onEnd` once, when this identity's session ends or, where a project is given, when it may no longer read that: at once if that is so
   * already. For event streams. Returns its stop.
   */
  watch(identity: Identity, project: string | null, onEnd: (refusal: Refusal) => void): () => void;
  /** Lets go of timers. */
  stop(): void;
}

/** What the gate must know of documents: implemented by the workspace, called at each entry into a document's or its comments' room. */
export interface DocumentFacts {
  /** `gone`: its project's list doesn't have it; `binned`: to be read only (rule AC6). */
  state(project: string, document: string): Promise<'listed' | 'binned' | 'gone'>;
}

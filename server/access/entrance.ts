import type { Role } from '../../shared/access.ts';
import { WeftError } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import { Problem } from '../../shared/problems.ts';
import { documentRoom, inboxRoom, projectRoom } from '../../shared/rooms.ts';
import type { Time } from '../../shared/time.ts';
import type { Credentials, EntryRequest, Refusal, Session } from '../sync/gate.ts';
import { isRefusal } from '../sync/gate.ts';
import type { Access, AccessMode, Concerned, DocumentFacts, Identity } from './access.ts';
import type { Directory } from './directory.ts';
import { type Change, OpenSession } from './open-session.ts';
import type { Facts, Rights } from './rights.ts';
import { Tickets } from './tickets.ts';
import { BAD_USER, BUSY, ENDED, EXPIRED, FAULT, FORBIDDEN, REVOKED, UNAUTHORISED, UNKNOWN_ROOM, verdict } from './verdict.ts';

/** ms between two looks at what has expired: rule AC4 gives a second. */
const SWEEP_INTERVAL = 500;
/** ms after which a session that nobody watches is forgotten: its socket was gone before its room was there. */
const UNWATCHED = 60_000;

/** What `identify` refuses, as sockets are told it. */
const PROBLEMS = new Map<string, Refusal>([
  ['session.unauthorised', UNAUTHORISED],
  ['session.expired', EXPIRED],
  ['user.id', BAD_USER],
]);

export interface EntranceOptions {
  readonly mode: AccessMode;
  readonly rights: Rights;
  readonly directory: Directory;
  readonly documents: DocumentFacts;
  readonly limits: Pick<Limits, 'ticketLife'>;
  readonly time: Time;
  readonly log: Log;
}

/** What all ways of letting people in have in common: who is in which room, and what becomes of them when rights change. */
export function createEntrance(options: EntranceOptions): Access {
  return new Entrance(options);
}

class Entrance implements Access {
  readonly #options: EntranceOptions;
  readonly #tickets: Tickets;
  readonly #open = new Set<OpenSession>();
  readonly #stops: readonly (() => void)[];

  constructor(options: EntranceOptions) {
    this.#options = options;
    const { time, limits, directory } = options;
    this.#tickets = new Tickets(limits, time);
    this.#stops = [
      time.every(SWEEP_INTERVAL, () => this.#sweep()),
      directory.onChange(({ project, user }) => {
        for (const session of this.#open) {
          if (session.project === project && (user === null || session.userId === user)) this.#judge(session);
        }
      }),
    ];
  }

  get mode(): AccessMode {
    return this.#options.mode;
  }

  async identify(credentials: Credentials): Promise<Identity> {
    const { token } = credentials;
    if (token === null || !Tickets.looksLike(token)) return this.#options.rights.identify(credentials);
    const identity = this.#tickets.redeem(token);
    if (identity === null) {
      throw new Problem('session.unauthorised', 'The ticket was used already, or is too old. Ask for a new one for each connection.');
    }
    if (hasExpired(identity, this.#options.time)) throw new Problem('session.expired', 'The session has ended. Sign in again.');
    return identity;
  }

  async role(identity: Identity, project: string, document?: string): Promise<Role | null> {
    const room = document === undefined ? projectRoom(project) : documentRoom(project, document);
    return this.#options.rights.ask(identity, room, project);
  }

  async enter(request: EntryRequest): Promise<Session | Refusal> {
    try {
      const identity = await this.identify(request);
      // Rule AC5: a browser always says where it comes from, and only there do cookies travel by themselves.
      if (identity.byCookie && request.headers.origin === undefined) return UNAUTHORISED;
      const session = this.#session(identity, request.room);
      this.#open.add(session);
      await this.#look(session);
      return session.refusal ?? session;
    } catch (error) {
      const refusal = isBusy(error) ? BUSY : error instanceof Problem ? PROBLEMS.get(error.code) : undefined;
      if (refusal === undefined) throw error;
      return refusal;
    }
  }

  ticket(identity: Identity): string {
    return this.#tickets.add(withoutCookie(identity));
  }

  refresh({ user, project, document }: Concerned): void {
    for (const session of this.#open) {
      if (user !== undefined && session.userId !== user) continue;
      if (project !== undefined && session.project !== project) continue;
      if (document !== undefined && session.document !== document) continue;
      this.#judge(session);
      void this.#look(session);
    }
  }

  end(session: string): void {
    this.#tickets.end(session);
    for (const one of this.#open) if (one.identity.session === session) this.#apply(one, ENDED);
  }

  watch(identity: Identity, project: string | null, onEnd: (refusal: Refusal) => void): () => void {
    const session = this.#session(identity, project === null ? inboxRoom(identity.userId) : projectRoom(project));
    this.#open.add(session);
    const stop = session.watch((change) => {
      if (isRefusal(change)) onEnd(change);
    });
    // Who asks was let in a moment ago: what has changed since is told at once where memory knows it.
    this.#judge(session);
    void this.#look(session);
    return stop;
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#open.clear();
    this.#options.rights.stop();
  }

  #session(identity: Identity, room: string): OpenSession {
    const { directory, time } = this.#options;
    const onWatched = (session: OpenSession, watched: boolean): void => {
      if (!watched) {
        this.#open.delete(session);
      } else if (!this.#open.has(session)) {
        // It was forgotten, and may have missed a change.
        this.#open.add(session);
        this.#judge(session);
        void this.#look(session);
      }
    };
    return new OpenSession({ identity, room, directory, openedAt: time.monotonic(), onWatched });
  }

  /** Finds out what has to be asked, again for as long as something changes meanwhile, and judges by it. Never rejects. */
  async #look(session: OpenSession): Promise<void> {
    session.stale = true;
    if (session.looking) return;
    session.looking = true;
    try {
      while (session.stale && session.refusal === null) {
        session.stale = false;
        session.facts = await this.#facts(session);
      }
      this.#judge(session);
    } catch (error) {
      // Rights that can't be told are never taken for granted.
      if (isBusy(error)) return this.#apply(session, BUSY);
      this.#options.log.error({ room: session.name, error }, 'it could not be found out who may enter');
      this.#apply(session, FAULT);
    } finally {
      session.looking = false;
    }
  }

  async #facts({ identity, name, room, document, project }: OpenSession): Promise<Facts> {
    const { rights, documents } = this.#options;
    if (room.kind === 'inbox' || room.kind === 'settings') return { role: null, document: null };
    if (room.kind === 'other' && !rights.anyRoom) return { role: null, document: null };
    const role = await rights.ask(identity, name, project);
    if (role === null || project === null || document === null) return { role, document: null };
    return { role, document: await documents.state(project, document) };
  }

  /** Judges by what is known now, without asking anybody. */
  #judge(session: OpenSession): void {
    const { rights, time } = this.#options;
    const { identity, room, project, facts } = session;
    if (hasExpired(identity, time)) return this.#apply(session, EXPIRED);
    const known = project === null ? undefined : rights.now(identity, project);
    if (facts === null && (known === undefined || session.document !== null)) return;
    const role = known === undefined ? (facts?.role ?? null) : known;
    const decided = verdict(identity.userId, room, role, facts?.document ?? null);
    this.#apply(session, decided ?? this.#whyNot(session));
  }

  /** Rule AC3: who may not see a project isn't told that there is one; who was in is told that they are out. */
  #whyNot({ project, inside }: OpenSession): Refusal {
    const { rights, directory } = this.#options;
    // Where an integrator says who may enter which room, no room is unknown.
    if (!inside) return rights.anyRoom ? FORBIDDEN : UNKNOWN_ROOM;
    return project !== null && directory.project(project) === null ? UNKNOWN_ROOM : REVOKED;
  }

  #apply(session: OpenSession, change: Change): void {
    if (isRefusal(change)) this.#open.delete(session);
    session.apply(change);
  }

  #sweep(): void {
    const { time } = this.#options;
    this.#tickets.sweep();
    const before = time.monotonic() - UNWATCHED;
    for (const session of this.#open) {
      if (hasExpired(session.identity, time)) this.#apply(session, EXPIRED);
      else if (!session.watched && session.openedAt < before) this.#open.delete(session);
    }
  }
}

/** True where the server can't read or write just now: then people come back later, and nothing is wrong with them. */
function isBusy(error: unknown): boolean {
  return error instanceof WeftError && (error.code === 'room.busy' || error.code === 'store.failing');
}

function hasExpired({ expiresAt }: Identity, time: Pick<Time, 'now'>): boolean {
  return expiresAt !== null && expiresAt <= time.now();
}

/** The same person by a ticket. Not a copy: when a session ends may change while it is open. */
function withoutCookie(identity: Identity): Identity {
  return Object.create(identity, { byCookie: { value: false } });
}

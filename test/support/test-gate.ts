import type { EntryRequest, Gate, Grant, Refusal, Session } from '../../server/sync/gate.ts';
import { canWrite, type Role } from '../../shared/access.ts';
import { CLOSE } from '../../shared/codes.ts';

/** A gate for tests: the token `ada:editor` lets the user `ada` in as an editor, and the test changes its mind later. */
export interface TestGate extends Gate {
  /** A new role for all of the user's open sessions, and for those to come. */
  setRole(user: string, role: Role): void;
  /** Ends the user's sessions with 4403 `session.revoked` and lets nobody of that name in again. */
  revoke(user: string): void;
  /** Ends the user's sessions with 4401 `session.expired`. The next one is let in. */
  expire(user: string): void;
  /** Sessions that somebody watches: a leak shows here. */
  readonly watched: number;
  /** Tokens of this room wait until the returned function is called. */
  hold(room: string): () => void;
}

interface Open {
  readonly user: string;
  readonly room: string;
  readonly listener: (change: Grant | Refusal) => void;
}

const UNAUTHORISED: Refusal = { close: CLOSE.unauthorised, code: 'session.unauthorised' };
const REVOKED: Refusal = { close: CLOSE.forbidden, code: 'session.revoked' };
const EXPIRED: Refusal = { close: CLOSE.unauthorised, code: 'session.expired' };
const UNKNOWN_ROOM: Refusal = { close: CLOSE.unknownRoom, code: 'room.unknown' };

/**
 * Tokens: `<user>:<role>`; `broken:…` makes the gate throw; anything else is unauthorised. Rooms below `missing/` are unknown.
 * A commenter writes in rooms that end in `/c` and nowhere else.
 */
export function testGate(): TestGate {
  const roles = new Map<string, Role>();
  const revoked = new Set<string>();
  const open = new Set<Open>();
  const held = new Map<string, Promise<void>>();
  const grantFor = (role: Role, room: string): Grant => ({
    role,
    writable: canWrite(role) || (role === 'commenter' && room.endsWith('/c')),
  });
  const tell = (user: string, change: (session: Open) => Grant | Refusal): void => {
    for (const session of [...open]) if (session.user === user) session.listener(change(session));
  };

  const admit = (user: string, role: Role, room: string): Session => ({
    userId: user,
    user: { id: user, name: user.charAt(0).toUpperCase() + user.slice(1), color: '#336699' },
    grant: () => grantFor(roles.get(user) ?? role, room),
    watch: (listener) => {
      const session: Open = { user, room, listener };
      open.add(session);
      return () => open.delete(session);
    },
  });

  return {
    enter: async ({ room, token }: EntryRequest): Promise<Session | Refusal> => {
      await held.get(room);
      const [user, role] = token?.split(':') ?? [];
      if (user === 'broken') throw new Error('The gate is broken, as the test asked.');
      if (user === undefined || user === '' || !isRole(role)) return UNAUTHORISED;
      if (revoked.has(user)) return REVOKED;
      if (room.startsWith('missing/')) return UNKNOWN_ROOM;
      return admit(user, role, room);
    },
    setRole: (user, role) => {
      roles.set(user, role);
      tell(user, ({ room }) => grantFor(role, room));
    },
    revoke: (user) => {
      revoked.add(user);
      tell(user, () => REVOKED);
    },
    expire: (user) => tell(user, () => EXPIRED),
    get watched() {
      return open.size;
    },
    hold: (room) => {
      let release = (): void => {};
      held.set(room, new Promise((resolve) => (release = resolve)));
      return release;
    },
  };
}

function isRole(text: string | undefined): text is Role {
  return text === 'owner' || text === 'editor' || text === 'commenter' || text === 'viewer';
}

import { mayWriteIn, type Role } from '../../shared/access.ts';
import { CLOSE } from '../../shared/codes.ts';
import type { RoomName } from '../../shared/rooms.ts';
import type { Grant, Refusal } from '../sync/gate.ts';

export const UNAUTHORISED: Refusal = { close: CLOSE.unauthorised, code: 'session.unauthorised' };
export const EXPIRED: Refusal = { close: CLOSE.unauthorised, code: 'session.expired' };
export const ENDED: Refusal = { close: CLOSE.unauthorised, code: 'session.ended' };
export const BAD_USER: Refusal = { close: CLOSE.unauthorised, code: 'user.id' };
export const FORBIDDEN: Refusal = { close: CLOSE.forbidden, code: 'session.forbidden' };
export const REVOKED: Refusal = { close: CLOSE.forbidden, code: 'session.revoked' };
export const UNKNOWN_ROOM: Refusal = { close: CLOSE.unknownRoom, code: 'room.unknown' };
export const BUSY: Refusal = { close: CLOSE.later, code: 'room.busy' };
export const FAULT: Refusal = { close: CLOSE.fault, code: 'server.fault' };

/** How a document stands in its project; null for rooms that belong to none. */
export type DocumentState = 'listed' | 'binned' | 'gone' | null;

/**
 * What somebody may do in a room (rules AC1–AC3, AC6): the one place that says so. Null: nothing, for want of a role.
 * `role` counts in rooms that aren't a user's own.
 */
export function verdict(user: string, room: RoomName, role: Role | null, document: DocumentState): Grant | Refusal | null {
  switch (room.kind) {
    case 'inbox':
      return room.user === user ? { role: 'viewer', writable: false } : UNKNOWN_ROOM;
    case 'settings':
      return room.user === user ? { role: 'owner', writable: true } : UNKNOWN_ROOM;
    default:
      if (role === null) return null;
      if (document === 'gone') return UNKNOWN_ROOM;
      return { role, writable: document !== 'binned' && mayWriteIn(room, role) };
  }
}

import type { RoomName } from './rooms.ts';

/** A member's role in a project, from most to least. */
export const ROLES = ['owner', 'editor', 'commenter', 'viewer'] as const;

export type Role = (typeof ROLES)[number];

/**
 * What can be done in a project. `read`: see everything; `comment`: write comments; `write`: change boards and documents;
 * `manage`: members, invites, webhooks, the project itself.
 */
export type Action = 'read' | 'comment' | 'write' | 'manage';

const ACTIONS: Readonly<Record<Role, readonly Action[]>> = {
  owner: ['read', 'comment', 'write', 'manage'],
  editor: ['read', 'comment', 'write'],
  commenter: ['read', 'comment'],
  viewer: ['read'],
};

/** The one table of roles × actions: sockets and HTTP ask it alike. */
export function may(role: Role, action: Action): boolean {
  return ACTIONS[role].includes(action);
}

/** True for roles that may change documents and boards. */
export function canWrite(role: Role): boolean {
  return may(role, 'write');
}

/** Whether a role in a project may write in one of the project's rooms (rule AC1). */
export function mayWriteIn(room: RoomName, role: Role): boolean {
  return may(role, room.kind === 'comments' ? 'comment' : 'write');
}

export function isRole(text: unknown): text is Role {
  return ROLES.some((role) => role === text);
}

/** A member's role in a project, from most to least. */
export const ROLES = ['owner', 'editor', 'commenter', 'viewer'] as const;

export type Role = (typeof ROLES)[number];

/** True for roles that may change documents and boards. */
export function canWrite(role: Role): boolean {
  return role === 'owner' || role === 'editor';
}

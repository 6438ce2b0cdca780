import type { Role } from '../../shared/access.ts';
import type { Put } from '../store/store.ts';

/** An invitation into a project: whoever has its secret may come in. */
export interface Invite {
  readonly invite_id: string;
  readonly project_id: string;
  readonly role: Role;
  readonly created_by: string;
  /** ms since 1970. */
  readonly created_at: number;
  readonly expires_at: number;
  /** How often it may be used; null: as often as people like. */
  readonly uses_max: number | null;
  readonly uses: number;
  readonly revoked: boolean;
}

/** Invites, in memory and on disk like the directory: what changes them returns the records to write. */
export interface Invites {
  list(project: string): readonly Invite[];
  /** Keeps a hash of `secret` only. @throws Problem `limit.invites` */
  add(invite: Invite, secret: string): readonly Put[];
  /** The invite with this secret. @throws Problem `invite.unknown`, `invite.expired`, `invite.used-up`, `invite.revoked` */
  find(secret: string): Invite;
  /** Counts one use. @throws like `find` */
  use(invite: string): readonly Put[];
  /** @throws Problem `invite.unknown` */
  revoke(project: string, invite: string): readonly Put[];
  /** All of a project that is removed. */
  removeAll(project: string): readonly Put[];
}

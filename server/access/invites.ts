import { z } from 'zod';
import { ROLES, type Role } from '../../shared/access.ts';
import type { Limits } from '../../shared/limits.ts';
import { Problem } from '../../shared/problems.ts';
import type { Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Put } from '../store/store.ts';
import { drop, loadTable, put } from './records.ts';
import { hashOf } from './secrets.ts';

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
  /** Oldest first; those that are no good any more are shown until a new one needs their place. */
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

export interface InvitesOptions {
  readonly store: RoomStore;
  readonly limits: Pick<Limits, 'invitesPerProject'>;
  readonly time: Pick<Time, 'now'>;
}

const INVITE = z.object({
  invite_id: z.string(),
  project_id: z.string(),
  role: z.enum(ROLES),
  created_by: z.string(),
  created_at: z.number(),
  expires_at: z.number(),
  uses_max: z.number().nullable(),
  uses: z.number(),
  revoked: z.boolean(),
});
/** What is kept: the invite and the hash of its secret. */
const KEPT = z.object({ invite: INVITE, hash: z.string() });
type Kept = z.infer<typeof KEPT>;

/** Loads everything. @throws StoreError `store.corrupt` for a record that can't be understood */
export async function createInvites({ store, limits, time }: InvitesOptions): Promise<Invites> {
  return new MemoryInvites(await loadTable(store, 'invite', KEPT), limits, time);
}

class MemoryInvites implements Invites {
  readonly #limits: InvitesOptions['limits'];
  readonly #time: InvitesOptions['time'];
  readonly #byId: Map<string, Kept>;
  readonly #byHash = new Map<string, string>();
  readonly #byProject = new Map<string, Set<string>>();

  constructor(byId: Map<string, Kept>, limits: InvitesOptions['limits'], time: InvitesOptions['time']) {
    this.#limits = limits;
    this.#time = time;
    this.#byId = byId;
    for (const kept of byId.values()) this.#index(kept);
  }

  list(project: string): readonly Invite[] {
    return this.#of(project).sort((a, b) => a.created_at - b.created_at);
  }

  add(invite: Invite, secret: string): readonly Put[] {
    const all = this.#of(invite.project_id);
    const spent = all.filter((one) => this.#fault(one) !== null);
    if (all.length - spent.length >= this.#limits.invitesPerProject) {
      throw new Problem('limit.invites', `A project may have ${this.#limits.invitesPerProject} open invites. Revoke one first.`);
    }
    const removed = all.length >= this.#limits.invitesPerProject ? spent.map(({ invite_id }) => this.#remove(invite_id)) : [];
    const kept = { invite, hash: hashOf(secret) };
    this.#byId.set(invite.invite_id, kept);
    this.#index(kept);
    return [...removed, record(kept)];
  }

  find(secret: string): Invite {
    const kept = this.#byId.get(this.#byHash.get(hashOf(secret)) ?? '');
    if (kept === undefined) throw unknownInvite();
    return this.#good(kept).invite;
  }

  use(invite: string): readonly Put[] {
    const kept = this.#byId.get(invite);
    if (kept === undefined) throw unknownInvite();
    this.#good(kept);
    return [this.#change(kept, { uses: kept.invite.uses + 1 })];
  }

  revoke(project: string, invite: string): readonly Put[] {
    const kept = this.#byId.get(invite);
    if (kept?.invite.project_id !== project) throw unknownInvite();
    return [this.#change(kept, { revoked: true })];
  }

  removeAll(project: string): readonly Put[] {
    return [...(this.#byProject.get(project) ?? [])].map((invite) => this.#remove(invite));
  }

  #of(project: string): Invite[] {
    const found: Invite[] = [];
    for (const id of this.#byProject.get(project) ?? []) {
      const kept = this.#byId.get(id);
      if (kept !== undefined) found.push(kept.invite);
    }
    return found;
  }

  #good(kept: Kept): Kept {
    const fault = this.#fault(kept.invite);
    if (fault !== null) throw fault;
    return kept;
  }

  #fault({ revoked, expires_at, uses, uses_max }: Invite): Problem | null {
    if (revoked) return new Problem('invite.revoked', 'The invite was taken back. Ask for a new one.');
    if (expires_at <= this.#time.now()) return new Problem('invite.expired', 'The invite has expired. Ask for a new one.');
    if (uses_max !== null && uses >= uses_max) {
      return new Problem('invite.used-up', 'The invite has been used as often as it may be. Ask for a new one.');
    }
    return null;
  }

  #change(kept: Kept, patch: Partial<Invite>): Put {
    const changed = { ...kept, invite: { ...kept.invite, ...patch } };
    this.#byId.set(kept.invite.invite_id, changed);
    return record(changed);
  }

  #remove(id: string): Put {
    const kept = this.#byId.get(id);
    if (kept !== undefined) {
      this.#byId.delete(id);
      this.#byHash.delete(kept.hash);
      const others = this.#byProject.get(kept.invite.project_id);
      others?.delete(id);
      if (others?.size === 0) this.#byProject.delete(kept.invite.project_id);
    }
    return drop('invite', id);
  }

  #index({ invite: { invite_id, project_id }, hash }: Kept): void {
    this.#byHash.set(hash, invite_id);
    const others = this.#byProject.get(project_id);
    if (others === undefined) this.#byProject.set(project_id, new Set([invite_id]));
    else others.add(invite_id);
  }
}

function record(kept: Kept): Put {
  return put('invite', kept.invite.invite_id, kept);
}

function unknownInvite(): Problem {
  return new Problem('invite.unknown', 'There is no such invite. Check that the link is complete.');
}

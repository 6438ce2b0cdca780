import type { Role } from '../../shared/access.ts';
import type { Activity } from '../../shared/model/records.ts';
import type { Invite } from '../access/invites.ts';
import type { Actor, Also } from './actor.ts';

export interface ProjectView {
  readonly project_id: string;
  readonly name: string;
  readonly created_at: number;
}

export interface MemberView {
  readonly user_id: string;
  readonly username: string;
  readonly color: string;
  readonly role: Role;
  readonly since: number;
}

export interface InviteDraft {
  readonly role: Role;
  /** ms that it is good for; `limits.inviteLife` when absent. */
  readonly lifetime?: number;
  readonly uses_max?: number | null;
}

/** Projects, their members and invites. Rights are the caller's to check; what is impossible is a Problem. */
export interface Projects {
  /** With a board of three columns. The actor becomes its owner. @throws Problem `limit.projects`, `user.id` for a bad id */
  create(actor: Actor, draft: { readonly name: string; readonly project_id?: string }, also?: Also<ProjectView>): Promise<ProjectView>;
  /** Makes sure that a project is known: where projects come with tokens or from the integrator, the first mention makes it. @throws Problem `project.unknown` */
  ensure(project: string): Promise<void>;
  /** @throws Problem `project.unknown` */
  get(project: string): ProjectView;
  rename(actor: Actor, project: string, name: string): Promise<ProjectView>;
  /** Deletes it with all rooms, events, invites and webhooks, for good. Open sockets close 4404. */
  remove(actor: Actor, project: string): Promise<void>;

  /** What has happened in it, newest first. */
  activity(project: string): Promise<readonly Activity[]>;
  members(project: string): readonly MemberView[];
  /** Makes a known user a member, or changes the role: `role` and `invited` notifications, `people` in the project's room. @throws Problem `user.unknown`, … */
  setRole(actor: Actor, project: string, user: string, role: Role): Promise<MemberView>;
  /** Or leaves, where the actor is the user. */
  removeMember(actor: Actor, project: string, user: string): Promise<void>;

  invites(project: string): readonly Invite[];
  /** The secret is shown once. */
  invite(
    actor: Actor,
    project: string,
    draft: InviteDraft,
    also?: Also<{ invite: Invite; secret: string }>,
  ): Promise<{ invite: Invite; secret: string }>;
  revokeInvite(actor: Actor, project: string, invite: string): Promise<void>;
  /** What an invite is for, for somebody who has its secret. @throws Problem `invite.*` */
  lookAtInvite(secret: string): { readonly project: ProjectView; readonly role: Role; readonly expires_at: number };
  /** Joins. Somebody who is a member already keeps the higher role, and no use is counted. */
  acceptInvite(actor: Actor, secret: string): Promise<{ readonly project: ProjectView; readonly role: Role }>;
}

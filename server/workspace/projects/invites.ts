import { randomBytes } from 'node:crypto';
import { ROLES, type Role } from '../../../shared/access.ts';
import { newId } from '../../../shared/ids.ts';
import type { Limits } from '../../../shared/limits.ts';
import { Problem } from '../../../shared/problems.ts';
import type { Random, Time } from '../../../shared/time.ts';
import type { Directory } from '../../access/directory.ts';
import type { Invite, Invites } from '../../access/invites.ts';
import type { Rooms } from '../../sync/rooms.ts';
import { asProblem } from '../as-problem.ts';
import type { Members } from './members.ts';
import type { Projects, ProjectView } from './projects.ts';

export interface InvitingOptions {
  readonly rooms: Rooms;
  readonly directory: Directory;
  readonly invites: Invites;
  readonly members: Members;
  readonly limits: Pick<Limits, 'inviteLife'>;
  readonly time: Pick<Time, 'now'>;
  readonly random: Random;
  /** @throws Problem `project.unknown` */
  readonly get: (project: string) => ProjectView;
}

export type Inviting = Pick<Projects, 'invites' | 'invite' | 'revokeInvite' | 'lookAtInvite' | 'acceptInvite'>;

/** Bytes of an invite's secret: nobody guesses it. */
const SECRET_BYTES = 32;

export function createInviting({ rooms, directory, invites, members, limits, time, random, get }: InvitingOptions): Inviting {
  return {
    invites: (project) => {
      get(project);
      return invites.list(project);
    },
    invite: async (actor, project, { role, lifetime = limits.inviteLife, uses_max = null }, also) => {
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      const now = time.now();
      const invite: Invite = {
        invite_id: newId('inv_', random),
        project_id: project,
        role,
        created_by: actor.userId,
        created_at: now,
        expires_at: now + lifetime,
        uses_max,
        uses: 0,
        revoked: false,
      };
      const records = () => {
        get(project);
        return [...invites.add(invite, secret), ...(also?.({ invite, secret }) ?? [])];
      };
      await asProblem(rooms.commit({ records }));
      return { invite, secret };
    },
    revokeInvite: async (_actor, project, invite) => {
      get(project);
      await asProblem(rooms.commit({ records: () => invites.revoke(project, invite) }));
    },
    lookAtInvite: (secret) => {
      const { project_id, role, expires_at } = invites.find(secret);
      return { project: get(project_id), role, expires_at };
    },
    acceptInvite: async (actor, secret) => {
      const { userId } = actor;
      if (userId === '') throw new Problem('session.no-users', 'This server knows no users, so nobody can join a project.');
      const { invite_id, project_id: project, role } = invites.find(secret);
      const before = directory.role(project, userId);
      if (before !== null && !isHigher(role, before)) return { project: get(project), role: before };
      await members.change(actor, project, userId, role, () => {
        // Asked again, since others may have used it up meanwhile, and first: what fails later has changed the memory already.
        invites.find(secret);
        return [...directory.setRole(project, userId, role), ...invites.use(invite_id)];
      });
      return { project: get(project), role };
    },
  };
}

function isHigher(role: Role, than: Role): boolean {
  return ROLES.indexOf(role) < ROLES.indexOf(than);
}

import type { Projects } from '../../workspace/projects/projects.ts';
import { type Api, route } from '../route.ts';
import { id, listOf, ProjectPath } from '../schemas/common.ts';
import { Invite, InviteDraft, InviteLook, NewInvite, Project } from '../schemas/projects.ts';
import { SecretBody } from '../schemas/session.ts';

const tag = 'Invites';

const GONE = ['invite.unknown', 'invite.expired', 'invite.used-up', 'invite.revoked'] as const;

/** Links that let people into a project. */
export function addInviteRoutes(api: Api, projects: Projects): void {
  route(api, {
    method: 'GET',
    path: '/projects/:project_id/invites',
    may: 'manage',
    tag,
    summary: 'The invites of a project',
    params: ProjectPath,
    answer: listOf(Invite),
    handler: async ({ params }) => ({ items: projects.invites(params.project_id), next: null }),
  });

  route(api, {
    method: 'POST',
    path: '/projects/:project_id/invites',
    may: 'manage',
    creates: true,
    tag,
    summary: 'Make an invite',
    params: ProjectPath,
    body: InviteDraft,
    status: 201,
    answer: NewInvite,
    problems: ['limit.invites', 'store.failing'],
    handler: async ({ actor, params, body, also }) => {
      const { role, lifetime, uses_max } = body;
      const draft = { role, ...(lifetime !== undefined && { lifetime }), ...(uses_max !== undefined && { uses_max }) };
      return projects.invite(
        actor,
        params.project_id,
        draft,
        also((made) => made),
      );
    },
  });

  route(api, {
    method: 'DELETE',
    path: '/projects/:project_id/invites/:invite_id',
    may: 'manage',
    tag,
    summary: 'Take an invite back',
    params: ProjectPath.extend({ invite_id: id('The invite.') }),
    problems: ['invite.unknown', 'store.failing'],
    handler: async ({ actor, params }) => {
      await projects.revokeInvite(actor, params.project_id, params.invite_id);
      return undefined;
    },
  });

  route(api, {
    method: 'POST',
    path: '/invites/look',
    may: 'anyone',
    slow: true,
    tag,
    summary: 'What an invite is for',
    body: SecretBody,
    answer: InviteLook,
    problems: GONE,
    handler: async ({ body }) => {
      const { project, role, expires_at } = projects.lookAtInvite(body.secret);
      return { project_id: project.project_id, name: project.name, role, expires_at };
    },
  });

  route(api, {
    method: 'POST',
    path: '/invites/accept',
    may: 'user',
    slow: true,
    tag,
    summary: 'Accept an invite',
    description: 'Whoever is a member with that role or a higher one keeps it, and no use is counted.',
    body: SecretBody,
    answer: Project,
    problems: [...GONE, 'limit.members', 'store.failing'],
    handler: async ({ actor, body }) => {
      const { project, role } = await projects.acceptInvite(actor, body.secret);
      return { ...project, role };
    },
  });
}

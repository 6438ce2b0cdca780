import { may } from '../../../shared/access.ts';
import { Problem } from '../../../shared/problems.ts';
import type { Projects } from '../../workspace/projects/projects.ts';
import { type Api, route } from '../route.ts';
import { id, listOf, ProjectPath } from '../schemas/common.ts';
import { Member, MemberPut } from '../schemas/projects.ts';

const tag = 'Members';

const MemberPath = ProjectPath.extend({ user_id: id('The member.') });

/** Who belongs to a project. */
export function addMemberRoutes(api: Api, projects: Projects): void {
  route(api, {
    method: 'GET',
    path: '/projects/:project_id/members',
    may: 'read',
    tag,
    summary: 'The members',
    description: 'Owners first, then by when they came.',
    params: ProjectPath,
    answer: listOf(Member),
    handler: async ({ params }) => ({ items: projects.members(params.project_id), next: null }),
  });

  route(api, {
    method: 'PUT',
    path: '/projects/:project_id/members/:user_id',
    may: 'manage',
    tag,
    summary: 'Make somebody a member, or change their role',
    description: 'They are notified. Open connections have the new role at once.',
    params: MemberPath,
    body: MemberPut,
    answer: Member,
    problems: ['user.unknown', 'member.last-owner', 'limit.members', 'store.failing'],
    handler: async ({ actor, params, body }) => projects.setRole(actor, params.project_id, params.user_id, body.role),
  });

  route(api, {
    method: 'DELETE',
    path: '/projects/:project_id/members/:user_id',
    may: 'read',
    tag,
    summary: 'Remove a member, or leave',
    description: 'Owners remove anybody, everybody may leave. Open connections are closed at once.',
    params: MemberPath,
    problems: ['role.insufficient', 'member.unknown', 'member.last-owner', 'store.failing'],
    handler: async ({ actor, identity, params, role }) => {
      const leaves = identity.userId !== '' && identity.userId === params.user_id;
      if (!leaves && !may(role, 'manage')) throw new Problem('role.insufficient', `As ${role} you may leave, but not remove others.`);
      await projects.removeMember(actor, params.project_id, params.user_id);
      return undefined;
    },
  });
}

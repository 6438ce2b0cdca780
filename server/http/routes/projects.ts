import type { Access, Identity } from '../../access/access.ts';
import type { Directory } from '../../access/directory.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { invalid } from '../problem.ts';
import { type Api, route } from '../route.ts';
import { listOf, ProjectPath } from '../schemas/common.ts';
import { ActivityLine, OnlineUser, Project, ProjectDraft, ProjectPatch } from '../schemas/projects.ts';

const tag = 'Projects';

export interface ProjectRoutesOptions {
  readonly access: Access;
  readonly directory: Directory;
  readonly workspace: Workspace;
}

/** Projects, who is in them now, and what happened. */
export function addProjectRoutes(api: Api, { access, directory, workspace }: ProjectRoutesOptions): void {
  const { projects, online } = workspace;
  // Where ids come with tokens or from the integrator, nobody may take one before it is given to somebody else.
  const ownIds = access.mode === 'accounts' || access.mode === 'open';

  route(api, {
    method: 'GET',
    path: '/projects',
    may: 'session',
    tag,
    summary: 'My projects',
    description: 'Sorted by name. Where there are no users, all projects.',
    answer: listOf(Project),
    handler: async ({ identity }) => {
      const items = [];
      for (const project of candidates(directory, identity)) {
        const role = await access.role(identity, project);
        if (role !== null) items.push({ ...projects.get(project), role });
      }
      return { items: items.sort((a, b) => a.name.localeCompare(b.name)), next: null };
    },
  });

  route(api, {
    method: 'POST',
    path: '/projects',
    may: 'session',
    creates: true,
    tag,
    summary: 'Make a project',
    description: 'With a board of three columns. Whoever makes it owns it.',
    body: ProjectDraft,
    status: 201,
    answer: Project,
    problems: ['limit.projects', 'request.invalid', 'store.failing'],
    handler: async ({ actor, body, also }) => {
      const { name, project_id } = body;
      if (project_id !== undefined && !ownIds)
        throw invalid([{ field: 'body.project_id', message: 'Here such ids are given out elsewhere.' }]);
      const draft = { name, ...(project_id !== undefined && { project_id }) };
      const own = { role: 'owner' } as const;
      return {
        ...(await projects.create(
          actor,
          draft,
          also((project) => ({ ...project, ...own })),
        )),
        ...own,
      };
    },
  });

  route(api, {
    method: 'GET',
    path: '/projects/:project_id',
    may: 'read',
    tag,
    summary: 'A project',
    params: ProjectPath,
    answer: Project,
    handler: async ({ params, role }) => ({ ...projects.get(params.project_id), role }),
  });

  route(api, {
    method: 'PATCH',
    path: '/projects/:project_id',
    may: 'manage',
    tag,
    summary: 'Rename a project',
    params: ProjectPath,
    body: ProjectPatch,
    answer: Project,
    problems: ['store.failing'],
    handler: async ({ actor, params, body, role }) => ({ ...(await projects.rename(actor, params.project_id, body.name)), role }),
  });

  route(api, {
    method: 'DELETE',
    path: '/projects/:project_id',
    may: 'manage',
    tag,
    summary: 'Delete a project for good',
    description: 'With its board, documents, comments, members, invites, events and webhooks. There is no way back.',
    params: ProjectPath,
    problems: ['store.failing'],
    handler: async ({ actor, params }) => {
      await projects.remove(actor, params.project_id);
      return undefined;
    },
  });

  route(api, {
    method: 'GET',
    path: '/projects/:project_id/online',
    may: 'read',
    tag,
    summary: 'Who is here',
    description: 'Sorted by name; a person is one entry however many tabs they have.',
    params: ProjectPath,
    answer: listOf(OnlineUser),
    handler: async ({ params }) => ({ items: online.users(params.project_id), next: null }),
  });

  route(api, {
    method: 'GET',
    path: '/projects/:project_id/activity',
    may: 'read',
    tag,
    summary: 'What has happened',
    description: 'The latest, newest first.',
    params: ProjectPath,
    answer: listOf(ActivityLine),
    handler: async ({ params }) => ({ items: await projects.activity(params.project_id), next: null }),
  });
}

/** Projects that may be somebody's: their role in each is asked for. */
function candidates(directory: Directory, { userId, roles }: Identity): Set<string> {
  const known = directory.projects().map(({ project_id }) => project_id);
  if (userId === '') return new Set(known);
  const named = known.filter((project) => roles?.has(project) ?? false);
  return new Set([...directory.projectsOf(userId).map(({ project }) => project.project_id), ...named]);
}

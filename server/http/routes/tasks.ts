import { z } from 'zod';
import type { Task as TaskRecord } from '../../../shared/model/records.ts';
import { Problem } from '../../../shared/problems.ts';
import type { Tasks } from '../../workspace/tasks/tasks.ts';
import { given } from '../given.ts';
import { type Api, route } from '../route.ts';
import { flag, listOf, ProjectPath } from '../schemas/common.ts';
import { Column, Task, TaskDraft, TaskList, TaskMove, TaskPatch, TaskPath, TaskQuery } from '../schemas/tasks.ts';

const tag = 'Tasks';

/** A board: its columns and tasks. */
export function addTaskRoutes(api: Api, tasks: Tasks): void {
  route(api, {
    method: 'GET',
    path: '/projects/:project_id/columns',
    may: 'read',
    tag,
    summary: 'The columns of the board',
    description: 'In the order of the board.',
    params: ProjectPath,
    answer: listOf(Column),
    handler: async ({ params }) => ({ items: await tasks.columns(params.project_id), next: null }),
  });

  route(api, {
    method: 'GET',
    path: '/projects/:project_id/tasks',
    may: 'read',
    tag,
    summary: 'The tasks of a project',
    params: ProjectPath,
    query: TaskQuery,
    answer: TaskList,
    handler: async ({ params: { project_id }, query }) => {
      const { items, next, total } = await tasks.list(project_id, given(query));
      return { items: items.map((task) => shown(project_id, task)), next, total };
    },
  });

  route(api, {
    method: 'POST',
    path: '/projects/:project_id/tasks',
    may: 'write',
    creates: true,
    tag,
    summary: 'Make a task',
    description: 'It goes to the end of its column.',
    params: ProjectPath,
    body: TaskDraft,
    status: 201,
    answer: Task,
    problems: ['column.unknown', 'limit.tasks', 'store.failing'],
    handler: async ({ actor, params: { project_id }, body, also }) => {
      const show = (task: TaskRecord) => shown(project_id, task);
      return show(await tasks.create(actor, project_id, given(body), also(show)));
    },
  });

  route(api, {
    method: 'GET',
    path: '/projects/:project_id/tasks/:task_id',
    may: 'read',
    tag,
    summary: 'A task',
    params: TaskPath,
    answer: Task,
    problems: ['task.unknown'],
    handler: async ({ params: { project_id, task_id } }) => shown(project_id, await tasks.get(project_id, task_id)),
  });

  route(api, {
    method: 'PATCH',
    path: '/projects/:project_id/tasks/:task_id',
    may: 'write',
    tag,
    summary: 'Change a task',
    params: TaskPath,
    body: TaskPatch,
    answer: Task,
    problems: ['task.unknown', 'column.unknown', 'store.failing'],
    handler: async ({ actor, params: { project_id, task_id }, body }) =>
      shown(project_id, await tasks.change(actor, project_id, task_id, given(body))),
  });

  route(api, {
    method: 'POST',
    path: '/projects/:project_id/tasks/:task_id/move',
    may: 'write',
    tag,
    summary: 'Move a task',
    params: TaskPath,
    body: TaskMove,
    answer: Task,
    problems: ['task.unknown', 'column.unknown', 'store.failing'],
    handler: async ({ actor, params: { project_id, task_id }, body }) =>
      shown(project_id, await tasks.move(actor, project_id, task_id, given(body))),
  });

  route(api, {
    method: 'PUT',
    path: '/projects/:project_id/tasks/:task_id/watch',
    may: 'read',
    tag,
    summary: 'Watch a task, or don’t',
    description: 'Who watches a task is notified when its status changes. Assignee and creator watch unless they say no.',
    params: TaskPath,
    body: z.strictObject({ watching: z.boolean() }),
    answer: Task,
    problems: ['task.unknown', 'session.no-users', 'store.failing'],
    handler: async ({ actor, params: { project_id, task_id }, body }) => {
      if (actor.userId === '') throw new Problem('session.no-users', 'This server knows no users: nobody can be told of a task.');
      return shown(project_id, await tasks.watch(actor, project_id, task_id, body.watching));
    },
  });

  route(api, {
    method: 'DELETE',
    path: '/projects/:project_id/tasks/:task_id',
    may: 'write',
    tag,
    summary: 'Put a task into the bin',
    params: TaskPath,
    query: z.object({ forever: flag('Deletes it for good.') }),
    problems: ['task.unknown', 'store.failing'],
    handler: async ({ actor, params: { project_id, task_id }, query }) => {
      await (query.forever ? tasks.remove(actor, project_id, task_id) : tasks.bin(actor, project_id, task_id));
      return undefined;
    },
  });

  route(api, {
    method: 'POST',
    path: '/projects/:project_id/tasks/:task_id/restore',
    may: 'write',
    tag,
    summary: 'Take a task out of the bin',
    params: TaskPath,
    answer: Task,
    problems: ['task.unknown', 'store.failing'],
    handler: async ({ actor, params: { project_id, task_id } }) => shown(project_id, await tasks.restore(actor, project_id, task_id)),
  });
}

function shown(project_id: string, task: TaskRecord) {
  return { ...task, id: task.task_id, project_id };
}

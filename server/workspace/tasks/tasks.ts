import type * as Y from 'yjs';
import { newId } from '../../../shared/ids.ts';
import type { Limits } from '../../../shared/limits.ts';
import { readProject } from '../../../shared/model/project.ts';
import type { Column, Task, TaskDraft, TaskPatch, TaskPlace } from '../../../shared/model/records.ts';
import { binTask, changeTask, createTask, moveTask, removeTask, restoreTask, setWatching } from '../../../shared/model/task-edits.ts';
import { readTask, readTasks } from '../../../shared/model/tasks.ts';
import { Problem } from '../../../shared/problems.ts';
import type { Random, Time } from '../../../shared/time.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { Rooms } from '../../sync/rooms.ts';
import type { Actor, Also } from '../actor.ts';
import { asProblem } from '../as-problem.ts';
import { editProject, readProjectRoom } from '../projects/edit.ts';
import type { Projects } from '../projects/projects.ts';
import { draftOf, needsProject, type ParsedBroadcast, parseBroadcast } from './broadcast.ts';
import { pageOf } from './list.ts';
import { indexTask, projectOfTask, unindexTask } from './task-index.ts';

export interface TaskFilter {
  readonly status?: string;
  readonly assignee_id?: string;
  readonly label?: string;
  /** Found in title or description, whatever the case. */
  readonly text?: string;
  /** Those in the bin instead of the others. */
  readonly binned?: boolean;
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface TaskPage {
  readonly items: readonly Task[];
  /** Null on the last page. */
  readonly next: string | null;
  readonly total: number;
}

/** A task as an integrator gives it: snake case, the id as `task_id` or `id`. */
export interface BroadcastTask extends TaskPatch {
  readonly task_id?: string;
  readonly id?: string;
  /** May be absent for a task that is known. */
  readonly project_id?: string;
  /** Sets the status, whatever `status` says. */
  readonly new_status?: string;
  /** Told as the author where it is given. */
  readonly changed_by?: string;
}

export type TaskEvent = 'task_created' | 'task_updated' | 'task_status_changed' | 'task_deleted';

/** Tasks on boards. In board order: columns by order, cards by order. Changes are edits in the project's room; activity, history, events and notifications follow from them. */
export interface Tasks {
  list(project: string, filter: TaskFilter): Promise<TaskPage>;
  /** The board's columns, in order. */
  columns(project: string): Promise<readonly Column[]>;
  /** @throws Problem `task.unknown` */
  get(project: string, task: string): Promise<Task>;
  /** To the end of its column. @throws Problem `column.unknown`, `limit.tasks`, `request.invalid` */
  create(actor: Actor, project: string, draft: TaskDraft & { readonly task_id?: string }, also?: Also<Task>): Promise<Task>;
  change(actor: Actor, project: string, task: string, patch: TaskPatch): Promise<Task>;
  move(actor: Actor, project: string, task: string, place: TaskPlace): Promise<Task>;
  bin(actor: Actor, project: string, task: string): Promise<Task>;
  restore(actor: Actor, project: string, task: string): Promise<Task>;
  /** Says that the actor wants to hear of this task, or doesn't: also who may only read. */
  watch(actor: Actor, project: string, task: string, watching: boolean): Promise<Task>;
  /** For good. */
  remove(actor: Actor, project: string, task: string): Promise<void>;
  /** The integrator's one call (SPEC'd as `broadcastTaskUpdate`). @throws Problem `task.unknown`, `project.unknown`, `column.unknown`, `request.invalid` */
  broadcast(task: BroadcastTask, event: TaskEvent): Promise<void>;
}

export interface TasksOptions {
  readonly rooms: Rooms;
  readonly store: RoomStore;
  readonly projects: Projects;
  readonly limits: Limits;
  readonly time: Time;
  readonly random: Random;
}

export function createTasks(options: TasksOptions): Tasks {
  const { store, projects, limits, time, random } = options;

  const change = (actor: Actor, project: string, task: string, edit: (doc: Y.Doc) => void): Promise<Task> =>
    editProject(options, {
      actor,
      project,
      edit: (doc) => {
        edit(doc);
        return known(doc, task);
      },
    });

  const projectOf = (task: string): Promise<string | null> => asProblem(projectOfTask(store, task, projects.has));

  const create = (
    actor: Actor,
    project: string,
    { task_id = newId('task_', random), ...draft }: TaskDraft & { readonly task_id?: string },
    also?: Also<Task>,
  ): Promise<Task> =>
    editProject(options, {
      actor,
      project,
      edit: (doc) => {
        if (doc.getMap('tasks').size >= limits.tasksPerProject) throw tooMany(limits.tasksPerProject);
        createTask(doc, task_id, draft, { now: time.now(), by: actor.userId === '' ? null : actor.userId });
        return known(doc, task_id);
      },
      records: (task) => [indexTask(task_id, project, time.now()), ...(also?.(task) ?? [])],
    });

  /** Makes a task that isn't known, changes one that is; one in the bin comes out of it. */
  const put = async (actor: Actor, project: string, { task, patch }: ParsedBroadcast): Promise<void> => {
    const isKnown = task !== null && (await readProjectRoom(options, project, (doc) => readTask(doc, task))) !== null;
    if (!isKnown) {
      await create(actor, project, { ...draftOf(patch), ...(task !== null && { task_id: task }) });
      return;
    }
    await change(actor, project, task, (doc) => {
      restoreTask(doc, task);
      changeTask(doc, task, patch);
    });
  };

  return {
    list: (project, filter) => readProjectRoom(options, project, (doc) => pageOf(readProject(doc), readTasks(doc).items, filter)),
    columns: (project) => readProjectRoom(options, project, (doc) => readProject(doc).columns),
    get: (project, task) => readProjectRoom(options, project, (doc) => known(doc, task)),
    create,
    change: (actor, project, task, patch) => change(actor, project, task, (doc) => changeTask(doc, task, patch)),
    move: (actor, project, task, place) => change(actor, project, task, (doc) => moveTask(doc, task, place)),
    bin: (actor, project, task) => change(actor, project, task, (doc) => binTask(doc, task, time.now())),
    restore: (actor, project, task) => change(actor, project, task, (doc) => restoreTask(doc, task)),
    watch: (actor, project, task, watching) => change(actor, project, task, (doc) => setWatching(doc, task, actor.userId, watching)),
    remove: async (actor, project, task) => {
      const records = () => [unindexTask(task, project)];
      await editProject(options, { actor, project, edit: (doc) => removeTask(doc, task), records });
    },
    broadcast: async (given, event) => {
      const parsed = parseBroadcast(given, event);
      const { task, author, patch } = parsed;
      const actor: Actor = { userId: author, name: '' };
      const project = parsed.project ?? (task === null ? null : await projectOf(task));
      if (parsed.event === 'task_created') {
        if (project === null) throw needsProject();
        return put(actor, project, parsed);
      }
      if (task === null || project === null) throw unknown(task);
      await change(actor, project, task, (doc) => {
        if (parsed.event === 'task_deleted') binTask(doc, task, time.now());
        else if (parsed.event === 'task_updated') changeTask(doc, task, patch);
        else if (patch.status !== undefined) changeTask(doc, task, { status: patch.status });
      });
    },
  };
}

function known(doc: Y.Doc, id: string): Task {
  const task = readTask(doc, id);
  if (task === null) throw unknown(id);
  return task;
}

function unknown(id: string | null): Problem {
  return new Problem('task.unknown', `There is no task ${JSON.stringify(id)} here. Look at the id, or say the task's project_id.`);
}

function tooMany(most: number): Problem {
  return new Problem('limit.tasks', `A project may have ${most} tasks, those in the bin too. Delete some for good first.`);
}

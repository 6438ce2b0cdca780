import type { Column, Task, TaskDraft, TaskPatch, TaskPlace } from '../../shared/model/records.ts';
import type { Actor, Also } from './actor.ts';

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
  /** For good. */
  remove(actor: Actor, project: string, task: string): Promise<void>;
  /** The integrator's one call (SPEC'd as `broadcastTaskUpdate`). @throws Problem `task.unknown`, `project.unknown`, `column.unknown`, `request.invalid` */
  broadcast(task: BroadcastTask, event: TaskEvent): Promise<void>;
}

import type { EventType, TaskEventData } from '../events.ts';
import type { Task } from './records.ts';

/** What an event `task_updated` is told for, apart from the status. */
const TASK_FIELDS = ['title', 'assignee_id', 'labels', 'priority', 'due', 'description', 'order'] as const;
export type TaskField = (typeof TASK_FIELDS)[number];

/** What has become of a task. */
export interface TaskChange {
  readonly what: 'created' | 'changed' | 'deleted' | 'restored' | 'nothing';
  /** Null where it is as it was, and for a new task. */
  readonly status: { readonly from: string; readonly to: string } | null;
  readonly fields: readonly TaskField[];
}

const NOTHING: TaskChange = Object.freeze({ what: 'nothing', status: null, fields: Object.freeze([]) });

/** Compares a task before and after a change; null for none, or none that can be understood. One in the bin counts as deleted. */
export function changeOf(before: Task | null, after: Task | null): TaskChange {
  const was = before !== null && before.deleted_at === null;
  const is = after !== null && after.deleted_at === null;
  if (before === null) return is ? { ...NOTHING, what: 'created' } : NOTHING;
  if (after === null) return was ? { ...NOTHING, what: 'deleted' } : NOTHING;
  const status = before.status === after.status ? null : { from: before.status, to: after.status };
  const fields = TASK_FIELDS.filter((field) => !isSame(before[field], after[field]));
  if (was !== is) return { what: is ? 'restored' : 'deleted', status, fields };
  return status === null && fields.length === 0 ? NOTHING : { what: 'changed', status, fields };
}

/** True for a change that goes on while somebody types: told a moment later, and once. */
export function isTyping({ what, status, fields }: TaskChange): boolean {
  return what === 'changed' && status === null && fields.every((field) => field === 'description');
}

/** The types of events that tell a change, in the order in which they are told. */
export function taskEventTypes({ what, status, fields }: TaskChange): readonly EventType[] {
  if (what === 'nothing') return [];
  if (what === 'created') return ['task_created'];
  const types: EventType[] = [];
  // A card that goes to another column has another place there: that alone is no change of its own.
  const isUpdate = status === null ? fields.length > 0 : fields.some((field) => field !== 'order');
  if (what === 'restored' || (what === 'changed' && isUpdate)) types.push('task_updated');
  if (status !== null) types.push('task_status_changed');
  if (what === 'deleted') types.push('task_deleted');
  return types;
}

/** What an event of this type says. @param author null for the system, or where there are no users */
export function taskEventData(project: string, task: Task, type: EventType, { status }: TaskChange, author: string | null): TaskEventData {
  const { task_id, title, assignee_id } = task;
  const data = { task_id, id: task_id, title, status: task.status, assignee_id, project_id: project };
  if (type !== 'task_status_changed' || status === null) return data;
  return { ...data, old_status: status.from, new_status: status.to, changed_by: author };
}

/** The key of the task that shows who made a change: whose client id set it. Null where no single key does. */
export function tellingKey({ status, fields }: TaskChange): string | null {
  if (status !== null) return 'status';
  return fields.find((field) => field !== 'labels' && field !== 'description') ?? null;
}

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, index) => value === b[index]);
  return a === b;
}

import type { TaskEventData } from '../../../shared/events.ts';
import { parseMentions } from '../../../shared/model/mentions.ts';
import type { Column, Task } from '../../../shared/model/records.ts';
import { projectRoom } from '../../../shared/rooms.ts';
import type { EventDraft } from '../events/events.ts';
import type { NotificationDraft } from '../inbox/notifications.ts';

/** What an event `task_updated` is told for, apart from the status. */
export const TASK_FIELDS = ['title', 'assignee_id', 'labels', 'priority', 'due', 'description', 'order'] as const;
export type TaskField = (typeof TASK_FIELDS)[number];

/** What has become of a task by one record. */
export interface TaskChange {
  readonly what: 'created' | 'changed' | 'deleted' | 'restored' | 'nothing';
  /** Null where it is as it was, and for a new task. */
  readonly status: { readonly from: string; readonly to: string } | null;
  readonly fields: readonly TaskField[];
}

/** Who changed a task, when and where. */
export interface TaskContext {
  readonly project: string;
  /** The verified author, '' for the system or where there are no users. */
  readonly author: string;
  /** The name to tell for the author, '' for none. */
  readonly name: string;
  readonly time: number;
}

const NOTHING: TaskChange = Object.freeze({ what: 'nothing', status: null, fields: Object.freeze([]) });

/** Compares a task before and after a record; null for none, or none that can be understood. One in the bin counts as deleted. */
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

/** The events of a change, in the order in which they are told. */
export function taskEvents(context: TaskContext, before: Task | null, after: Task | null, change: TaskChange): readonly EventDraft[] {
  const task = after ?? before;
  if (task === null || change.what === 'nothing') return [];
  if (change.what === 'created') return [taskEvent(context, 'task_created', task)];
  const events: EventDraft[] = [];
  // A card that goes to another column has another place there: that alone is no change of its own.
  const isUpdate = change.status === null ? change.fields.length > 0 : change.fields.some((field) => field !== 'order');
  if (change.what === 'restored' || (change.what === 'changed' && isUpdate)) events.push(taskEvent(context, 'task_updated', task));
  if (change.status !== null) {
    const { from, to } = change.status;
    const more = { old_status: from, new_status: to, changed_by: context.author === '' ? null : context.author };
    events.push(taskEvent(context, 'task_status_changed', task, more));
  }
  if (change.what === 'deleted') events.push(taskEvent(context, 'task_deleted', task));
  return events;
}

/** Who is told of a task's status: the assignee, who made it, and who said so; not who said that they don't want to. */
export function watchersOf(task: Task): ReadonlySet<string> {
  const watchers = new Set<string>();
  if (task.assignee_id !== null) watchers.add(task.assignee_id);
  if (task.created_by !== null) watchers.add(task.created_by);
  for (const [user, watches] of Object.entries(task.watchers)) {
    if (watches) watchers.add(user);
    else watchers.delete(user);
  }
  return watchers;
}

/** Users that a text mentions and didn't mention before. */
export function newMentions(before: string, after: string): ReadonlySet<string> {
  if (before === after) return new Set();
  const users = usersIn(after);
  for (const user of usersIn(before)) users.delete(user);
  return users;
}

/** The notifications of a change: each person is told once, of what concerns them most. */
export function taskNotifications(
  context: TaskContext,
  before: Task | null,
  after: Task | null,
  change: TaskChange,
  columns: readonly Column[],
): readonly NotificationDraft[] {
  if (after === null || after.deleted_at !== null || change.what === 'nothing') return [];
  const drafts = new Map<string, NotificationDraft>();
  const tell = (user: string, kind: NotificationDraft['kind'], message: string): void => {
    if (!drafts.has(user)) drafts.set(user, { ...about(context, after), user, kind, message });
  };
  const assignee = after.assignee_id;
  if (assignee !== null && assignee !== (before?.assignee_id ?? null))
    tell(assignee, 'assigned', told(context, 'assigned', 'this task to you'));
  const mentioned = new Set([
    ...newMentions(before?.title ?? '', after.title),
    ...newMentions(before?.description ?? '', after.description),
  ]);
  for (const user of mentioned) tell(user, 'mention', told(context, 'mentioned', 'you in this task'));
  if (change.status !== null) {
    const title = (id: string): string => columns.find((column) => column.id === id)?.title ?? id;
    const message = told(context, 'moved', `it from ${title(change.status.from)} to ${title(change.status.to)}`);
    for (const user of watchersOf(after)) tell(user, 'status', message);
  }
  return [...drafts.values()];
}

function about({ project, author, time }: TaskContext, task: Task): Omit<NotificationDraft, 'user' | 'kind' | 'message'> {
  const { task_id, title } = task;
  return { actor: author, item: `task:${project}/${task_id}`, title, time, project_id: project, task_id };
}

/** "Ada moved it …", or "Somebody moved it …" where there are no users. */
function told({ name }: TaskContext, did: string, what: string): string {
  return `${name === '' ? 'Somebody' : name} ${did} ${what}`;
}

function taskEvent(
  { project, author, time }: TaskContext,
  type: EventDraft['type'],
  task: Task,
  more: Partial<TaskEventData> = {},
): EventDraft {
  const data: TaskEventData = {
    task_id: task.task_id,
    id: task.task_id,
    title: task.title,
    status: task.status,
    assignee_id: task.assignee_id,
    project_id: project,
    ...more,
  };
  return { channel: { project }, type, data: { ...data }, user_id: author === '' ? null : author, room_id: projectRoom(project), time };
}

function usersIn(text: string): Set<string> {
  return new Set(
    parseMentions(text)
      .filter(({ kind }) => kind === 'user')
      .map(({ id }) => id),
  );
}

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, index) => value === b[index]);
  return a === b;
}

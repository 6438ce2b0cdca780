import { parseMentions } from '../../../shared/model/mentions.ts';
import type { Column, NotificationFacts, Task } from '../../../shared/model/records.ts';
import { type TaskChange, taskEventData, taskEventTypes } from '../../../shared/model/task-changes.ts';
import { projectRoom } from '../../../shared/rooms.ts';
import type { EventDraft } from '../events/events.ts';
import type { NotificationDraft } from '../inbox/notifications.ts';

/** Who changed a task, when and where. */
export interface TaskContext {
  readonly project: string;
  /** The verified author, '' for the system or where there are no users. */
  readonly author: string;
  /** The name to tell for the author, '' for none. */
  readonly name: string;
  readonly time: number;
}

/** The events of a change, in the order in which they are told. */
export function taskEvents(context: TaskContext, before: Task | null, after: Task | null, change: TaskChange): readonly EventDraft[] {
  const task = after ?? before;
  if (task === null) return [];
  const { project, time } = context;
  const author = context.author === '' ? null : context.author;
  return taskEventTypes(change).map((type) => {
    const data = { ...taskEventData(project, task, type, change, author) };
    return { channel: { project }, type, data, user_id: author, room_id: projectRoom(project), time };
  });
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
  const { name } = context;
  const tell = (user: string, kind: NotificationDraft['kind'], message: string, facts: NotificationFacts = {}): void => {
    if (!drafts.has(user)) drafts.set(user, { ...about(context, after), user, kind, message, facts: { name, ...facts } });
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
    const [from, to] = [title(change.status.from), title(change.status.to)];
    const message = told(context, 'moved', `it from ${from} to ${to}`);
    for (const user of watchersOf(after)) tell(user, 'status', message, { from, to });
  }
  return [...drafts.values()];
}

function about({ project, author, time }: TaskContext, task: Task): Omit<NotificationDraft, 'user' | 'kind' | 'message' | 'facts'> {
  const { task_id, title } = task;
  return { actor: author, item: `task:${project}/${task_id}`, title, time, project_id: project, task_id };
}

/** "Ada moved it …", or "Somebody moved it …" where there are no users. */
function told({ name }: TaskContext, did: string, what: string): string {
  return `${name === '' ? 'Somebody' : name} ${did} ${what}`;
}

function usersIn(text: string): Set<string> {
  return new Set(
    parseMentions(text)
      .filter(({ kind }) => kind === 'user')
      .map(({ id }) => id),
  );
}

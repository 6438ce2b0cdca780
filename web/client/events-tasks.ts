import * as Y from 'yjs';
import type { EventType, TaskEventData } from '../../shared/events.ts';
import { LIMITS } from '../../shared/limits.ts';
import type { Task } from '../../shared/model/records.ts';
import { readTask, readTasks } from '../../shared/model/tasks.ts';
import { recordIn, rootMap } from '../../shared/model/values.ts';
import type { EventDraft } from './events-hub.ts';
import { type EventSource, watchChanges } from './events-room.ts';

/** What `task_updated` is told for, apart from the status. */
const FIELDS = ['title', 'assignee_id', 'labels', 'priority', 'due', 'description', 'order'] as const;
type Field = (typeof FIELDS)[number];

/** What has become of a task: as the server tells it. */
interface TaskChange {
  readonly types: readonly EventType[];
  readonly fields: readonly Field[];
}

/** Events about the tasks of a project's room. Typing in a description is told when it pauses. @returns its stop */
export function watchTasks(source: EventSource, project: string): () => void {
  const { doc, room, time, tell } = source;
  const tasks = rootMap(doc, 'tasks');
  if (tasks === null) return () => {};
  const changes = watchChanges(source);
  const known = new Map(readTasks(doc).items.map((task) => [task.task_id, task]));
  const typing = new Map<string, { readonly since: number; readonly cancel: () => void }>();

  const tellLater = (key: string, draft: EventDraft): void => {
    const before = typing.get(key);
    before?.cancel();
    const since = before?.since ?? time.monotonic();
    const longest = since + LIMITS.documentEditInterval - time.monotonic();
    const cancel = time.after(Math.max(0, Math.min(LIMITS.mentionDelay, longest)), () => {
      typing.delete(key);
      tell(draft);
    });
    typing.set(key, { since, cancel });
  };
  const onEvents = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void => {
    for (const id of keysTouched(tasks, events)) {
      const before = known.get(id) ?? null;
      const after = readTask(doc, id);
      if (after === null) known.delete(id);
      else known.set(id, after);
      const task = after ?? before;
      if (task === null || !changes.isLive(transaction)) continue;
      const { types, fields } = changeOf(before, after);
      const author = changes.authorOf(transaction, writerOf(tasks, id, before, after, fields));
      for (const type of types) {
        const draft = { type, data: { ...dataOf(project, task, type, before, author) }, user_id: author, room_id: room };
        const isTyping = type === 'task_updated' && fields.length > 0 && fields.every((field) => field === 'description');
        if (isTyping) tellLater(`${id}/${author ?? ''}`, draft);
        else tell(draft);
      }
    }
  };
  tasks.observeDeep(onEvents);
  return () => {
    tasks.unobserveDeep(onEvents);
    changes.stop();
    for (const { cancel } of typing.values()) cancel();
  };
}

/** A task in the bin counts as deleted, and one that comes back as changed. */
function changeOf(before: Task | null, after: Task | null): TaskChange {
  const was = before !== null && before.deleted_at === null;
  const is = after !== null && after.deleted_at === null;
  if (before === null) return { types: is ? ['task_created'] : [], fields: [] };
  if (after === null) return { types: was ? ['task_deleted'] : [], fields: [] };
  const moved = before.status !== after.status;
  const fields = FIELDS.filter((field) => !isSame(before[field], after[field]));
  const types: EventType[] = [];
  // A card that goes to another column has another place there: that alone is no change of its own.
  if (is && (!was || (moved ? fields.some((field) => field !== 'order') : fields.length > 0))) types.push('task_updated');
  if (moved) types.push('task_status_changed');
  if (was && !is) types.push('task_deleted');
  return { types, fields };
}

function dataOf(project: string, task: Task, type: EventType, before: Task | null, author: string | null): TaskEventData {
  const { task_id, title, status, assignee_id } = task;
  const data = { task_id, id: task_id, title, status, assignee_id, project_id: project };
  if (type !== 'task_status_changed' || before === null) return data;
  return { ...data, old_status: before.status, new_status: status, changed_by: author };
}

/** The client that wrote what tells the change: of several keys the first. */
function writerOf(
  tasks: Y.Map<unknown>,
  id: string,
  before: Task | null,
  after: Task | null,
  fields: readonly Field[],
): number | undefined {
  if (before === null || after === null) return clientOf(tasks, id);
  const key = before.status === after.status ? fields.find((field) => field !== 'labels' && field !== 'description') : 'status';
  return key === undefined ? undefined : clientOf(recordIn(tasks, id), key);
}

function clientOf(map: Y.Map<unknown> | null, key: string): number | undefined {
  return map?._map.get(key)?.id.client;
}

/** The keys of a map under which something has changed, however deep. */
function keysTouched(map: Y.Map<unknown>, events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const event of events) {
    const touched = event instanceof Y.YMapEvent && event.target === map ? event.keysChanged : event.path.slice(0, 1);
    for (const key of touched) if (typeof key === 'string') keys.add(key);
  }
  return keys;
}

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, index) => value === b[index]);
  return a === b;
}

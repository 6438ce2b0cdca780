import type * as Y from 'yjs';
import { LIMITS } from '../../shared/limits.ts';
import type { Task } from '../../shared/model/records.ts';
import { changeOf, isTyping, type TaskChange, taskEventData, taskEventTypes, tellingKey } from '../../shared/model/task-changes.ts';
import { readTask, readTasks } from '../../shared/model/tasks.ts';
import { clientOf, keysTouched } from '../../shared/model/touched.ts';
import { recordIn, rootMap } from '../../shared/model/values.ts';
import type { EventDraft } from './events-hub.ts';
import { type EventSource, watchChanges } from './events-room.ts';

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
      const change = changeOf(before, after);
      const author = changes.authorOf(transaction, writerOf(tasks, id, before, after, change));
      for (const type of taskEventTypes(change)) {
        const draft = { type, data: { ...taskEventData(project, task, type, change, author) }, user_id: author, room_id: room };
        if (isTyping(change)) tellLater(`${id}/${author ?? ''}`, draft);
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

/** The client that wrote what tells the change. */
function writerOf(tasks: Y.Map<unknown>, id: string, before: Task | null, after: Task | null, change: TaskChange): number | undefined {
  if (before === null || after === null) return clientOf(tasks, id);
  const key = tellingKey(change);
  return key === null ? undefined : clientOf(recordIn(tasks, id), key);
}

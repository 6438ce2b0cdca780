import * as Y from 'yjs';
import type { LogRecord } from '../../server/store/store.ts';
import { SERVER_USER } from '../../server/sync/edits.ts';
import type { StatusChange, Task } from '../../shared/model/records.ts';
import { readTasks } from '../../shared/model/tasks.ts';

/** What must have followed from the records of a project's room, each once. */
export interface Wanted {
  /** The board as the last record left it. */
  readonly doc: Y.Doc;
  /** Changes of status, by task, in order. */
  readonly moved: ReadonlyMap<string, readonly StatusChange[]>;
  readonly created: readonly string[];
  /** How often each user was told something. */
  readonly told: ReadonlyMap<string, number>;
}

/**
 * Tells from the log alone what must have followed from it: a second opinion, without the follower's code. For a board without users: nobody is
 * the author of anything, and whoever is named is told.
 */
export function wantedFrom(records: readonly LogRecord[]): Wanted {
  const doc = new Y.Doc();
  const moved = new Map<string, StatusChange[]>();
  const created: string[] = [];
  const told = new Map<string, number>();
  let before = new Map<string, Task>();
  for (const { author, time, update } of records) {
    Y.applyUpdate(doc, update);
    const after = new Map(readTasks(doc).items.map((task) => [task.task_id, task]));
    if (author !== SERVER_USER) {
      for (const [id, task] of after) {
        const was = before.get(id);
        if (was === undefined) created.push(id);
        const isMoved = was !== undefined && was.status !== task.status;
        if (isMoved) {
          const changes = moved.get(id) ?? [];
          changes.push({ old_status: was.status, new_status: task.status, changed_by: '', time });
          moved.set(id, changes);
        }
        const users = new Set<string>();
        if (task.assignee_id !== null && task.assignee_id !== (was?.assignee_id ?? null)) users.add(task.assignee_id);
        if (isMoved) for (const user of [task.assignee_id, task.created_by]) if (user !== null) users.add(user);
        for (const user of users) told.set(user, (told.get(user) ?? 0) + 1);
      }
    }
    before = after;
  }
  return { doc, moved, created, told };
}

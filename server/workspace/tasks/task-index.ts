import type { RoomStore } from '../../store/journal.ts';
import type { Put } from '../../store/store.ts';

/*
 * Which project a task is in, for calls that name the task alone. A row for each project that has a task of this id, `<task>/<project>`, with
 * the time at which it came: the first one counts, so that nobody takes another project's broadcasts by making a task of the same id.
 */

const TABLE = 'task';

/** @param time ms since 1970, as the server's clock says */
export function indexTask(task: string, project: string, time: number): Put {
  return { table: TABLE, key: keyOf(task, project), value: Buffer.from(String(time)) };
}

export function unindexTask(task: string, project: string): Put {
  return { table: TABLE, key: keyOf(task, project), value: null };
}

/** The project that a task is in, of those that `exists` knows; null for a task that isn't known. */
export async function projectOfTask(store: RoomStore, task: string, exists: (project: string) => boolean): Promise<string | null> {
  let found: { readonly project: string; readonly time: number } | null = null;
  const prefix = keyOf(task, '');
  for await (const { key, value } of store.entries(TABLE, { prefix })) {
    const project = key.slice(prefix.length);
    const time = Number(Buffer.from(value).toString());
    if (exists(project) && (found === null || time < found.time)) found = { project, time };
  }
  return found?.project ?? null;
}

/** Ids hold no slash, so no task's rows are among another's. */
function keyOf(task: string, project: string): string {
  return `${task}/${project}`;
}

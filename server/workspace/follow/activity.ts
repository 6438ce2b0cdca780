import { newId } from '../../../shared/ids.ts';
import type { Activity, DocumentEntry, Task } from '../../../shared/model/records.ts';
import type { TaskChange } from '../../../shared/model/task-changes.ts';
import type { Random } from '../../../shared/time.ts';
import type { TaskContext } from './derive-tasks.ts';

/** Who did something, and when. */
export type Doer = Pick<TaskContext, 'author' | 'time'>;

/** One line of a project's activity. */
export function line(random: Random, { author, time }: Doer, type: string, data: Activity['data']): Activity {
  return { id: newId('act_', random), type, user_id: author === '' ? null : author, time, data };
}

/** What a change of a task is worth in the project's activity: nothing for what is typed, and for a card's place. */
export function taskLines(random: Random, doer: Doer, before: Task | null, after: Task | null, change: TaskChange): readonly Activity[] {
  const task = after ?? before;
  if (task === null || change.what === 'nothing') return [];
  const { task_id, title, assignee_id } = task;
  const tell = (type: string, more: Activity['data'] = {}): Activity => line(random, doer, type, { task_id, title, ...more });
  if (change.what !== 'changed') return [tell(`task_${change.what}`)];
  const lines: Activity[] = [];
  if (change.status !== null) lines.push(tell('task_status_changed', { old_status: change.status.from, new_status: change.status.to }));
  if (change.fields.includes('assignee_id')) lines.push(tell('task_assigned', { assignee_id }));
  const fields = change.fields.filter((field) => field !== 'assignee_id' && field !== 'description' && field !== 'order');
  if (fields.length > 0) lines.push(tell('task_updated', { fields }));
  return lines;
}

/** The same for a document of the project's list. */
export function documentLines(random: Random, doer: Doer, before: DocumentEntry | null, after: DocumentEntry | null): readonly Activity[] {
  const entry = after ?? before;
  if (entry === null) return [];
  const { document_id, title } = entry;
  const tell = (type: string): readonly Activity[] => [line(random, doer, type, { document_id, title })];
  const was = before !== null && before.deleted_at === null;
  const is = after !== null && after.deleted_at === null;
  if (before === null) return is ? tell('document_created') : [];
  if (after === null) return tell('document_deleted');
  if (was !== is) return tell(is ? 'document_restored' : 'document_binned');
  return before.title === after.title ? [] : tell('document_renamed');
}

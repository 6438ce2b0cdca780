import type * as Y from 'yjs';
import { BOUNDS } from './bounds.ts';
import type { Activity, Parsed } from './records.ts';
import { idOf, jsonOf, parseArray, rootArray, textOf, timeOf } from './values.ts';

/** The project's activity, newest last. */
export function readActivity(doc: Y.Doc): Parsed<Activity> {
  return parseArray(rootArray(doc, 'activity'), 'activity', parseActivity);
}

/** ms within which what somebody goes on changing in one thing is one line: a title is written with each letter. */
const ONE_LINE_FOR = 10 * 60_000;

/** What is told of a thing that stays there: somebody may go on with it. */
const GOES_ON: readonly string[] = ['task_updated', 'document_renamed', 'project_renamed'];

/** Adds a line and drops the oldest above `kept`: the server's alone. A line that goes on with its person's last one takes its place. */
export function addActivity(doc: Y.Doc, entry: Activity, kept: number): void {
  doc.transact(() => {
    const activity = doc.getArray<unknown>('activity');
    const { replaces, line } = joined(activity.toArray(), entry);
    if (replaces !== null) activity.delete(replaces, 1);
    activity.push([line]);
    if (activity.length > kept) activity.delete(0, activity.length - kept);
  });
}

/** The same for lines that stand in no document. */
export function withActivity(lines: readonly Activity[], entry: Activity, kept: number): readonly Activity[] {
  const { replaces, line } = joined(lines, entry);
  const rest = replaces === null ? lines : lines.toSpliced(replaces, 1);
  return [...rest, line].slice(-kept);
}

/** What is to stand at the end for `entry`, and the index of the record that it takes the place of. */
function joined(records: readonly unknown[], entry: Activity): { readonly replaces: number | null; readonly line: Activity } {
  // From the end: a person's last line is near it as a rule, and this is done for each letter of a title.
  for (let index = records.length - 1; index >= 0; index--) {
    const before = parseActivity(records[index]);
    if (typeof before === 'string' || before.user_id !== entry.user_id) continue;
    const line = joinLines(before, entry);
    return line === null ? { replaces: null, line: entry } : { replaces: index, line };
  }
  return { replaces: null, line: entry };
}

/** Both lines as one, or null where the second tells of something else. */
function joinLines(before: Activity, entry: Activity): Activity | null {
  const [was, is] = [before.data, entry.data];
  const isSame = before.type === entry.type && was.task_id === is.task_id && was.document_id === is.document_id;
  if (!isSame || !GOES_ON.includes(entry.type) || entry.time - before.time > ONE_LINE_FOR) return null;
  const fields = Array.isArray(was.fields) && Array.isArray(is.fields) ? [...new Set([...was.fields, ...is.fields])] : null;
  return { ...entry, id: before.id, data: fields === null ? is : { ...is, fields } };
}

function parseActivity(record: unknown): Activity | string {
  const entry = jsonOf(record);
  if (entry === null) return 'is no object';
  const id = idOf(entry.id);
  const type = textOf(entry.type, BOUNDS.name);
  const time = timeOf(entry.time);
  if (id === null || type === null || time === null) return 'needs id, type and time';
  return { id, type, user_id: idOf(entry.user_id), time, data: jsonOf(entry.data) ?? {} };
}

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
    const lines = activity.toArray().map(parseActivity);
    const last = lines.findLastIndex((line) => typeof line !== 'string' && line.user_id === entry.user_id);
    const before = lines[last];
    const joined = typeof before === 'object' ? joinLines(before, entry) : null;
    if (joined !== null) activity.delete(last, 1);
    activity.push([joined ?? entry]);
    if (activity.length > kept) activity.delete(0, activity.length - kept);
  });
}

/** The same for lines that stand in no document. */
export function withActivity(lines: readonly Activity[], entry: Activity, kept: number): readonly Activity[] {
  const last = lines.findLastIndex(({ user_id }) => user_id === entry.user_id);
  const before = lines[last];
  const joined = before === undefined ? null : joinLines(before, entry);
  const rest = joined === null ? lines : lines.toSpliced(last, 1);
  return [...rest, joined ?? entry].slice(-kept);
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

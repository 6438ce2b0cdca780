import type * as Y from 'yjs';
import { BOUNDS } from './bounds.ts';
import type { Activity, Parsed } from './records.ts';
import { idOf, jsonOf, parseArray, rootArray, textOf, timeOf } from './values.ts';

/** The project's activity, newest last. */
export function readActivity(doc: Y.Doc): Parsed<Activity> {
  return parseArray(rootArray(doc, 'activity'), 'activity', parseActivity);
}

/** Adds a line and drops the oldest above `kept`: the server's alone. */
export function addActivity(doc: Y.Doc, entry: Activity, kept: number): void {
  doc.transact(() => {
    const activity = doc.getArray<unknown>('activity');
    activity.push([entry]);
    if (activity.length > kept) activity.delete(0, activity.length - kept);
  });
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

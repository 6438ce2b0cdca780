import type * as Y from 'yjs';
import { BOUNDS } from './bounds.ts';
import { Checks } from './checks.ts';
import { compareText } from './order.ts';
import type { Notification } from './records.ts';
import { idOf, rootMap, timeOf } from './values.ts';

/** Begins the keys of what makes no notifications. */
const MUTE = 'mute/';

/** What a person did about entries of the inbox: by id the `time` of the entry that was seen, so that what is folded in later is new again. */
export interface Marks {
  readonly read: ReadonlyMap<string, number>;
  readonly archived: ReadonlyMap<string, number>;
}

export interface Settings {
  /** Sources, sorted: `project:<id>`, `task:<project>/<task>`, `document:<project>/<document>`, `kind:<kind>`. */
  readonly muted: readonly string[];
}

type Entry = Pick<Notification, 'notification_id' | 'time'>;

/** The marks of a settings room. What can't be understood marks nothing. */
export function readMarks(settings: Y.Doc): Marks {
  return { read: timesOf(rootMap(settings, 'read')), archived: timesOf(rootMap(settings, 'archived')) };
}

export function isRead(marks: Marks, entry: Entry): boolean {
  return (marks.read.get(entry.notification_id) ?? -1) >= entry.time;
}

export function isArchived(marks: Marks, entry: Entry): boolean {
  return (marks.archived.get(entry.notification_id) ?? -1) >= entry.time;
}

/** Marks an entry as read as it is now, or as unread. */
export function markRead(settings: Y.Doc, entry: Entry, read = true): void {
  mark(settings.getMap<unknown>('read'), entry, read);
}

/** Marks an entry as archived as it is now, or takes it back. */
export function markArchived(settings: Y.Doc, entry: Entry, archived = true): void {
  mark(settings.getMap<unknown>('archived'), entry, archived);
}

/** Takes away the marks of entries that are gone. */
export function pruneMarks(settings: Y.Doc, ids: ReadonlySet<string>): void {
  settings.transact(() => {
    for (const map of [rootMap(settings, 'read'), rootMap(settings, 'archived')]) {
      for (const id of [...(map?.keys() ?? [])]) if (!ids.has(id)) map?.delete(id);
    }
  });
}

export function readSettings(settings: Y.Doc): Settings {
  const muted: string[] = [];
  rootMap(settings, 'settings')?.forEach((value, key) => {
    const source = key.slice(MUTE.length);
    if (key.startsWith(MUTE) && value === true && source !== '' && source.length <= BOUNDS.source) muted.push(source);
  });
  return { muted: muted.sort(compareText).slice(0, BOUNDS.muted) };
}

/** @throws Problem `request.invalid`, also for more sources than may be muted */
export function setMuted(settings: Y.Doc, source: string, muted: boolean): void {
  const checks = new Checks();
  const name = checks.text('source', source, BOUNDS.source);
  const current = readSettings(settings).muted;
  if (muted && !current.includes(name) && current.length >= BOUNDS.muted)
    checks.fault('source', `is one too many: ${BOUNDS.muted} can be muted`);
  checks.done('The setting');
  const map = settings.getMap<unknown>('settings');
  if (muted && map.get(MUTE + name) !== true) map.set(MUTE + name, true);
  if (!muted && map.has(MUTE + name)) map.delete(MUTE + name);
}

function mark(map: Y.Map<unknown>, { notification_id, time }: Entry, on: boolean): void {
  if (!on) {
    if (map.has(notification_id)) map.delete(notification_id);
  } else if ((timeOf(map.get(notification_id)) ?? -1) < time) {
    map.set(notification_id, time);
  }
}

function timesOf(map: Y.Map<unknown> | null): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  map?.forEach((value, key) => {
    const time = timeOf(value);
    if (time !== null && idOf(key) !== null) times.set(key, time);
  });
  return times;
}

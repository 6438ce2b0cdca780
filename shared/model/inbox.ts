import type * as Y from 'yjs';
import type { Limits } from '../limits.ts';
import { BOUNDS } from './bounds.ts';
import { isArchived, isRead, type Marks } from './inbox-settings.ts';
import { compareText } from './order.ts';
import {
  type InboxEntry,
  NOTIFICATION_FACTS,
  NOTIFICATION_KINDS,
  NOTIFICATION_LEVELS,
  type Notification,
  type NotificationFacts,
  type NotificationKind,
  type Parsed,
} from './records.ts';
import { idOf, jsonOf, parseArray, rootArray, textOf, timeOf, wordOf } from './values.ts';

/** An inbox with what its reader did about it, newest first. */
export function readInbox(inbox: Y.Doc, marks: Marks): Parsed<InboxEntry> {
  const parsed = parseArray(rootArray(inbox, 'notifications'), 'notifications', parseNotification);
  const items = parsed.items.map((entry) => ({ ...entry, read: isRead(marks, entry), archived: isArchived(marks, entry) }));
  items.sort((a, b) => b.time - a.time || compareText(b.notification_id, a.notification_id));
  return { items, malformed: parsed.malformed };
}

/**
 * The newest entry about an item that is still unread and not archived: what happens to the item next is folded into it.
 * @param kinds only entries of these kinds, where given
 */
export function foldable(inbox: Y.Doc, marks: Marks, item: string, kinds?: readonly NotificationKind[]): Notification | null {
  const records = rootArray(inbox, 'notifications')?.toArray() ?? [];
  for (let index = records.length - 1; index >= 0; index--) {
    const record = records[index];
    if (jsonOf(record)?.item !== item) continue;
    const entry = parseNotification(record);
    if (typeof entry === 'string' || isRead(marks, entry) || isArchived(marks, entry)) continue;
    if (kinds === undefined || kinds.includes(entry.kind)) return entry;
  }
  return null;
}

/** An entry with what happened next: the newer words, one more event, the one who caused it last. It keeps its id. */
export function fold(entry: Notification, next: Notification): Notification {
  return {
    ...next,
    notification_id: entry.notification_id,
    // Later than before even where a clock was set back: a mark on what was seen must not cover what is folded in after it.
    time: Math.max(next.time, entry.time + 1),
    count: entry.count + next.count,
    actors: [...entry.actors.filter((actor) => !next.actors.includes(actor)), ...next.actors].slice(-BOUNDS.actors),
  };
}

/** Puts a notification at the end; an entry with the same id goes. The server's alone. */
export function addNotification(inbox: Y.Doc, notification: Notification): void {
  inbox.transact(() => {
    const notifications = inbox.getArray<unknown>('notifications');
    const records = notifications.toArray();
    for (let index = records.length - 1; index >= 0; index--) {
      if (jsonOf(records[index])?.notification_id === notification.notification_id) notifications.delete(index);
    }
    notifications.push([notification]);
  });
}

/**
 * Takes away what is kept no longer: read ones above `readKept`, unread ones above `unreadKept` (both by the time of the entry), and
 * above `inboxEntries` the oldest, those that are read or archived first. What can't be understood counts as the oldest.
 * @returns the ids that went
 */
export function pruneInbox(
  inbox: Y.Doc,
  marks: Marks,
  { now, limits }: { readonly now: number; readonly limits: Pick<Limits, 'inboxEntries' | 'readKept' | 'unreadKept'> },
): readonly string[] {
  const notifications = rootArray(inbox, 'notifications');
  if (notifications === null) return [];
  const entries = notifications.toArray().map((record, index) => {
    const entry = parseNotification(record);
    if (typeof entry === 'string') return { index, id: null, time: 0, done: true };
    return { index, id: entry.notification_id, time: entry.time, done: isRead(marks, entry) || isArchived(marks, entry) };
  });
  const gone = new Set(entries.filter(({ id, time, done }) => id !== null && time < now - (done ? limits.readKept : limits.unreadKept)));
  const left = entries.filter((entry) => !gone.has(entry));
  left.sort((a, b) => Number(b.done) - Number(a.done) || a.time - b.time || a.index - b.index);
  for (const entry of left.slice(0, Math.max(0, left.length - limits.inboxEntries))) gone.add(entry);
  if (gone.size > 0) {
    inbox.transact(() => {
      for (const { index } of [...gone].sort((a, b) => b.index - a.index)) notifications.delete(index);
    });
  }
  return [...gone].flatMap(({ id }) => id ?? []);
}

/** The ids of all entries of an inbox: marks of others can go. */
export function notificationIds(inbox: Y.Doc): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const record of rootArray(inbox, 'notifications')?.toArray() ?? []) {
    const id = idOf(jsonOf(record)?.notification_id);
    if (id !== null) ids.add(id);
  }
  return ids;
}

function parseNotification(value: unknown): Notification | string {
  const record = jsonOf(value);
  if (record === null) return 'is no object';
  const notification_id = idOf(record.notification_id);
  const kind = wordOf(record.kind, NOTIFICATION_KINDS);
  const title = textOf(record.title, BOUNDS.message);
  const time = timeOf(record.time);
  const count = record.count;
  if (notification_id === null) return 'has no id';
  if (kind === null) return 'is of no known kind';
  if (title === null) return 'has no title';
  if (time === null) return 'has no time';
  return {
    notification_id,
    kind,
    level: wordOf(record.level, NOTIFICATION_LEVELS) ?? 'info',
    item: textOf(record.item, BOUNDS.source) ?? notification_id,
    title,
    message: textOf(record.message, BOUNDS.message) ?? '',
    time,
    count: typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : 1,
    actors: actorsOf(record.actors),
    facts: factsOf(record.facts),
    project_id: idOf(record.project_id),
    task_id: idOf(record.task_id),
    document_id: idOf(record.document_id),
    thread_id: idOf(record.thread_id),
  };
}

function actorsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.slice(-BOUNDS.actors).flatMap((actor: unknown) => idOf(actor) ?? []);
}

function factsOf(value: unknown): NotificationFacts {
  const record = jsonOf(value) ?? {};
  return Object.fromEntries(
    NOTIFICATION_FACTS.flatMap((fact) => {
      const text = Object.hasOwn(record, fact) ? textOf(record[fact], BOUNDS.message) : null;
      return text === null ? [] : [[fact, text]];
    }),
  );
}

import type * as Y from 'yjs';
import { newId } from '../../../shared/ids.ts';
import type { Limits } from '../../../shared/limits.ts';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { addNotification, fold, foldable, notificationIds, pruneInbox } from '../../../shared/model/inbox.ts';
import { type Marks, pruneMarks, readMarks, readSettings } from '../../../shared/model/inbox-settings.ts';
import type { Notification } from '../../../shared/model/records.ts';
import { cut } from '../../../shared/model/values.ts';
import { inboxRoom, isId, settingsRoom } from '../../../shared/rooms.ts';
import type { Random } from '../../../shared/time.ts';
import type { RoomEdit } from '../../sync/edits.ts';
import type { Rooms } from '../../sync/rooms.ts';
import type { EventDraft } from '../events/events.ts';
import type { InboxWriter, NotificationDraft } from './notifications.ts';

export interface InboxWriterOptions {
  readonly rooms: Pick<Rooms, 'read'>;
  readonly limits: Pick<Limits, 'inboxEntries' | 'readKept' | 'unreadKept'>;
  readonly random: Random;
}

/** More marks than this for each entry that is kept, and those of entries that are gone are taken away. */
const MARKS_PER_ENTRY = 2;

/** Notifications of one change for one person; more are no news but a flood, and of that the newest are told. */
const FLOOD = 1_000;

/** What the reader of an inbox has said, as it is on disk. */
interface Wishes {
  readonly marks: Marks;
  readonly muted: ReadonlySet<string>;
}

/** An event whose data is completed by the edit that it tells of: both are part of one change, and edits come first. */
interface Told {
  readonly event: EventDraft;
  name(notification: Notification): void;
}

export function createInboxWriter({ rooms, limits, random }: InboxWriterOptions): InboxWriter {
  return {
    prepare: async (drafts) => {
      const edits: RoomEdit[] = [];
      const events: EventDraft[] = [];
      for (const [user, own] of byUser(drafts)) {
        const wishes = await rooms.read(settingsRoom(user), readWishes);
        const wanted = own.filter((draft) => !sourcesOf(draft).some((source) => wishes.muted.has(source))).slice(-FLOOD);
        if (wanted.length === 0) continue;
        const told = wanted.map((draft) => tell(user, draft));
        const add = (inbox: Y.Doc): void => {
          for (const [index, draft] of wanted.entries()) told[index]?.name(put(inbox, wishes.marks, draft, newId('ntf_', random)));
          const now = Math.max(...wanted.map(({ time }) => time));
          pruneInbox(inbox, wishes.marks, { now, limits });
        };
        edits.push({ room: inboxRoom(user), author: '', edit: add });
        if (wishes.marks.read.size + wishes.marks.archived.size > limits.inboxEntries * MARKS_PER_ENTRY) {
          edits.push(...unmark(user));
        }
        for (const { event } of told) events.push(event);
      }
      return { edits, events };
    },
  };
}

/** Takes away marks of entries that an inbox doesn't have any more. The first edit looks and changes nothing, so it writes nothing. */
export function unmark(user: string): readonly RoomEdit[] {
  let kept: ReadonlySet<string> = new Set();
  const look = (inbox: Y.Doc): void => {
    kept = notificationIds(inbox);
  };
  return [
    { room: inboxRoom(user), author: '', edit: look },
    { room: settingsRoom(user), author: '', edit: (settings) => pruneMarks(settings, kept) },
  ];
}

/** What a source that can be muted is called, from the widest to the narrowest. */
function sourcesOf({ kind, project_id, task_id, document_id }: NotificationDraft): readonly string[] {
  const sources = [`kind:${kind}`];
  if (project_id === undefined) return sources;
  sources.push(`project:${project_id}`);
  if (task_id !== undefined) sources.push(`task:${project_id}/${task_id}`);
  if (document_id !== undefined) sources.push(`document:${project_id}/${document_id}`);
  return sources;
}

/** Whose inboxes are concerned. Nobody is told of what they did themselves, and what is no user's id is nobody. */
function byUser(drafts: readonly NotificationDraft[]): ReadonlyMap<string, NotificationDraft[]> {
  const users = new Map<string, NotificationDraft[]>();
  for (const draft of drafts) {
    if (draft.actor === draft.user || !isId(draft.user)) continue;
    const own = users.get(draft.user);
    if (own === undefined) users.set(draft.user, [draft]);
    else own.push(draft);
  }
  return users;
}

function readWishes(settings: Y.Doc): Wishes {
  return { marks: readMarks(settings), muted: new Set(readSettings(settings).muted) };
}

/** Puts one notification into an inbox: into the entry about the same thing that is still unread, or as an entry of its own. */
function put(inbox: Y.Doc, marks: Marks, draft: NotificationDraft, id: string): Notification {
  const next = notificationOf(draft, id);
  const unread = draft.item === undefined ? null : foldable(inbox, marks, next.item, [draft.kind]);
  const entry = unread === null ? next : fold(unread, next);
  addNotification(inbox, entry);
  return entry;
}

function notificationOf(draft: NotificationDraft, id: string): Notification {
  return {
    notification_id: id,
    kind: draft.kind,
    level: draft.level ?? 'info',
    item: cut(draft.item ?? id, BOUNDS.source),
    title: cut(draft.title, BOUNDS.message),
    message: cut(draft.message, BOUNDS.message),
    time: draft.time,
    count: 1,
    actors: draft.actor === '' ? [] : [draft.actor],
    facts: draft.facts ?? {},
    project_id: draft.project_id ?? null,
    task_id: draft.task_id ?? null,
    document_id: draft.document_id ?? null,
    thread_id: draft.thread_id ?? null,
  };
}

function tell(user: string, draft: NotificationDraft): Told {
  const { notification_id, kind, level, item, title, message, project_id, task_id, document_id, thread_id } = notificationOf(draft, '');
  const about = { project_id, task_id, document_id, thread_id };
  const data = { notification_id, user_id: user, kind, level, item, title, message, count: 1, ...about };
  const event: EventDraft = {
    channel: { user },
    type: 'system_notification',
    data,
    user_id: draft.actor === '' ? null : draft.actor,
    room_id: inboxRoom(user),
    time: draft.time,
  };
  const name = (notification: Notification): void => {
    data.notification_id = notification.notification_id;
    data.item = notification.item;
    data.count = notification.count;
  };
  return { event, name };
}

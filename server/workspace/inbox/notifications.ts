import { newId } from '../../../shared/ids.ts';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { Checks } from '../../../shared/model/checks.ts';
import { readInbox } from '../../../shared/model/inbox.ts';
import { type Marks, markArchived, markRead, readMarks, readSettings, setMuted } from '../../../shared/model/inbox-settings.ts';
import {
  type InboxEntry,
  NOTIFICATION_LEVELS,
  type NotificationFacts,
  type NotificationKind,
  type NotificationLevel,
} from '../../../shared/model/records.ts';
import { Problem } from '../../../shared/problems.ts';
import { inboxRoom, isId, settingsRoom } from '../../../shared/rooms.ts';
import type { Random, Time } from '../../../shared/time.ts';
import type { RoomEdit } from '../../sync/edits.ts';
import type { Rooms } from '../../sync/rooms.ts';
import type { EventDraft, Events } from '../events/events.ts';

/** Something that somebody should know. */
export interface NotificationDraft {
  /** Whose inbox. */
  readonly user: string;
  /** Who caused it: never told of it. '' for the system. */
  readonly actor: string;
  readonly kind: NotificationKind;
  readonly level?: NotificationLevel;
  /** What is folded together while unread; absent: an entry of its own. */
  readonly item?: string;
  readonly title: string;
  readonly message: string;
  /** What the message says, in pieces. */
  readonly facts?: NotificationFacts;
  readonly time: number;
  readonly project_id?: string;
  readonly task_id?: string;
  readonly document_id?: string;
  readonly thread_id?: string;
}

export interface InboxSettings {
  /** Sources that make no notifications: `project:<id>`, `task:<project>/<task>`, `document:<project>/<document>`, `kind:<kind>`. */
  readonly muted: readonly string[];
}

export interface InboxPage {
  /** Newest first. */
  readonly items: readonly InboxEntry[];
  /** Of the whole inbox. */
  readonly unread: number;
  readonly next: string | null;
}

export interface InboxQuery {
  /** `unread`, `archived`, or everything that isn't archived. */
  readonly tab: 'all' | 'unread' | 'archived';
  readonly limit: number;
  readonly after?: string;
}

/** People's inboxes. */
export interface Notifications {
  /** SPEC'd as `sendNotificationToUser`. @throws Problem `user.id`, `request.invalid` */
  send(user: string, title: string, message: string, level: NotificationLevel): Promise<void>;
  /** @throws Problem `request.invalid` for an `after` that no page ended with */
  list(user: string, query: InboxQuery): Promise<InboxPage>;
  /** @throws Problem `notification.unknown` */
  mark(user: string, notification: string, as: { readonly read?: boolean; readonly archived?: boolean }): Promise<InboxEntry>;
  readAll(user: string): Promise<void>;
  settings(user: string): Promise<InboxSettings>;
  /** Adds and takes away sources. */
  mute(user: string, source: string, muted: boolean): Promise<InboxSettings>;
}

/** Puts notifications into inboxes as part of somebody else's change. */
export interface InboxWriter {
  /**
   * What to commit with the change that caused them: edits of the inboxes concerned (folded, capped, without the muted and one's own) and the
   * `system_notification` events that tell of them. The events' data is complete once the edits were made, so record them in `Change.records`.
   */
  prepare(drafts: readonly NotificationDraft[]): Promise<{ readonly edits: readonly RoomEdit[]; readonly events: readonly EventDraft[] }>;
}

export interface NotificationsOptions {
  readonly rooms: Pick<Rooms, 'commit' | 'read'>;
  readonly inbox: InboxWriter;
  readonly events: Pick<Events, 'record'>;
  readonly time: Pick<Time, 'now'>;
  readonly random: Random;
}

export function createNotifications(options: NotificationsOptions): Notifications {
  return new Inboxes(options);
}

class Inboxes implements Notifications {
  readonly #options: NotificationsOptions;

  constructor(options: NotificationsOptions) {
    this.#options = options;
  }

  async send(user: string, title: string, message: string, level: NotificationLevel): Promise<void> {
    const { rooms, inbox, events, time, random } = this.#options;
    if (!isId(user)) throw new Problem('user.id', `${JSON.stringify(user)} can't be a user's id: 1 to 128 characters without "/".`);
    const checks = new Checks();
    const draft = {
      user,
      actor: '',
      kind: 'system' as const,
      level: checks.word('level', level, NOTIFICATION_LEVELS),
      item: `system:${newId('ntf_', random)}`,
      title: checks.text('title', title, BOUNDS.message),
      message: checks.textOrEmpty('message', message, BOUNDS.message),
      time: time.now(),
    };
    checks.done('The notification');
    const prepared = await inbox.prepare([draft]);
    let tell = (): void => undefined;
    await rooms.commit({
      edits: prepared.edits,
      records: () => {
        const recorded = events.record(prepared.events);
        tell = recorded.tell;
        return recorded.records;
      },
    });
    tell();
  }

  async list(user: string, { tab, limit, after }: InboxQuery): Promise<InboxPage> {
    const entries = await this.#entries(user);
    const place = after === undefined ? null : placeOf(after);
    const shown = entries.filter((entry) => (place === null || isBehind(entry, place)) && isIn(tab, entry));
    const items = shown.slice(0, limit);
    const last = items.at(-1);
    const next = last === undefined || shown.length === items.length ? null : `${last.time}.${last.notification_id}`;
    return { items, unread: entries.filter((entry) => isIn('unread', entry)).length, next };
  }

  async mark(user: string, notification: string, as: { readonly read?: boolean; readonly archived?: boolean }): Promise<InboxEntry> {
    const entries = await this.#entries(user);
    const entry = entries.find(({ notification_id }) => notification_id === notification);
    if (entry === undefined) throw new Problem('notification.unknown', 'There is no such notification, or not any more.');
    await this.#edit(user, (settings) => {
      if (as.read !== undefined) markRead(settings, entry, as.read);
      if (as.archived !== undefined) markArchived(settings, entry, as.archived);
    });
    return { ...entry, read: as.read ?? entry.read, archived: as.archived ?? entry.archived };
  }

  async readAll(user: string): Promise<void> {
    const unread = (await this.#entries(user)).filter((entry) => !entry.read);
    if (unread.length === 0) return;
    await this.#edit(user, (settings) => {
      for (const entry of unread) markRead(settings, entry);
    });
  }

  settings(user: string): Promise<InboxSettings> {
    return this.#options.rooms.read(settingsRoom(user), readSettings);
  }

  async mute(user: string, source: string, muted: boolean): Promise<InboxSettings> {
    await this.#edit(user, (settings) => setMuted(settings, source, muted));
    return this.settings(user);
  }

  async #entries(user: string): Promise<readonly InboxEntry[]> {
    const { rooms } = this.#options;
    const marks: Marks = await rooms.read(settingsRoom(user), readMarks);
    return rooms.read(inboxRoom(user), (inbox) => readInbox(inbox, marks).items);
  }

  #edit(user: string, edit: RoomEdit['edit']): Promise<void> {
    return this.#options.rooms.commit({ edits: [{ room: settingsRoom(user), author: user, edit }] });
  }
}

interface Place {
  readonly time: number;
  readonly id: string;
}

/** @throws Problem `request.invalid` */
function placeOf(after: string): Place {
  const [, time, id] = /^(\d{1,16})\.(.+)$/.exec(after) ?? [];
  if (time === undefined || id === undefined) {
    const faults = [{ field: 'after', message: 'must be `next` of a page before' }];
    throw new Problem('request.invalid', 'The page asked for begins after nothing known: after must be `next` of a page before.', {
      faults,
    });
  }
  return { time: Number(time), id };
}

/** Newest first, as the inbox is sorted: what comes in meanwhile is on a page before, and nothing is shown twice. */
function isBehind(entry: InboxEntry, { time, id }: Place): boolean {
  return entry.time < time || (entry.time === time && entry.notification_id < id);
}

function isIn(tab: InboxQuery['tab'], { read, archived }: InboxEntry): boolean {
  if (tab === 'archived') return archived;
  return !archived && (tab === 'all' || !read);
}

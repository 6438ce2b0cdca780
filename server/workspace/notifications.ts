import type { InboxEntry, NotificationKind, NotificationLevel } from '../../shared/model/records.ts';
import type { RoomEdit } from '../sync/edits.ts';
import type { EventDraft } from './events.ts';

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
  /** SPEC'd as `sendNotificationToUser`. @throws Problem `user.id` */
  send(user: string, title: string, message: string, level: NotificationLevel): Promise<void>;
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
   * `system_notification` events that tell of them.
   */
  prepare(drafts: readonly NotificationDraft[]): Promise<{ readonly edits: readonly RoomEdit[]; readonly events: readonly EventDraft[] }>;
}

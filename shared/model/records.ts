/**
 * What the documents hold, as readers see it. Field names are those of the shared documents, of REST and of events: one
 * vocabulary. Times are ms since 1970. Which key holds what, and who writes it: MODEL.md.
 */

/** A column of the board. A task's `status` is its column's id. */
export interface Column {
  readonly id: string;
  readonly title: string;
  /** A fractional key: columns are sorted by `(order, id)`. */
  readonly order: string;
}

/** One change of a task's status, written by the server from the verified author. */
export interface StatusChange {
  readonly old_status: string | null;
  readonly new_status: string;
  /** User id, '' where there are no users or the system did it. */
  readonly changed_by: string;
  readonly time: number;
}

export const PRIORITIES = ['none', 'low', 'medium', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface Task {
  readonly task_id: string;
  readonly title: string;
  /** The column's id. */
  readonly status: string;
  /** A fractional key: cards of a column are sorted by `(order, task_id)`. */
  readonly order: string;
  readonly assignee_id: string | null;
  /** Sorted, each once. */
  readonly labels: readonly string[];
  readonly priority: Priority;
  /** `YYYY-MM-DD` or null. */
  readonly due: string | null;
  readonly description: string;
  readonly created_at: number;
  /** A hint by whoever made it; the server mends it where it knows better. */
  readonly created_by: string | null;
  /** In the bin since, or null. */
  readonly deleted_at: number | null;
  /** Who said that they watch (true), or don't want to (false). */
  readonly watchers: Readonly<Record<string, boolean>>;
  /** Newest last, capped; written by the server. */
  readonly history: readonly StatusChange[];
}

/** What may be given when a task is made. */
export interface TaskDraft {
  readonly title: string;
  /** The first column when it is absent. */
  readonly status?: string;
  readonly assignee_id?: string | null;
  readonly labels?: readonly string[];
  readonly priority?: Priority;
  readonly due?: string | null;
  readonly description?: string;
}

/** What may be changed of a task: absent fields stay. */
export type TaskPatch = Partial<TaskDraft>;

/** Where a card goes: into a column, behind a card of it (null: to the top; absent: to the end). */
export interface TaskPlace {
  readonly status: string;
  readonly after?: string | null;
}

export const DOCUMENT_KINDS = ['lexical', 'text'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A document in its project's list. */
export interface DocumentEntry {
  readonly document_id: string;
  readonly title: string;
  readonly kind: DocumentKind;
  readonly order: string;
  readonly created_at: number;
  readonly created_by: string | null;
  /** In the bin since, or null. */
  readonly deleted_at: number | null;
}

/** A member in the project's room: the server's mirror, so that boards have names while offline. */
export interface Person {
  readonly user_id: string;
  readonly username: string;
  readonly color: string;
  readonly role: string;
}

/** One line of a project's activity, written by the server. */
export interface Activity {
  readonly id: string;
  readonly type: string;
  readonly user_id: string | null;
  readonly time: number;
  /** What it is about: `{ task_id }`, `{ document_id }`, … and what else is to be said. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Where in a document a thread is: encoded Yjs RelativePositions (base64), and the words that were there. */
export interface Anchor {
  readonly start: string;
  readonly end: string;
  readonly quote: string;
  /** The words right before the quote and behind it, as they were: they tell it from the same words elsewhere. */
  readonly before: string;
  readonly after: string;
}

/** Comments in a row, on a place in a document or on a task. */
export interface Thread {
  readonly thread_id: string;
  readonly anchor: Anchor | null;
  readonly task_id: string | null;
  readonly created_at: number;
  readonly resolved_at: number | null;
  readonly resolved_by: string | null;
  /** By time. */
  readonly comments: readonly Comment[];
}

export interface Comment {
  readonly comment_id: string;
  /** A hint by whoever wrote it; the server mends it where it knows better. */
  readonly author_id: string;
  /** Plain text with mentions, see mentions.ts. */
  readonly text: string;
  readonly created_at: number;
  readonly edited_at: number | null;
  readonly deleted_at: number | null;
}

export const NOTIFICATION_KINDS = ['assigned', 'status', 'mention', 'reply', 'invited', 'role', 'system'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export const NOTIFICATION_LEVELS = ['info', 'success', 'warning', 'error'] as const;
export type NotificationLevel = (typeof NOTIFICATION_LEVELS)[number];

export const NOTIFICATION_FACTS = ['name', 'from', 'to', 'role', 'quote'] as const;

/**
 * What a message says, in pieces, for those who say it in other words: who did it last, as they were called ('' where there are no users), the
 * titles of the columns from and to which a task went, somebody's new role, what was said. Without a name the message is all there is.
 */
export type NotificationFacts = { readonly [fact in (typeof NOTIFICATION_FACTS)[number]]?: string };

/** One entry of an inbox, written by the server. Several events about one item are one entry until it is read. */
export interface Notification {
  readonly notification_id: string;
  readonly kind: NotificationKind;
  readonly level: NotificationLevel;
  /** What is folded together: `task:<project>/<task>`, `document:<project>/<document>`, … */
  readonly item: string;
  readonly title: string;
  readonly message: string;
  /** When the newest of what is folded here happened. It is unread while `read` names an earlier time. */
  readonly time: number;
  /** How many events are folded here. */
  readonly count: number;
  /** Who caused it, newest last, each once. */
  readonly actors: readonly string[];
  readonly facts: NotificationFacts;
  readonly project_id: string | null;
  readonly task_id: string | null;
  readonly document_id: string | null;
  readonly thread_id: string | null;
}

/** A notification with what its reader did about it. */
export interface InboxEntry extends Notification {
  readonly read: boolean;
  readonly archived: boolean;
}

/** A record that a reader skipped: it stays as it is in the document. */
export interface Malformed {
  /** The root type and key: `tasks/abc`. */
  readonly at: string;
  readonly why: string;
}

/** What a list holds, and what in it can't be understood. */
export interface Parsed<T> {
  readonly items: readonly T[];
  readonly malformed: readonly Malformed[];
}

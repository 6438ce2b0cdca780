/** All types of events. The first two and the next-to-last pair are about who is here: they are live and never replayed. */
export const EVENT_TYPES = [
  'connect',
  'disconnect',
  'user_online',
  'user_offline',
  'task_created',
  'task_updated',
  'task_status_changed',
  'task_deleted',
  'document_edit',
  'system_notification',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** The envelope of every event, in the browser, on the event stream and in a webhook. */
export interface WeftEvent {
  readonly type: EventType;
  readonly data: EventData;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  /** `msg_…`: the same for the same event wherever it is told. */
  readonly message_id: string;
  /** Who did it: the verified author; null for the system, or where there are no users. */
  readonly user_id: string | null;
  /** The room that it happened in. */
  readonly room_id: string;
}

/** Snake case, as on the wire. What is said of whom: SPEC'd fields first, more may follow. */
export type EventData = Readonly<Record<string, unknown>>;

/** What `task_*` events say: `id` is an alias of `task_id`. */
export interface TaskEventData {
  readonly task_id: string;
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly assignee_id: string | null;
  readonly project_id: string;
  /** For `task_status_changed`. */
  readonly old_status?: string;
  readonly new_status?: string;
  readonly changed_by?: string | null;
}

/** What `connect`, `disconnect`, `user_online`, `user_offline` say. */
export interface UserEventData {
  readonly user_id: string;
  readonly username: string;
  /** Null for rooms outside projects. */
  readonly project_id: string | null;
}

/** What `document_edit` says: one in a while for each author, however much is typed. */
export interface DocumentEditData {
  readonly document_id: string;
  readonly project_id: string;
  readonly title: string;
  /** Edits by this author since the last event. */
  readonly edits: number;
}

/** True for types that are told live and not kept. */
export function isPresenceEvent(type: EventType): boolean {
  return type === 'connect' || type === 'disconnect' || type === 'user_online' || type === 'user_offline';
}

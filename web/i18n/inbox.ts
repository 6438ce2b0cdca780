/** What the sentence of a notification may need. Each is as others wrote it: plain text. */
export interface Said {
  /** Who did it. */
  readonly name: string;
  /** Titles of columns. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly role: string | undefined;
  readonly quote: string | undefined;
}

/** Every text of the inbox and its toasts. */
export interface InboxText {
  readonly title: string;
  readonly bell: (unread: number) => string;
  readonly close: string;
  readonly readAll: string;

  readonly tabs: { readonly all: string; readonly unread: string; readonly mentions: string; readonly archived: string };
  /** What a tab holds when it holds nothing. */
  readonly empty: Readonly<Record<'all' | 'unread' | 'mentions' | 'archived', { readonly what: string; readonly hint: string }>>;
  readonly older: (more: number) => string;
  readonly kept: (entries: number, days: number) => string;

  readonly unread: string;
  readonly untitled: string;
  readonly somebody: string;
  readonly said: Readonly<Record<'assigned' | 'status' | 'mention' | 'reply' | 'invited' | 'role', (said: Said) => string>>;
  readonly levels: Readonly<Record<'info' | 'success' | 'warning' | 'error', string>>;
  /** Several events in one. */
  readonly events: (count: number) => string;

  readonly actions: (title: string) => string;
  readonly markRead: string;
  readonly markUnread: string;
  readonly archive: string;
  readonly archiveEntry: (title: string) => string;
  readonly unarchive: string;
  readonly unarchiveEntry: (title: string) => string;
  readonly mute: string;
  readonly muteTask: string;
  readonly muteDocument: string;
  readonly muteProject: string;
  readonly muteKind: string;

  readonly mutedSources: (count: number) => string;
  readonly unmute: string;
  readonly unmuteSource: (name: string) => string;
  readonly sources: Readonly<Record<'task' | 'document' | 'project', (title: string) => string>>;
  readonly kinds: Readonly<Record<'assigned' | 'status' | 'mention' | 'reply' | 'invited' | 'role' | 'system', string>>;

  /** What was done. */
  readonly archived: string;
  readonly unarchived: string;
  readonly allRead: string;
  readonly muted: (name: string) => string;
  readonly unmuted: (name: string) => string;
  readonly failed: string;

  /** What the place of the toasts is called. */
  readonly toasts: string;
  readonly open: string;
  readonly dismiss: string;
}

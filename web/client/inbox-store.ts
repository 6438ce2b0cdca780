import type * as Y from 'yjs';
import { readInbox } from '../../shared/model/inbox.ts';
import { isArchived, isRead, type Marks, readMarks, readSettings } from '../../shared/model/inbox-settings.ts';
import type { InboxEntry, NotificationKind } from '../../shared/model/records.ts';
import { rootArray } from '../../shared/model/values.ts';
import { once } from './once.ts';
import { watchMaps } from './record-table.ts';
import { changedIds, shareItems, shareRecords } from './sharing.ts';
import type { ReadableStore } from './store.ts';
import { createView, createViewsById, type View } from './views.ts';

/** `all` is what isn't archived; `unread` and `mentions` are parts of it. */
export const INBOX_TABS = ['all', 'unread', 'mentions', 'archived'] as const;
export type InboxTab = (typeof INBOX_TABS)[number];

/** Somebody spoke to this person. */
const MENTIONS: readonly NotificationKind[] = ['mention', 'reply'];

const NO_MARKS: Marks = { read: new Map(), archived: new Map() };

type Tabs = Readonly<Record<InboxTab, readonly InboxEntry[]>>;
const NO_ENTRIES: Tabs = { all: [], unread: [], mentions: [], archived: [] };

/** A person's inbox as stores: an entry that says the same stays the same object. */
export interface InboxStore {
  /** The entries of a tab, newest first. */
  tab(tab: InboxTab): ReadableStore<readonly InboxEntry[]>;
  /** An entry, archived or not; null where there is none. */
  entry(id: string): ReadableStore<InboxEntry | null>;
  /** How many are unread and not archived. */
  readonly unread: ReadableStore<number>;
  /** The sources that make no notifications, sorted: as in shared/model's `Settings`. */
  readonly muted: ReadableStore<readonly string[]>;
  /** Stops watching both documents: what was read last stays. */
  stop(): void;
}

/**
 * @param inbox the document of the room `u/<id>`
 * @param settings that of `u/<id>/s`
 */
export function createInboxStore(inbox: Y.Doc, settings: Y.Doc): InboxStore {
  // The server replaces entries and keeps a few hundred: when one comes, the list is read as a whole. Marks alone read none of it again.
  let notifications = readInbox(inbox, NO_MARKS).items;
  let muted = readSettings(settings).muted;
  let entries: readonly InboxEntry[] = [];
  let byId: ReadonlyMap<string, InboxEntry> = new Map();
  let tabs = NO_ENTRIES;
  const mark = (): void => {
    const marks = readMarks(settings);
    const marked = notifications.map((entry) => ({ ...entry, read: isRead(marks, entry), archived: isArchived(marks, entry) }));
    entries = shareRecords(entries, marked, idOf);
    byId = new Map(entries.map((entry) => [entry.notification_id, entry]));
    tabs = tabsOf(entries, tabs);
  };
  mark();

  const lists: Record<InboxTab, View<readonly InboxEntry[]>> = {
    all: createView(() => tabs.all),
    unread: createView(() => tabs.unread),
    mentions: createView(() => tabs.mentions),
    archived: createView(() => tabs.archived),
  };
  const views = { unread: createView(() => tabs.unread.length), muted: createView(() => muted) };
  const each = createViewsById<InboxEntry | null>((id) => byId.get(id) ?? null);
  const refresh = (): void => {
    const before = entries;
    mark();
    for (const view of [...Object.values(lists), views.unread, views.muted]) view.tell();
    each.tell(changedIds(before, entries, idOf));
  };

  const array = rootArray(inbox, 'notifications');
  const onNotifications = (): void => {
    notifications = readInbox(inbox, NO_MARKS).items;
    refresh();
  };
  array?.observe(onNotifications);
  const stopSettings = watchMaps(settings, ['read', 'archived', 'settings'], (touched) => {
    if (touched.has('settings')) muted = shareItems(muted, readSettings(settings).muted);
    refresh();
  });
  return {
    ...views,
    tab: (tab) => lists[tab],
    entry: each.of,
    stop: once(() => {
      array?.unobserve(onNotifications);
      stopSettings();
    }),
  };
}

function tabsOf(entries: readonly InboxEntry[], before: Tabs): Tabs {
  const all = entries.filter((entry) => !entry.archived);
  return {
    all: shareItems(before.all, all),
    unread: shareItems(
      before.unread,
      all.filter((entry) => !entry.read),
    ),
    mentions: shareItems(
      before.mentions,
      all.filter((entry) => MENTIONS.includes(entry.kind)),
    ),
    archived: shareItems(
      before.archived,
      entries.filter((entry) => entry.archived),
    ),
  };
}

function idOf(entry: InboxEntry): string {
  return entry.notification_id;
}

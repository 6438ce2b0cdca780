import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { addNotification, readInbox } from '../../../shared/model/inbox.ts';
import { markArchived, markRead, readMarks, readSettings, setMuted } from '../../../shared/model/inbox-settings.ts';
import type { Notification } from '../../../shared/model/records.ts';
import { createInboxActions, type InboxActions } from '../../../web/client/inbox-actions.ts';
import { createInboxStore, INBOX_TABS, type InboxStore } from '../../../web/client/inbox-store.ts';
import { ODDITIES } from '../../shared/model/support.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { editableRoom } from './editable-room.ts';

const SEED = runSeed();

function notification(notification_id: string, time: number, more: Partial<Notification> = {}): Notification {
  const ids = { project_id: 'home', task_id: 'task', document_id: null, thread_id: null };
  const words = { title: `At ${time}`, message: 'Message', count: 1, actors: ['usr_bo'], facts: { name: 'Bo' } };
  return { notification_id, kind: 'status', level: 'info', item: 'task:home/task', time, ...words, ...ids, ...more };
}

interface Inbox {
  readonly inbox: Y.Doc;
  readonly settings: Y.Doc;
  readonly store: InboxStore;
  readonly actions: InboxActions;
}

function inboxWith(...notifications: readonly Notification[]): Inbox {
  const inbox = new Y.Doc();
  const { room } = editableRoom();
  for (const one of notifications) addNotification(inbox, one);
  const store = createInboxStore(inbox, room.doc);
  onTestFinished(() => store.stop());
  return { inbox, settings: room.doc, store, actions: createInboxActions({ settings: room, store }) };
}

const ids = (store: InboxStore, tab: (typeof INBOX_TABS)[number]) =>
  store
    .tab(tab)
    .getSnapshot()
    .map((entry) => entry.notification_id);

function counting(store: InboxStore, entries: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const watch = (name: string, one: { subscribe(listener: () => void): () => void }): void => {
    onTestFinished(one.subscribe(() => (counts[name] = (counts[name] ?? 0) + 1)));
  };
  for (const tab of INBOX_TABS) watch(tab, store.tab(tab));
  watch('count', store.unread);
  watch('muted', store.muted);
  for (const id of entries) watch(`entry ${id}`, store.entry(id));
  return counts;
}

function expectFresh({ inbox, settings, store }: Inbox, why: string): void {
  const { items } = readInbox(inbox, readMarks(settings));
  const all = items.filter((entry) => !entry.archived);
  expect(store.tab('all').getSnapshot(), why).toEqual(all);
  expect(store.tab('unread').getSnapshot(), why).toEqual(all.filter((entry) => !entry.read));
  expect(store.tab('archived').getSnapshot(), why).toEqual(items.filter((entry) => entry.archived));
  expect(store.unread.getSnapshot(), why).toBe(all.filter((entry) => !entry.read).length);
  expect(store.muted.getSnapshot(), why).toEqual(readSettings(settings).muted);
  for (const entry of items) expect(store.entry(entry.notification_id).getSnapshot(), why).toEqual(entry);
}

describe('an inbox', () => {
  it('has its tabs newest first, and counts what is unread', () => {
    const { settings, store } = inboxWith(
      notification('a', 1),
      notification('b', 2, { kind: 'mention' }),
      notification('c', 3, { kind: 'reply' }),
    );
    expect(INBOX_TABS.map((tab) => ids(store, tab))).toEqual([['c', 'b', 'a'], ['c', 'b', 'a'], ['c', 'b'], []]);
    const [a, , c] = ['a', 'b', 'c'].map((id) => store.entry(id).getSnapshot() ?? notification(id, 0));
    if (a !== undefined) markRead(settings, a);
    if (c !== undefined) markArchived(settings, c);
    expect(INBOX_TABS.map((tab) => ids(store, tab))).toEqual([['b', 'a'], ['b'], ['b'], ['c']]);
    expect(store.unread.getSnapshot()).toBe(1);
  });

  it('tells of one entry to those who look at it, and keeps the others as they are', () => {
    const { inbox, settings, store } = inboxWith(notification('a', 1), notification('b', 2));
    const [b, a] = store.tab('all').getSnapshot();
    const counts = counting(store, ['a', 'b', 'c']);
    markRead(settings, notification('a', 1));
    expect(counts).toEqual({ all: 1, unread: 1, count: 1, 'entry a': 1 });
    expect(store.tab('all').getSnapshot()[0]).toBe(b);
    expect(store.entry('a').getSnapshot()).toEqual({ ...a, read: true });
    addNotification(inbox, notification('c', 3));
    expect(counts).toEqual({ all: 2, unread: 2, count: 2, 'entry a': 1, 'entry c': 1 });
    expect(store.tab('all').getSnapshot()[1]).toBe(b);
    setMuted(settings, 'project:home', true);
    expect(counts).toEqual({ all: 2, unread: 2, count: 2, 'entry a': 1, 'entry c': 1, muted: 1 });
    settings.getMap('read').set('gone', 5);
    settings.getMap('other').set('a', 5);
    inbox.getMap('other').set('a', 5);
    expect(Object.values(counts)).toEqual([2, 2, 2, 1, 1, 1]);
  });

  it('has what is folded into a read entry as unread again', () => {
    const { inbox, settings, store } = inboxWith(notification('a', 1));
    markRead(settings, notification('a', 1));
    expect(store.unread.getSnapshot()).toBe(0);
    addNotification(inbox, notification('a', 5, { count: 2 }));
    expect(store.unread.getSnapshot()).toBe(1);
    expect(store.entry('a').getSnapshot()).toMatchObject({ count: 2, read: false });
  });

  it(`says what a fresh read says, whatever happens (seed ${SEED})`, async () => {
    const random = seeded(SEED);
    const here = inboxWith();
    for (let step = 1; step <= 300; step++) {
      const id = `n${random.below(12)}`;
      const some = here.store.tab(random.pick(['all', 'unread', 'archived'])).getSnapshot();
      const entry = some.length === 0 ? null : random.pick(some).notification_id;
      const before = here.store.tab('all').getSnapshot();
      if (entry === null) addNotification(here.inbox, notification(id, step));
      else
        await random.pick([
          async () => addNotification(here.inbox, notification(id, step, { kind: random.pick(['mention', 'status']) })),
          () => here.actions.markRead(entry, random.chance(0.6)),
          () => here.actions.archive(entry, random.chance(0.6)),
          () => here.actions.mute(`kind:${random.below(3)}`, random.chance(0.5)),
          () => (random.chance(0.1) ? here.actions.readAll() : here.actions.markRead(entry, false)),
        ])();
      expectFresh(here, `seed ${SEED}`);
      const known = new Map(before.map((one) => [one.notification_id, one]));
      for (const after of here.store.tab('all').getSnapshot()) {
        const old = known.get(after.notification_id);
        if (old !== undefined && old !== after) expect(after).not.toEqual(old);
      }
    }
  });

  it('takes anything that stands in its documents', () => {
    for (const [name, make] of ODDITIES) {
      const here = inboxWith(notification('a', 1));
      // A list of Yjs takes no big integers.
      const value = make();
      if (value !== undefined && typeof value !== 'bigint') here.inbox.getArray('notifications').push([value]);
      for (const root of ['read', 'archived', 'settings']) {
        here.settings.getMap(root).set('a', make());
        here.settings.getMap(root).set('mute/x', make());
      }
      expectFresh(here, name);
    }
  });

  it('says nothing any more when it is stopped', () => {
    const { inbox, settings, store } = inboxWith(notification('a', 1));
    const counts = counting(store, ['a']);
    store.stop();
    store.stop();
    addNotification(inbox, notification('b', 2));
    markRead(settings, notification('a', 1));
    expect(counts).toEqual({});
  });
});

describe('what is done to an inbox', () => {
  it('is one change, however many entries it marks', async () => {
    const { store, actions } = inboxWith(notification('a', 1), notification('b', 2), notification('c', 3));
    await actions.archive('c');
    const counts = counting(store, []);
    await actions.readAll();
    expect(counts).toEqual({ all: 1, unread: 1, count: 1 });
    expect(store.unread.getSnapshot()).toBe(0);
    expect(store.entry('c').getSnapshot()?.read).toBe(false);
    await actions.markRead(['a', 'b'], false);
    expect(store.unread.getSnapshot()).toBe(2);
    await actions.archive('c', false);
    expect(ids(store, 'all')).toEqual(['c', 'b', 'a']);
  });

  it('is refused as a whole for what isn’t there', async () => {
    const { store, actions } = inboxWith(notification('a', 1));
    await expect(actions.markRead(['a', 'gone'])).rejects.toMatchObject({ code: 'notification.unknown' });
    await expect(actions.mute('')).rejects.toMatchObject({ code: 'request.invalid' });
    expect(store.unread.getSnapshot()).toBe(1);
  });
});

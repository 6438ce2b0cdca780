import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../../shared/limits.ts';
import { addNotification, fold, foldable, notificationIds, pruneInbox, readInbox } from '../../../shared/model/inbox.ts';
import { markArchived, markRead, pruneMarks, readMarks, readSettings, setMuted } from '../../../shared/model/inbox-settings.ts';
import type { Notification } from '../../../shared/model/records.ts';

function notification(notification_id: string, time: number, more: Partial<Notification> = {}): Notification {
  const ids = { project_id: 'home', task_id: 'task', document_id: null, thread_id: null };
  const words = { title: `At ${time}`, message: 'Message', count: 1, actors: ['usr_bo'], facts: { name: 'Bo' } };
  return { notification_id, kind: 'status', level: 'info', item: 'task:home/task', time, ...words, ...ids, ...more };
}

/** The rooms of one person: inbox and settings. */
function rooms(): { readonly inbox: Y.Doc; readonly settings: Y.Doc; unread(): readonly string[]; all(): readonly string[] } {
  const inbox = new Y.Doc();
  const settings = new Y.Doc();
  const read = () => readInbox(inbox, readMarks(settings)).items;
  return {
    inbox,
    settings,
    unread: () =>
      read()
        .filter((entry) => !entry.read)
        .map((entry) => entry.notification_id),
    all: () => read().map((entry) => entry.notification_id),
  };
}

describe('an inbox', () => {
  it('says what was put into it, newest first', () => {
    const { inbox, settings } = rooms();
    const [first, second] = [notification('a', 1), notification('b', 2, { kind: 'mention', level: 'warning', document_id: 'd', count: 3 })];
    addNotification(inbox, first);
    addNotification(inbox, second);
    expect(readInbox(inbox, readMarks(settings))).toEqual({
      items: [
        { ...second, read: false, archived: false },
        { ...first, read: false, archived: false },
      ],
      malformed: [],
    });
  });

  it('has one entry with an id, the newest, at the end', () => {
    const { inbox, all } = rooms();
    for (const [id, time] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ] as const)
      addNotification(inbox, notification(id, time));
    expect(all()).toEqual(['a', 'b']);
    expect(inbox.getArray('notifications').length).toBe(2);
    expect([...notificationIds(inbox)]).toEqual(['b', 'a']);
  });
});

describe('folding', () => {
  it('adds to the unread entry of the item: newer words, one more event, who caused it last', () => {
    const { inbox, settings } = rooms();
    addNotification(inbox, notification('a', 1, { actors: ['usr_bo', 'usr_cy'] }));
    addNotification(inbox, notification('other', 2, { item: 'task:home/other' }));
    const entry = foldable(inbox, readMarks(settings), 'task:home/task') as Notification;
    const folded = fold(entry, notification('b', 5, { actors: ['usr_bo'], kind: 'mention' }));
    expect(folded).toEqual(notification('a', 5, { count: 2, actors: ['usr_cy', 'usr_bo'], kind: 'mention' }));
    addNotification(inbox, folded);
    expect(readInbox(inbox, readMarks(settings)).items.map((item) => [item.notification_id, item.count])).toEqual([
      ['a', 2],
      ['other', 1],
    ]);
  });

  it('ends when the entry is read or archived, and takes only the kinds that are asked for', () => {
    const { inbox, settings } = rooms();
    addNotification(inbox, notification('a', 1));
    const found = (kinds?: readonly Notification['kind'][]) =>
      foldable(inbox, readMarks(settings), 'task:home/task', kinds)?.notification_id ?? null;
    expect(found()).toBe('a');
    expect(found(['mention'])).toBeNull();
    expect(found(['mention', 'status'])).toBe('a');
    markRead(settings, { notification_id: 'a', time: 1 });
    expect(found()).toBeNull();
    markRead(settings, { notification_id: 'a', time: 1 }, false);
    markArchived(settings, { notification_id: 'a', time: 1 });
    expect(found()).toBeNull();
    addNotification(inbox, notification('b', 2));
    expect(found()).toBe('b');
  });

  it('is new again even where the mark comes at the same time, whatever the clocks say', () => {
    const { inbox, settings, unread } = rooms();
    const entry = notification('a', 100);
    addNotification(inbox, entry);
    // The reader saw the first; meanwhile the server, whose clock was set back, folds in another.
    addNotification(inbox, fold(entry, notification('b', 40)));
    markRead(settings, entry);
    expect(unread()).toEqual(['a']);
    markRead(settings, { notification_id: 'a', time: 101 });
    expect(unread()).toEqual([]);
    // A slower tab marks what it saw before: what was read stays read.
    markRead(settings, entry);
    expect(unread()).toEqual([]);
  });

  it('names at most twenty people', () => {
    let entry = notification('a', 1);
    for (let index = 0; index < 50; index++) entry = fold(entry, notification('b', 2 + index, { actors: [`usr_${index}`] }));
    expect(entry.count).toBe(51);
    expect(entry.actors).toHaveLength(20);
    expect(entry.actors.at(-1)).toBe('usr_49');
  });
});

describe('pruning', () => {
  const DAY = 86_400_000;

  it('takes away read ones after 90 days and unread ones after a year', () => {
    const { inbox, settings, all } = rooms();
    const now = 1_000 * DAY;
    for (const [id, age] of [
      ['old', 366],
      ['unread', 364],
      ['read', 91],
      ['seen', 89],
    ] as const) {
      const entry = notification(id, now - age * DAY);
      addNotification(inbox, entry);
      if (id === 'read' || id === 'seen') markRead(settings, entry);
    }
    expect([...pruneInbox(inbox, readMarks(settings), { now, limits: LIMITS })].sort()).toEqual(['old', 'read']);
    expect(all()).toEqual(['seen', 'unread']);
    expect(pruneInbox(inbox, readMarks(settings), { now, limits: LIMITS })).toEqual([]);
  });

  it('above the cap takes the oldest, read and archived ones first', () => {
    const { inbox, settings, all } = rooms();
    for (let time = 1; time <= 8; time++) addNotification(inbox, notification(`n${time}`, time));
    markRead(settings, { notification_id: 'n7', time: 7 });
    markArchived(settings, { notification_id: 'n5', time: 5 });
    pruneInbox(inbox, readMarks(settings), { now: 10, limits: { ...LIMITS, inboxEntries: 5 } });
    expect(all()).toEqual(['n8', 'n6', 'n4', 'n3', 'n2']);
  });

  it('takes the marks of what is gone', () => {
    const { inbox, settings } = rooms();
    addNotification(inbox, notification('a', 1));
    for (const id of ['a', 'gone']) {
      markRead(settings, { notification_id: id, time: 1 });
      markArchived(settings, { notification_id: id, time: 1 });
    }
    pruneMarks(settings, notificationIds(inbox));
    const { read, archived } = readMarks(settings);
    expect([[...read.keys()], [...archived.keys()]]).toEqual([['a'], ['a']]);
  });
});

describe('settings', () => {
  it('mute sources and let them speak again', () => {
    const { settings } = rooms();
    setMuted(settings, 'task:home/task', true);
    setMuted(settings, 'kind:role', true);
    expect(readSettings(settings)).toEqual({ muted: ['kind:role', 'task:home/task'] });
    setMuted(settings, 'task:home/task', false);
    expect(readSettings(settings)).toEqual({ muted: ['kind:role'] });
    expect(() => setMuted(settings, '', true)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    expect(() => setMuted(settings, 'x'.repeat(301), true)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });

  it('mute no more than a thousand', () => {
    const { settings } = rooms();
    settings.transact(() => {
      for (let index = 0; index < 1_000; index++) settings.getMap('settings').set(`mute/project:p${index}`, true);
    });
    expect(() => setMuted(settings, 'project:more', true)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    setMuted(settings, 'project:p7', true);
    setMuted(settings, 'project:p7', false);
    setMuted(settings, 'project:more', true);
    expect(readSettings(settings).muted).toHaveLength(1_000);
  });
});

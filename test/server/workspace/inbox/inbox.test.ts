import { expect, it } from 'vitest';
import * as Y from 'yjs';
import type { NotificationDraft } from '../../../../server/workspace/inbox/notifications.ts';
import { createSweep, type Sweep } from '../../../../server/workspace/inbox/sweep.ts';
import { markArchived, markRead, readMarks } from '../../../../shared/model/inbox-settings.ts';
import { inboxRoom, settingsRoom } from '../../../../shared/rooms.ts';
import { eventually } from '../../../support/eventually.ts';
import { type Followed, followed } from '../../../support/followed.ts';

const DAY = 86_400_000;

function draft(patch: Partial<NotificationDraft> = {}): NotificationDraft {
  const about = { project_id: 'demo', task_id: 'task_1', item: 'task:demo/task_1' };
  return { user: 'ada', actor: 'bob', kind: 'status', title: 'Paint it', message: 'Bob moved it', time: 1_000, ...about, ...patch };
}

/** Commits notifications as those do who cause them. */
async function notify(house: Followed, ...drafts: readonly NotificationDraft[]): Promise<readonly unknown[]> {
  const { rooms, events, inbox } = house.parts;
  const prepared = await inbox.prepare(drafts);
  await rooms.commit({ edits: prepared.edits, records: () => events.record(prepared.events).records });
  return prepared.events.map(({ data }) => data.notification_id);
}

function sweepOf(house: Followed): Sweep {
  const { rooms, journal } = house.parts;
  return createSweep({ rooms, store: journal, limits: house.limits, time: house.time, log: house.log });
}

it('folds what happens to one thing until it is read, and then begins anew', async () => {
  const house = await followed();
  const ids = [...(await notify(house, draft())), ...(await notify(house, draft({ actor: 'cy', message: 'Cy moved it', time: 2_000 })))];
  const [entry, ...others] = await house.inbox('ada');
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ count: 2, actors: ['bob', 'cy'], message: 'Cy moved it', time: 2_000, read: false });
  expect(ids).toEqual([entry?.notification_id, entry?.notification_id]);
  await house.parts.notifications.mark('ada', entry?.notification_id ?? '', { read: true });
  await notify(house, draft({ time: 3_000 }));
  expect((await house.inbox('ada')).map(({ count, read }) => [count, read])).toEqual([
    [1, false],
    [2, true],
  ]);
});

it('leaves unread what was folded in while the entry was being read', async () => {
  const house = await followed();
  await notify(house, draft());
  const [seen] = await house.inbox('ada');
  if (seen === undefined) throw new Error('There is no entry.');
  // Prepared before the mark is there, committed after it: at the same time of the clock, too.
  const late = await house.parts.inbox.prepare([draft({ time: seen.time })]);
  await house.edit('ada', settingsRoom('ada'), (doc) => markRead(doc, seen));
  await house.parts.rooms.commit({ edits: late.edits });
  expect(await house.inbox('ada')).toMatchObject([{ notification_id: seen.notification_id, count: 2, read: false }]);
});

it('folds several for one person in one change, and different kinds apart', async () => {
  const house = await followed();
  await notify(house, draft(), draft({ time: 1_001 }), draft({ kind: 'mention' }), draft({ item: 'task:demo/task_2', task_id: 'task_2' }));
  expect((await house.inbox('ada')).map(({ kind, count }) => [kind, count]).sort()).toEqual([
    ['mention', 1],
    ['status', 1],
    ['status', 2],
  ]);
});

it('does not fold into what was archived', async () => {
  const house = await followed();
  await notify(house, draft());
  const [entry] = await house.inbox('ada');
  if (entry !== undefined) await house.edit('ada', settingsRoom('ada'), (doc) => markArchived(doc, entry));
  await notify(house, draft({ time: 5_000 }));
  expect(await house.inbox('ada')).toHaveLength(2);
});

it('tells nobody of their own doing, of what they muted, or who can not be a user', async () => {
  const house = await followed();
  await notify(house, draft({ actor: 'ada' }), draft({ user: '#server' }), draft({ user: 'a/b' }));
  expect(await house.inbox('ada')).toEqual([]);
  const { notifications, journal } = house.parts;
  for (const source of ['kind:status', 'project:demo', 'task:demo/task_1', 'document:demo/doc_1']) {
    expect(await notifications.mute('ada', source, true)).toEqual({ muted: [source] });
    await notify(house, source.startsWith('document') ? draft({ document_id: 'doc_1' }) : draft());
    expect(await house.inbox('ada')).toEqual([]);
    expect(await notifications.mute('ada', source, false)).toEqual({ muted: [] });
  }
  expect(await journal.head(inboxRoom('#server'))).toBe(0);
  await notify(house, draft());
  expect(await house.inbox('ada')).toHaveLength(1);
});

it('sends a system notification with its event, to people who were never here too', async () => {
  const house = await followed();
  const told: unknown[] = [];
  house.parts.events.on('system_notification', ({ data, user_id, room_id }) => told.push([data, user_id, room_id]));
  await house.parts.notifications.send('zoe', 'Backup done', 'All is well.', 'success');
  const [entry] = await house.inbox('zoe');
  expect(entry).toMatchObject({ kind: 'system', level: 'success', title: 'Backup done', message: 'All is well.', actors: [], count: 1 });
  const data = { notification_id: entry?.notification_id, user_id: 'zoe', level: 'success', title: 'Backup done', message: 'All is well.' };
  expect(told).toEqual([[expect.objectContaining(data), null, inboxRoom('zoe')]]);
  await house.parts.notifications.send('zoe', 'Backup done', 'All is well.', 'success');
  expect(await house.inbox('zoe')).toHaveLength(2);
});

it('refuses to send what can not be sent', async () => {
  const { notifications } = (await followed()).parts;
  await expect(notifications.send('a/b', 'x', 'y', 'info')).rejects.toMatchObject({ code: 'user.id' });
  await expect(notifications.send('zoe', '', 'y', 'info')).rejects.toMatchObject({ code: 'request.invalid', faults: [{ field: 'title' }] });
  // As a caller without types may.
  const level = JSON.parse('"loud"');
  await expect(notifications.send('zoe', 'x', 'y', level)).rejects.toMatchObject({ code: 'request.invalid', faults: [{ field: 'level' }] });
});

it('lists by tab and page, and counts what is unread', async () => {
  const house = await followed();
  const { notifications } = house.parts;
  for (let at = 1; at <= 5; at++) await notify(house, draft({ item: `task:demo/task_${at}`, title: `Task ${at}`, time: at }));
  const first = await notifications.list('ada', { tab: 'all', limit: 2 });
  expect(first.items.map(({ title }) => title)).toEqual(['Task 5', 'Task 4']);
  expect(first.unread).toBe(5);
  await notify(house, draft({ item: 'task:demo/task_6', title: 'Task 6', time: 6 }));
  const second = await notifications.list('ada', { tab: 'all', limit: 2, after: first.next ?? '' });
  expect(second.items.map(({ title }) => title)).toEqual(['Task 3', 'Task 2']);
  const third = await notifications.list('ada', { tab: 'all', limit: 2, after: second.next ?? '' });
  expect(third.items.map(({ title }) => title)).toEqual(['Task 1']);
  expect(third.next).toBeNull();
  const [newest, next] = (await house.inbox('ada')).map(({ notification_id }) => notification_id);
  expect(await notifications.mark('ada', newest ?? '', { archived: true })).toMatchObject({ archived: true, read: false });
  expect(await notifications.mark('ada', next ?? '', { read: true })).toMatchObject({ archived: false, read: true });
  const titles = async (tab: 'all' | 'unread' | 'archived'): Promise<unknown> => {
    const { items, unread } = await notifications.list('ada', { tab, limit: 10 });
    return [unread, ...items.map(({ title }) => title)];
  };
  expect(await titles('archived')).toEqual([4, 'Task 6']);
  expect(await titles('unread')).toEqual([4, 'Task 4', 'Task 3', 'Task 2', 'Task 1']);
  expect(await titles('all')).toEqual([4, 'Task 5', 'Task 4', 'Task 3', 'Task 2', 'Task 1']);
  await notifications.readAll('ada');
  expect(await titles('unread')).toEqual([0]);
  expect(await notifications.mark('ada', next ?? '', { read: false })).toMatchObject({ read: false });
  expect(await titles('unread')).toEqual([1, 'Task 5']);
  await expect(notifications.mark('ada', 'ntf_0', { read: true })).rejects.toMatchObject({ code: 'notification.unknown' });
  await expect(notifications.list('ada', { tab: 'all', limit: 2, after: 'no page' })).rejects.toMatchObject({ code: 'request.invalid' });
  const { history } = house.parts.journal;
  for await (const { author } of history.call(house.parts.journal, settingsRoom('ada'), 0)) expect(author).toBe('ada');
});

it('stays small and right over ten thousand notifications', { timeout: 120_000 }, async () => {
  const house = await followed();
  const { rooms, notifications, journal } = house.parts;
  const batch = 100;
  for (let at = 0; at < 10_000; at += batch) {
    const drafts = Array.from({ length: batch }, (_, index) =>
      draft({ item: `task:demo/task_${at + index}`, title: `${at + index}`, time: at + index }),
    );
    await notify(house, ...drafts);
  }
  const { items, unread } = await notifications.list('ada', { tab: 'all', limit: 1_000 });
  expect([items.length, unread, items[0]?.title]).toEqual([house.limits.inboxEntries, house.limits.inboxEntries, '9999']);
  // What a join is sent: two hundred entries take some 40 KB, and ten thousand that are gone must not take much more.
  const bytes = await rooms.read(inboxRoom('ada'), (doc) => Y.encodeStateAsUpdate(doc).length);
  expect(bytes).toBeLessThan(100_000);
  expect(await journal.head(inboxRoom('ada'))).toBe(10_000 / batch);
  for (const { notification_id } of items.slice(-50)) await notifications.mark('ada', notification_id, { read: true });
  await notify(
    house,
    ...Array.from({ length: 60 }, (_, index) => draft({ item: `task:demo/new_${index}`, title: `new ${index}`, time: 20_000 + index })),
  );
  const after = await notifications.list('ada', { tab: 'all', limit: 1_000 });
  // Those that were read went first, then ten of the oldest.
  expect([after.items.length, after.unread, after.items.at(-1)?.title]).toEqual([200, 200, '9860']);
});

it('takes away what has expired, with its marks, where nothing comes in any more', async () => {
  const house = await followed();
  const { notifications, rooms } = house.parts;
  const now = house.time.now();
  const ages = [91, 89, 366, 364];
  for (const age of ages) await notify(house, draft({ item: `task:demo/task_${age}`, title: `${age}`, time: now - age * DAY }));
  await notify(house, draft({ user: 'bob', actor: 'ada', time: now }));
  for (const entry of await house.inbox('ada')) {
    if (entry.title === '91' || entry.title === '89') await notifications.mark('ada', entry.notification_id, { read: true });
  }
  const head = await house.parts.journal.head(inboxRoom('bob'));
  const sweep = sweepOf(house);
  await sweep.run();
  expect((await house.inbox('ada')).map(({ title }) => title)).toEqual(['89', '364']);
  expect((await rooms.read(settingsRoom('ada'), readMarks)).read.size).toBe(1);
  expect(await house.parts.journal.head(inboxRoom('bob'))).toBe(head);
  sweep.stop();
});

it('sweeps now and then by itself, until it is stopped', async () => {
  const house = await followed();
  const expired = (): Promise<unknown> => notify(house, draft({ time: house.time.now() - 366 * DAY }));
  await expired();
  const sweep = sweepOf(house);
  house.time.jump(60_000);
  await eventually('the inbox is swept soon after the start', async () => (await house.inbox('ada')).length === 0);
  // The sweep rests after each inbox.
  house.time.jump(1_000);
  await expired();
  house.time.jump(house.limits.expirySweep);
  await eventually('the inbox is swept again', async () => (await house.inbox('ada')).length === 0);
  sweep.stop();
});

it('tells the newest of a flood in one change', async () => {
  const house = await followed();
  const drafts = Array.from({ length: 3_000 }, (_, index) =>
    draft({ item: `task:demo/t${index}`, task_id: `t${index}`, time: 1_000 + index }),
  );
  const ids = await notify(house, ...drafts, draft({ user: 'cy' }));
  const inbox = await house.inbox('ada');
  expect([ids.length, inbox.length]).toEqual([1_001, house.limits.inboxEntries]);
  expect([inbox[0]?.task_id, inbox.at(-1)?.task_id]).toEqual(['t2999', 't2800']);
  expect(await house.inbox('cy')).toHaveLength(1);
});

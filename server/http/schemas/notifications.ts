import { z } from 'zod';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { NOTIFICATION_FACTS, NOTIFICATION_KINDS, NOTIFICATION_LEVELS } from '../../../shared/model/records.ts';
import { id, paging, time } from './common.ts';
import { named } from './named.ts';

export const Notification = named(
  'Notification',
  z.object({
    notification_id: z.string(),
    kind: z.enum(NOTIFICATION_KINDS),
    level: z.enum(NOTIFICATION_LEVELS),
    item: z.string().describe('What it is about: events about one item are one notification until it is read.'),
    title: z.string(),
    message: z.string(),
    time: time('When the newest of them happened.'),
    count: z.number().int().describe('How many events it stands for.'),
    actors: z.array(z.string()).describe('Ids of the users who caused it, newest last.'),
    facts: z
      .partialRecord(z.enum(NOTIFICATION_FACTS), z.string())
      .describe('What the message says, in pieces, to say it in other words. Without `name` the message is all there is.'),
    project_id: z.string().nullable(),
    task_id: z.string().nullable(),
    document_id: z.string().nullable(),
    thread_id: z.string().nullable(),
    read: z.boolean(),
    archived: z.boolean(),
  }),
);

export const NotificationQuery = z.object({
  ...paging,
  tab: z.enum(['all', 'unread', 'archived']).default('all').describe('`all`: those that are not archived.'),
});

export const NotificationList = z.object({
  items: z.array(Notification).describe('Newest first.'),
  unread: z.number().int().describe('How many of the whole inbox are unread.'),
  next: z.string().nullable().describe('For `after`, or null on the last page.'),
});

export const NotificationPath = z.object({ notification_id: id('The notification.') });

export const NotificationPatch = z
  .strictObject({ read: z.boolean().optional(), archived: z.boolean().optional() })
  .refine((patch) => patch.read !== undefined || patch.archived !== undefined, 'Give read or archived.');

const source = z
  .string()
  .min(1)
  .max(BOUNDS.source)
  .describe('`project:<id>`, `task:<project>/<task>`, `document:<project>/<document>` or `kind:<kind>`.');

export const InboxSettings = named('InboxSettings', z.object({ muted: z.array(source).describe('Sources that make no notifications.') }));

export const InboxSettingsPut = z.strictObject({
  muted: z.array(source).max(BOUNDS.muted).describe('All that are to be muted: others are not any more.'),
});

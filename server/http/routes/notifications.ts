import type { Notifications } from '../../workspace/inbox/notifications.ts';
import { given } from '../given.ts';
import { type Api, route } from '../route.ts';
import {
  InboxSettings,
  InboxSettingsPut,
  Notification,
  NotificationList,
  NotificationPatch,
  NotificationPath,
  NotificationQuery,
} from '../schemas/notifications.ts';

const tag = 'Notifications';

/** One's own inbox. */
export function addNotificationRoutes(api: Api, notifications: Notifications): void {
  route(api, {
    method: 'GET',
    path: '/notifications',
    may: 'user',
    tag,
    summary: 'My inbox',
    query: NotificationQuery,
    answer: NotificationList,
    handler: async ({ identity, query }) => notifications.list(identity.userId, given(query)),
  });

  route(api, {
    method: 'PATCH',
    path: '/notifications/:notification_id',
    may: 'user',
    tag,
    summary: 'Mark a notification as read or unread, archive it or take it back',
    params: NotificationPath,
    body: NotificationPatch,
    answer: Notification,
    problems: ['notification.unknown', 'store.failing'],
    handler: async ({ identity, params, body }) => notifications.mark(identity.userId, params.notification_id, given(body)),
  });

  route(api, {
    method: 'POST',
    path: '/notifications/read-all',
    may: 'user',
    tag,
    summary: 'Mark all as read',
    problems: ['store.failing'],
    handler: async ({ identity }) => {
      await notifications.readAll(identity.userId);
      return undefined;
    },
  });

  route(api, {
    method: 'GET',
    path: '/notifications/settings',
    may: 'user',
    tag,
    summary: 'What I have muted',
    answer: InboxSettings,
    handler: async ({ identity }) => notifications.settings(identity.userId),
  });

  route(api, {
    method: 'PUT',
    path: '/notifications/settings',
    may: 'user',
    tag,
    summary: 'Mute these sources, and no others',
    body: InboxSettingsPut,
    answer: InboxSettings,
    problems: ['store.failing'],
    handler: async ({ identity: { userId }, body }) => {
      const wanted = new Set(body.muted);
      let settings = await notifications.settings(userId);
      const before = new Set(settings.muted);
      for (const source of before) if (!wanted.has(source)) settings = await notifications.mute(userId, source, false);
      for (const source of wanted) if (!before.has(source)) settings = await notifications.mute(userId, source, true);
      return settings;
    },
  });
}

import { z } from 'zod';
import { EVENT_TYPES } from '../../../shared/events.ts';
import { id, ProjectPath, time } from './common.ts';
import { named } from './named.ts';

const EventType = z.enum(EVENT_TYPES);

const WANTED =
  'Which events it gets; empty: all but those about who is here (`connect`, `disconnect`, `user_online`, `user_offline`), which must be named. ' +
  '`system_notification` is told to whom it is for alone, at `/api/events`.';

export const Event = named(
  'Event',
  z.object({
    type: EventType,
    data: z.record(z.string(), z.unknown()),
    timestamp: z.string().describe('ISO 8601, UTC.'),
    message_id: z.string().describe('The same for the same event wherever it is told.'),
    user_id: z.string().nullable().describe('Who did it, verified; null for the system.'),
    room_id: z.string(),
  }),
);

export const StreamQuery = z.object({
  last_event_id: z
    .string()
    .max(200)
    .optional()
    .describe('The id of the last event that was received: what came since is told first. The header `Last-Event-ID` wins.'),
  token: z.string().optional().describe('An access token, for an EventSource, which sends no headers.'),
});

export const Webhook = named(
  'Webhook',
  z.object({
    webhook_id: z.string(),
    project_id: z.string(),
    url: z.string(),
    types: z.array(EventType).describe(WANTED),
    created_at: time('When it was made.'),
    last: z
      .object({ time: z.number(), status: z.number().int().nullable(), error: z.string().nullable() })
      .nullable()
      .describe('How the last attempt since the start of the server went.'),
    waiting: z.number().int().describe('Events that wait to be delivered.'),
    dropped: z.number().int().describe('Events that were given up.'),
  }),
);

export const WebhookDraft = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .describe('Where events are sent to, by POST.'),
  types: z.array(EventType).max(EVENT_TYPES.length).default([]).describe(WANTED),
});

export const NewWebhook = z.object({
  webhook: Webhook,
  secret: z.string().describe('Signs what is sent: `Weft-Signature: t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`. Shown once.'),
});

export const WebhookPath = ProjectPath.extend({ webhook_id: id('The webhook.') });

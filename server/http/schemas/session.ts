import { z } from 'zod';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { Color, line, time } from './common.ts';
import { named } from './named.ts';

export const User = named(
  'User',
  z.object({
    user_id: z.string(),
    username: z.string(),
    color: z.string().nullable().describe('As CSS writes it, or null for none chosen.'),
    expires_at: z.number().nullable().describe('When this sign-in ends, in milliseconds since 1970, or null.'),
  }),
);

export const Session = named(
  'Session',
  z
    .object({
      mode: z
        .enum(['open', 'accounts', 'jwt', 'custom'])
        .describe('How people sign in here. `accounts`: by POST to this address; `open`: nobody needs to.'),
      user: User.nullable().describe('Who is asking; null for nobody that is known.'),
    })
    .describe('Who is asking.'),
);

export const SessionBegin = z.strictObject({ username: line('The name that others see.', BOUNDS.name) });

export const SessionPatch = z
  .strictObject({ username: line('The name that others see.', BOUNDS.name).optional(), color: Color.optional() })
  .refine((patch) => patch.username !== undefined || patch.color !== undefined, 'Give a username or a color.');

export const Ticket = z.object({ ticket: z.string().describe('For `?token=` of one socket, within 30 seconds.') });

export const Recovery = z.object({
  secret: z.string().describe('Good once: POST it to `/api/session/recover` on the other device.'),
  expires_at: time('Until when it is good.'),
});

export const SecretBody = z.strictObject({ secret: z.string().min(1).max(200) });

export const Device = named(
  'Device',
  z.object({
    session_id: z.string(),
    kind: z.enum(['device', 'token']).describe('`token`: an access token for a program.'),
    label: z.string(),
    created_at: time('When it was made.'),
    used_at: time('When it was used last, to about a day.'),
    current: z.boolean().describe('Whether this request came by it.'),
  }),
);

export const TokenDraft = z.strictObject({ label: line('What it is for.', BOUNDS.name) });

export const NewToken = z.object({
  token: z.string().describe('For `Authorization: Bearer` and `?token=` of sockets. Shown once.'),
  session: Device,
});

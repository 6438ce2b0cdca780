import { z } from 'zod';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { id, line, RoleName, time } from './common.ts';
import { named } from './named.ts';

export const Project = named(
  'Project',
  z.object({
    project_id: z.string(),
    name: z.string(),
    created_at: time('When it was made.'),
    role: RoleName.describe('Your own role in it.'),
  }),
);

export const ProjectDraft = z.strictObject({
  name: line('What it is called.', BOUNDS.name),
  project_id: id('An id of your own; else one is drawn.').optional(),
});

export const ProjectPatch = z.strictObject({ name: line('What it is called.', BOUNDS.name) });

export const Member = named(
  'Member',
  z.object({
    user_id: z.string(),
    username: z.string(),
    color: z.string(),
    role: RoleName,
    since: time('When they became one.'),
  }),
);

export const MemberPut = z.strictObject({ role: RoleName });

export const Invite = named(
  'Invite',
  z.object({
    invite_id: z.string(),
    project_id: z.string(),
    role: RoleName.describe('What whoever accepts it becomes.'),
    created_by: z.string(),
    created_at: time('When it was made.'),
    expires_at: time('Until when it is good.'),
    uses_max: z.number().int().nullable().describe('How often it may be used; null: as often as people like.'),
    uses: z.number().int(),
    revoked: z.boolean().describe('Whether it was taken back.'),
  }),
);

export const NewInvite = z.object({ invite: Invite, secret: z.string().describe('Whoever has it may come in. Shown once.') });

/** ms: a year. An invite that never ends is one that nobody remembers. */
const LONGEST_INVITE = 365 * 86_400_000;

export const InviteDraft = z.strictObject({
  role: RoleName,
  lifetime: z
    .number()
    .int()
    .min(1_000)
    .max(LONGEST_INVITE)
    .optional()
    .describe('Milliseconds that it is good for; a week when it is not said.'),
  uses_max: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .optional()
    .describe('How often it may be used; null or absent: as often as people like.'),
});

export const InviteLook = z.object({
  project_id: z.string(),
  name: z.string().describe('What the project is called.'),
  role: RoleName,
  expires_at: time('Until when it is good.'),
});

export const OnlineUser = named(
  'OnlineUser',
  z.object({
    user_id: z.string(),
    username: z.string(),
    color: z.string().nullable(),
    status: z.enum(['online', 'away', 'busy']),
    rooms: z.array(z.string()).describe("Which of the project's rooms they are in."),
  }),
);

export const ActivityLine = named(
  'Activity',
  z.object({
    id: z.string(),
    type: z.string(),
    user_id: z.string().nullable().describe('Who did it, verified; null for the system.'),
    time: time('When it happened.'),
    data: z.record(z.string(), z.unknown()).describe('What it is about.'),
  }),
);

import { z } from 'zod';
import { ROLES } from '../../../shared/access.ts';
import { PROBLEMS, type ProblemCode } from '../../../shared/problems.ts';
import { isId } from '../../../shared/rooms.ts';
import { COLOR } from '../../access/account-fields.ts';
import { named } from './named.ts';

/** Entries of one page of a list, and how many a caller gets who doesn't say. */
const PAGE_MAX = 200;
const PAGE_USUAL = 50;
/** Characters of a place in a list: two ids and two keys of orders, none of them ASCII, as JSON in base64. */
const PLACE = 4_000;

export const id = (what: string) =>
  z
    .string()
    .refine(isId, 'It is no possible id: 1–128 characters, without slashes and control characters, not beginning with #.')
    .describe(what);

/** A name or title. */
export const line = (what: string, longest: number) => z.string().trim().min(1).max(longest).describe(what);

export const time = (what: string) => z.number().describe(`${what} Milliseconds since 1970.`);

export const RoleName = z.enum(ROLES).describe('From most to least: owner, editor, commenter, viewer.');

export const Color = z
  .string()
  .regex(COLOR, 'It must be a colour like #3366cc or hsl(210 65% 42%).')
  .describe('As CSS writes it: #rgb, #rrggbb or hsl(210 65% 42%), of which the hue is taken.');

export const ProjectPath = z.object({ project_id: id('The project.') });

/** A page of a list is asked for with these. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_USUAL).describe('How many at most.'),
  after: z.string().max(PLACE).optional().describe('`next` of the page before.'),
};

/** A list that is told as a whole. */
export const listOf = <T extends z.ZodType>(items: T) =>
  z.object({ items: z.array(items), next: z.null().describe('This list has no pages.') });

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(items: T) =>
  z.object({ items: z.array(items), next: z.string().nullable().describe('For `after`, or null on the last page.') });

/** `?flag`, `?flag=true`, `?flag=false`. */
export const flag = (what: string) =>
  z
    .enum(['', 'true', 'false'])
    .default('false')
    .transform((value) => value !== 'false')
    .describe(what);

export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{16,255}$/, 'It must have 16 to 255 visible ASCII characters, like a UUID.')
  .optional()
  .describe(
    'A random key, like a UUID, of your own for each creation: sent again within a day, the answer is the first one. Its `Idempotency-Replayed` is true.',
  );

export const ProblemBody = named(
  'Problem',
  z
    .object({
      type: z.string().describe('`urn:weft:problem:` and the code.'),
      title: z.string().describe('The same for all problems of this code.'),
      status: z.number().int(),
      detail: z.string().describe('What happened, why, and what to do. For developers.'),
      code: z.string().describe('What programs decide by.'),
      errors: z
        .array(z.object({ field: z.string().describe('A path like `body.title`.'), message: z.string() }))
        .optional()
        .describe('What is wrong with which field.'),
      limit: z.number().int().optional().describe('The bound that was passed, as of the bytes of a file.'),
    })
    .describe('Why a request is not done, as in RFC 9457.'),
);

/** One response for each status that these problems have; which codes it may carry is in its description. */
export function problemsOf(codes: readonly ProblemCode[]): Record<number, object> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes)) {
    const [status] = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries([...byStatus].sort(([a], [b]) => a - b).map(([status, of]) => [status, responseOf(of)]));
}

function responseOf(codes: readonly ProblemCode[]): object {
  const description = codes.map((code) => `\`${code}\`: ${PROBLEMS[code][1]}.`).join(' ');
  return { description, content: { 'application/problem+json': { schema: ProblemBody } } };
}

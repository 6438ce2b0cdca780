import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { ROLES, type Role } from '../../shared/access.ts';
import { isId } from '../../shared/rooms.ts';
import { cleanName, isColor } from './account-fields.ts';

/** Which claims say what: for issuers that name them differently. */
export interface ClaimNames {
  /** `sub` */
  readonly userId?: string;
  /** `name` */
  readonly name?: string;
  /** `color` */
  readonly color?: string;
  /** `projects`: `{ "<project>": "<role>" }` or `[{ "id": "<project>", "role": "<role>" }]` */
  readonly projects?: string;
}

/** What a token's claims say. */
export interface Claims {
  /** Not checked yet: may be no possible id. */
  readonly userId: string;
  readonly name: string;
  readonly color: string | null;
  /** ms since 1970. */
  readonly expiresAt: number;
  /** Null without such a claim. */
  readonly roles: ReadonlyMap<string, Role> | null;
}

const PROJECT = z.string().refine(isId, { error: 'not a possible project id' });
const ROLE = z.enum(ROLES);
const ROLES_CLAIM = z
  .union([
    z.record(PROJECT, ROLE).transform((roles) => new Map(Object.entries(roles))),
    z.array(z.object({ id: PROJECT, role: ROLE })).transform((list) => new Map(list.map(({ id, role }) => [id, role]))),
  ])
  .nullish();

const TEXT = z.string();
const OPTIONAL_TEXT = z.string().nullish();
const EXPIRY = z.number();

/** Reads the claims of a verified token. Answers a sentence about what is wrong with them, without their values. */
export function readClaims(payload: JWTPayload, names: ClaimNames): Claims | string {
  const { userId: idClaim = 'sub', name: nameClaim = 'name', color: colorClaim = 'color', projects: projectsClaim = 'projects' } = names;
  const userId = TEXT.safeParse(payload[idClaim]);
  if (!userId.success) return wrong(idClaim);
  const expiry = EXPIRY.safeParse(payload.exp);
  if (!expiry.success) return wrong('exp');
  const name = OPTIONAL_TEXT.safeParse(payload[nameClaim]);
  if (!name.success) return wrong(nameClaim);
  const color = OPTIONAL_TEXT.safeParse(payload[colorClaim]);
  if (!color.success) return wrong(colorClaim);
  const roles = ROLES_CLAIM.safeParse(payload[projectsClaim]);
  if (!roles.success) return wrong(projectsClaim);
  return {
    userId: userId.data,
    name: cleanName(name.data ?? '') || userId.data,
    color: isColor(color.data ?? '') ? (color.data ?? null) : null,
    expiresAt: expiry.data * 1000,
    roles: roles.data ?? null,
  };
}

function wrong(claim: string): string {
  return `the claim '${claim}' is not as it must be`;
}

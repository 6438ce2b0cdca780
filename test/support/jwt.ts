import { SignJWT } from 'jose';

/** What the tokens of `tokenFor` are signed with. */
export const JWT_SECRET = 'a secret of thirty-two bytes or more';

/**
 * A token as an application of one's own makes it.
 * @param projects roles by project id
 * @param lasts seconds
 */
export function tokenFor(sub: string, projects: Readonly<Record<string, string>>, lasts = 3_600): Promise<string> {
  return new SignJWT({ sub, name: sub.toUpperCase(), projects })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(Math.floor(Date.now() / 1_000) + lasts)
    .sign(new TextEncoder().encode(JWT_SECRET));
}

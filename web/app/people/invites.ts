import type { Invite } from '../../client/api.ts';

const DAY = 86_400_000;

/** How long a new invite may be good, ms. */
export const LIVES = { day: DAY, week: 7 * DAY, month: 30 * DAY } as const;

/** Names of those times. */
export type Life = keyof typeof LIVES;

/** Whether an invite still lets people in. */
export function isOpen({ revoked, expires_at, uses, uses_max }: Invite, now: number): boolean {
  return !revoked && expires_at > now && (uses_max === null || uses < uses_max);
}

/** The address that lets people in. The secret stands behind the #, which browsers send to nobody. */
export function inviteLink(secret: string): string {
  return `${location.origin}/invite#${secret}`;
}

/** Until when an invite is good, as people say it: the hour too where that is soon. */
export function untilWhen(time: number, now: number, language: string): string {
  const soon = time - now < 2 * DAY;
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', ...(soon && { hour: 'numeric', minute: '2-digit' }) }).format(
    time,
  );
}

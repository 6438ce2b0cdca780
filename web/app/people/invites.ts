import type { Invite } from '../../client/api.ts';

const DAY = 86_400_000;

/** How long a new invite may be good, ms. */
export const LIVES = { day: DAY, week: 7 * DAY, month: 30 * DAY } as const;

export type Life = keyof typeof LIVES;

/** Whether an invite still lets people in. */
export function isOpen({ revoked, expires_at, uses, uses_max }: Invite, now: number): boolean {
  return !revoked && expires_at > now && (uses_max === null || uses < uses_max);
}

/** The address that lets people in. The secret stands behind the #, which browsers send to nobody. */
export function inviteLink(secret: string): string {
  return `${location.origin}/invite#${secret}`;
}

/** A day and its hour, as people say it. */
export function dayAndHour(time: number, language: string): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' }).format(time);
}

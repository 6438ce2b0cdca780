import { isIPv6 } from 'node:net';
import type { Time } from '../../shared/time.ts';

/** ms: limits are a number of requests in this time, and as many may come at once. */
const MINUTE = 60_000;

/** Counts requests by who makes them. */
export interface RateLimit {
  /** Takes one request of `key`. Returns 0, or in how many ms there is room for one. */
  take(key: string): number;
  stop(): void;
}

/**
 * Lets each key make `perMinute` requests a minute: a bucket that empties steadily, kept as the one moment at which it will be empty.
 * Who keeps asking when it is full isn't punished for it.
 */
export function createRateLimit({ perMinute, time }: { readonly perMinute: number; readonly time: Time }): RateLimit {
  const each = MINUTE / perMinute;
  const emptyAt = new Map<string, number>();
  const stop = time.every(MINUTE, () => {
    const now = time.monotonic();
    for (const [key, at] of emptyAt) if (at <= now) emptyAt.delete(key);
  });
  return {
    take: (key) => {
      const now = time.monotonic();
      const next = Math.max(now, emptyAt.get(key) ?? 0) + each;
      // Sums of fractions: a bucket that is exactly full counts as full.
      const wait = next - now - MINUTE;
      // None at all a minute is no time that anybody could wait.
      if (wait > 0.001) return Math.min(wait, MINUTE);
      emptyAt.set(key, next);
      return 0;
    },
    stop,
  };
}

/** What an address counts as: of IPv6 the first 64 bits, since anybody who has one has all that begin so. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [left = [], right = []] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  // A dotted end stands for two groups.
  const zeros = Math.max(0, 8 - left.length - right.length - (address.includes('.') ? 1 : 0));
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

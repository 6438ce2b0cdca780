import type { Random } from '../../shared/time.ts';

/**
 * ms. The window of the first attempt. A server that restarts loses all its clients in one instant: spread over two
 * seconds they don't come back as one wave.
 */
const FIRST_WINDOW = 2000;

export interface BackoffOptions {
  /** ms. The longest wait between two attempts. */
  readonly longest: number;
  /** Attempts without success after which `next` gives up; 0 = never. */
  readonly maxAttempts: number;
  readonly random: Random;
}

/** How long to wait before the next attempt: anywhere in a window that doubles ("full jitter"). */
export interface Backoff {
  /** ms to wait before the next attempt, or null when there have been enough. */
  next(): number | null;
  /** An attempt succeeded, or a person asked: start over. */
  reset(): void;
}

export function createBackoff({ longest, maxAttempts, random }: BackoffOptions): Backoff {
  let attempts = 0;
  return {
    next: () => {
      if (maxAttempts > 0 && attempts >= maxAttempts) return null;
      const window = Math.min(longest, FIRST_WINDOW * 2 ** attempts);
      attempts++;
      return random() * window;
    },
    reset: () => {
      attempts = 0;
    },
  };
}

import type { Time } from '../../shared/time.ts';

/** ms. What a timer can hold: beyond it `setTimeout` fires at once. */
const LONGEST = 2 ** 31 - 1;

const clamp = (ms: number): number => Math.min(Math.max(0, ms), LONGEST);

/** The browser's (or Node's) own clock and timers. */
export const systemTime: Time = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, clamp(ms));
    return () => clearTimeout(timer);
  },
  every: (ms, task) => {
    const timer = setInterval(task, clamp(ms));
    return () => clearInterval(timer);
  },
};

import { performance } from 'node:perf_hooks';
import type { Time } from '../../shared/time.ts';

/** ms. A longer timer would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The system's clock and timers. */
export const systemTime: Time = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, Math.min(ms, LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
  every(ms, task) {
    const timer = setInterval(task, Math.min(ms, LONGEST_TIMER));
    return () => clearInterval(timer);
  },
};

import { describe, expect, it } from 'vitest';
import { createBackoff } from '../../../web/client/backoff.ts';
import { runSeed, seeded } from '../../support/random.ts';

const waits = (count: number, backoff: { next(): number | null }): (number | null)[] => Array.from({ length: count }, () => backoff.next());

describe('the wait before the next attempt', () => {
  const seed = runSeed();

  it(`[CL2] the clients of a restarted server don't return within one second of each other (seed ${seed})`, () => {
    const random = seeded(seed).next;
    const returns = Array.from({ length: 1000 }, () => createBackoff({ longest: 5000, maxAttempts: 10, random }).next() as number);
    const busiest = Math.max(...returns.map((from) => returns.filter((at) => at >= from && at < from + 1000).length));
    expect(busiest).toBeLessThan(650);
    expect(Math.max(...returns) - Math.min(...returns)).toBeGreaterThan(1500);
  });

  it('doubles its window up to the longest wait', () => {
    const backoff = createBackoff({ longest: 5000, maxAttempts: 0, random: () => 0.5 });
    expect(waits(5, backoff)).toEqual([1000, 2000, 2500, 2500, 2500]);
  });

  it('gives up after the attempts it was given, and starts over when told', () => {
    const backoff = createBackoff({ longest: 5000, maxAttempts: 2, random: () => 0.5 });
    expect(waits(3, backoff)).toEqual([1000, 2000, null]);
    backoff.reset();
    expect(backoff.next()).toBe(1000);
  });

  it('never gives up where there is no limit', () => {
    const backoff = createBackoff({ longest: 100, maxAttempts: 0, random: () => 0.5 });
    expect(waits(2000, backoff)).not.toContain(null);
  });
});

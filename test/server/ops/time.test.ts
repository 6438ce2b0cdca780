import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { systemTime } from '../../../server/ops/time.ts';

it('does not run at once what is due in years', async () => {
  let ran = 0;
  const year = 365 * 24 * 3600 * 1000;
  const cancels = [systemTime.after(year, () => ran++), systemTime.every(year, () => ran++)];
  await sleep(20);
  for (const cancel of cancels) cancel();
  expect(ran).toBe(0);
});

it('runs once, runs again and again, and not after its cancel', async () => {
  const ran: string[] = [];
  systemTime.after(1, () => ran.push('once'));
  systemTime.after(1, () => ran.push('cancelled'))();
  await new Promise<void>((resolve) => {
    const stop = systemTime.every(2, () => {
      if (ran.push('every') >= 4) resolve(stop());
    });
  });
  const seen = ran.length;
  await sleep(10);
  expect(ran.length).toBe(seen);
  expect(ran.filter((one) => one === 'once')).toHaveLength(1);
  expect(ran).not.toContain('cancelled');
});

it('has a wall clock, and one that only goes forward', () => {
  const before = systemTime.monotonic();
  expect(Math.abs(systemTime.now() - Date.now())).toBeLessThan(1000);
  expect(systemTime.monotonic()).toBeGreaterThanOrEqual(before);
});

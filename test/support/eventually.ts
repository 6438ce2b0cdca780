import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

/**
 * Waits until `check` answers something other than false, null or undefined, and returns that.
 * For conditions without an event to wait for. The deadline is generous: it only costs time when the test fails.
 * @param seen what to tell when the deadline passes: the account of what was there instead
 */
export async function eventually<T>(
  what: string,
  check: () => T | false | null | undefined | Promise<T | false | null | undefined>,
  { within = 30_000, every = 5, seen }: { within?: number; every?: number; seen?: () => unknown } = {},
): Promise<T> {
  const deadline = performance.now() + within;
  for (;;) {
    const answer = await check();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (performance.now() > deadline) {
      const account = seen === undefined ? '' : ` Seen instead: ${describe(seen())}`;
      throw new Error(`Waited ${within} ms in vain until ${what}.${account}`);
    }
    await sleep(every);
  }
}

function describe(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Lets `ms` pass, to see that something does *not* happen. Prefer a round trip where there is one. */
export async function quiet(ms: number): Promise<void> {
  await sleep(ms);
  // A process that was held up finds its timers due before it looks at its sockets: what came meanwhile is read first.
  for (let turns = 0; turns < 3; turns++) await turn();
}

import type { Server } from '../scenario.ts';
import { sleep } from './wait.ts';

/** What a stretch of time cost. */
export interface Stretch {
  /** ms of the clock. */
  readonly ms: number;
  /** ms of the server's CPU. */
  readonly cpu: number;
}

/** Begins to measure; the result tells what it cost until then. */
export function measure(server: Server): () => Stretch {
  const cpu = server.cpu();
  const start = performance.now();
  return () => ({ ms: performance.now() - start, cpu: server.cpu() - cpu });
}

/** What the server costs in the next `ms`. */
export async function measureFor(server: Server, ms: number): Promise<Stretch> {
  const stop = measure(server);
  await sleep(ms);
  return stop();
}

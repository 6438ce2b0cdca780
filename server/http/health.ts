import type { FastifyInstance } from 'fastify';
import type { Log } from '../../shared/log.ts';
import type { Time } from '../../shared/time.ts';

/** ms that one probe's answer is good for: each is a write with fsync. */
const PROBE_VALID = 1_000;
/** ms after which a probe that hasn't answered counts as failed. */
const PROBE_PATIENCE = 3_000;

export interface HealthOptions {
  /** Writes something to the store, fsync included. Rejects when that fails. */
  probe(): Promise<void>;
  readonly time: Time;
  readonly log: Log;
}

/** `/healthz`: the process answers. `/readyz`: and what it is told is saved, shown by a write. */
export function addHealth(app: FastifyInstance, { probe, time, log }: HealthOptions): void {
  const ready = cached(PROBE_VALID, time, () => withPatience(probe(), time));

  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      await ready();
      return await reply.send({ status: 'ready' });
    } catch (error) {
      log.warn({ error }, 'Not ready: the store does not write.');
      return reply.code(503).send({ status: 'unavailable', code: 'store.failing' });
    }
  });
}

/** Calls `ask` at most once in `valid` ms; who asks meanwhile gets the same promise. */
function cached(valid: number, time: Time, ask: () => Promise<void>): () => Promise<void> {
  let answer: Promise<void> | null = null;
  let until = 0;
  return () => {
    if (answer === null || time.monotonic() >= until) {
      answer = ask();
      until = time.monotonic() + valid;
    }
    return answer;
  };
}

/** @throws Error when `answer` takes longer than is reasonable for a write */
async function withPatience(answer: Promise<void>, time: Time): Promise<void> {
  let cancel = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    cancel = time.after(PROBE_PATIENCE, () => reject(new Error(`The store has not written for ${PROBE_PATIENCE} ms.`)));
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    cancel();
  }
}

import { describe, expect, it, onTestFinished } from 'vitest';
import { createIdempotency } from '../../../server/http/idempotency.ts';
import { systemTime } from '../../../server/ops/time.ts';
import { createJournal } from '../../../server/store/journal.ts';
import { createMemoryStore } from '../../../server/store/memory.ts';
import type { Put } from '../../../server/store/store.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { testLog } from '../../support/test-log.ts';
import { heldTime, type TestTime } from '../../support/time.ts';

const ATTEMPT = { user: 'ada', key: '0b5d4f6e-8d0b-4f7e-9b52-1f1c9f3f7a10', request: 'POST /things {"name":"one"}' };

/** A journal over memory; the answers' clock stands still. */
async function setUp(time: TestTime = heldTime()) {
  const store = createMemoryStore();
  await store.open();
  const journal = createJournal({ store, time: systemTime, limits: LIMITS });
  const start = () => createIdempotency({ store: journal, limits: LIMITS, time, log: testLog() });
  const idempotency = start();
  onTestFinished(() => idempotency.stop());
  const rows = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const { key, value } of store.entries('idempotency')) found.push(`${key} ${new TextDecoder().decode(value)}`);
    return found;
  };
  /** Creates a thing together with the row, as a workspace call does. */
  const creating =
    <T>(answer: T) =>
    async (row: (answer: T) => Put): Promise<T> => {
      await journal.write({ records: [row(answer)] });
      return answer;
    };
  return { idempotency, start, journal, rows, creating, time };
}

describe('an idempotency key', () => {
  it('gives the first answer again, also after a restart, and creates nothing', async () => {
    const { idempotency, start, creating } = await setUp();
    expect(await idempotency.once(ATTEMPT, creating({ id: 1 }))).toEqual({ answer: { id: 1 }, replayed: false });
    expect(await idempotency.once(ATTEMPT, creating({ id: 2 }))).toEqual({ answer: { id: 1 }, replayed: true });
    const again = start();
    expect(await again.once(ATTEMPT, creating({ id: 3 }))).toEqual({ answer: { id: 1 }, replayed: true });
    again.stop();
  });

  it("is one user's own", async () => {
    const { idempotency, creating } = await setUp();
    await idempotency.once(ATTEMPT, creating({ id: 1 }));
    expect(await idempotency.once({ ...ATTEMPT, user: 'bob' }, creating({ id: 2 }))).toEqual({ answer: { id: 2 }, replayed: false });
  });

  it('is refused with another request', async () => {
    const { idempotency, creating } = await setUp();
    await idempotency.once(ATTEMPT, creating({ id: 1 }));
    await expect(idempotency.once({ ...ATTEMPT, request: 'another' }, creating({ id: 2 }))).rejects.toMatchObject({
      code: 'idempotency.reused',
    });
  });

  it('is refused while the first request is being done, and free when that failed', async () => {
    const { idempotency, creating } = await setUp();
    let fail = (_error: Error): void => undefined;
    const first = idempotency.once(ATTEMPT, () => new Promise<object>((_resolve, reject) => (fail = reject)));
    await expect(idempotency.once(ATTEMPT, creating({ id: 2 }))).rejects.toMatchObject({ code: 'idempotency.in-progress' });
    await new Promise(setImmediate);
    fail(new Error('No.'));
    await expect(first).rejects.toThrow('No.');
    expect(await idempotency.once(ATTEMPT, creating({ id: 3 }))).toEqual({ answer: { id: 3 }, replayed: false });
  });

  it('is kept, too, where what is created takes no row along', async () => {
    const { idempotency, creating } = await setUp();
    await idempotency.once(ATTEMPT, async () => ({ id: 1 }));
    expect(await idempotency.once(ATTEMPT, creating({ id: 2 }))).toEqual({ answer: { id: 1 }, replayed: true });
  });

  it('shows neither itself nor the secret in the answer to whoever reads the disk', async () => {
    const { idempotency, creating, rows } = await setUp();
    await idempotency.once(ATTEMPT, creating({ secret: 'inv_s3cret' }));
    const [row = ''] = await rows();
    expect(row).toContain('ada');
    expect(row).not.toContain('inv_s3cret');
    expect(row).not.toContain(ATTEMPT.key);
    expect(row).not.toContain(Buffer.from('inv_s3cret').toString('base64').slice(0, 8));
  });

  it('is forgotten after a day, and swept', async () => {
    const time = heldTime();
    const { idempotency, creating, rows } = await setUp(time);
    await idempotency.once(ATTEMPT, creating({ id: 1 }));
    time.jump(LIMITS.idempotencyLife - LIMITS.expirySweep);
    await idempotency.once({ ...ATTEMPT, user: 'bob' }, creating({ id: 2 }));
    time.jump(LIMITS.expirySweep + 1);
    await idempotency.sweep();
    expect(await rows()).toEqual([expect.stringMatching(/^bob/)]);
    expect(await idempotency.once(ATTEMPT, creating({ id: 3 }))).toEqual({ answer: { id: 3 }, replayed: false });
  });
});

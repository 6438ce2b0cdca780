import { expect, it } from 'vitest';
import { systemTime } from '../../../server/ops/time.ts';
import { createJournal } from '../../../server/store/journal.ts';
import { createMemoryStore } from '../../../server/store/memory.ts';
import { unreadable } from '../../../server/sync/unreadable.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { testLog } from '../../support/test-log.ts';

it('a read that the end of the process overtakes is no error in the log; one that fails for no known reason is', async () => {
  const log = testLog();
  const raw = createMemoryStore();
  await raw.open();
  const store = createJournal({ store: raw, time: systemTime, limits: LIMITS, log });
  await raw.close();
  const closed: unknown = await store.read('p/home/d/welcome').catch((error: unknown) => error);
  expect(closed).toBeInstanceOf(Error);
  expect(unreadable(closed, { store, log }).code).toBe('store.failing');
  expect(log.errors()).toEqual([]);
  expect(unreadable(new Error('Something else.'), { store, log }).code).toBe('room.busy');
  expect(log.errors()).toHaveLength(1);
});

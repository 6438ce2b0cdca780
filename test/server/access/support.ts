import { onTestFinished } from 'vitest';
import { createDirectory, type Directory } from '../../../server/access/directory.ts';
import { systemTime } from '../../../server/ops/time.ts';
import { createJournal, type RunningJournal } from '../../../server/store/journal.ts';
import { createMemoryStore } from '../../../server/store/memory.ts';
import type { Put, Store } from '../../../server/store/store.ts';
import { LIMITS, type Limits } from '../../../shared/limits.ts';
import { Problem, type ProblemCode } from '../../../shared/problems.ts';
import type { Time } from '../../../shared/time.ts';

/** A real journal over a store in memory. `again` opens another over the same store, as a restart does. */
export async function openJournal(
  store: Store = createMemoryStore(),
): Promise<{ journal: RunningJournal; again: () => Promise<RunningJournal> }> {
  await store.open();
  const open = (): RunningJournal => {
    const journal = createJournal({ store, time: systemTime, limits: LIMITS });
    onTestFinished(() => journal.close());
    return journal;
  };
  let journal = open();
  return {
    journal,
    again: async () => {
      await journal.close();
      journal = open();
      return journal;
    },
  };
}

export async function openDirectory(
  journal: RunningJournal,
  time: Pick<Time, 'now'>,
  limits: Partial<Limits> = {},
): Promise<Directory & { readonly write: (records: readonly Put[]) => Promise<void> }> {
  const directory = await createDirectory({ store: journal, limits: { ...LIMITS, ...limits }, time });
  return Object.assign(directory, { write: (records: readonly Put[]) => journal.write({ records }) });
}

/** The code of the Problem that `call` throws or rejects with. */
export async function problemOf(call: () => unknown): Promise<ProblemCode> {
  try {
    await call();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  throw new Error('It was not refused.');
}

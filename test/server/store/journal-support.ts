import { StoreError } from '../../../server/store/store.ts';

export const LIMITS = { commitDelay: 2, reopenMin: 200, reopenMax: 5000 };

/** Lets everything run that waits for no timer. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Tells what became of a promise so far. */
export function outcomeOf(promise: Promise<unknown>): () => string {
  let outcome = 'pending';
  promise.then(
    () => (outcome = 'saved'),
    (error: unknown) => (outcome = error instanceof StoreError ? error.code : String(error)),
  );
  return () => outcome;
}

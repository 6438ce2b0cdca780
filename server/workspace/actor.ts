import type { Put } from '../store/store.ts';

/** Who does something: a verified user, or the system (`userId` ''), as where there are no users. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
}

export const SYSTEM: Actor = { userId: '', name: '' };

/** Records that a caller wants written together with what it asked for: the answer to an idempotency key. `result` is what the call returns. */
export type Also<T> = (result: T) => readonly Put[];

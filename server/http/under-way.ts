import type { Identity } from '../access/access.ts';
import { TooMany } from './problem.ts';

/** s after which one may ask again. */
const RETRY = 5;

export interface Asker {
  readonly identity: Identity;
  /** Counts what is asked by whoever has no user id, and shares a bound with all at that address. */
  readonly address: string;
}

/** What takes the server long, counted by who asked for it: nobody has much of it at once. */
export interface UnderWay {
  /** @returns what is to be called when it is over @throws Problem `request.too-many` */
  begin(asker: Asker): () => void;
}

/** @param what in the plural, for who is refused */
export function createUnderWay(most: number, what: string): UnderWay {
  const counts = new Map<string, number>();
  return {
    begin: ({ identity: { userId }, address }) => {
      const key = userId === '' ? `@${address}` : userId;
      const before = counts.get(key) ?? 0;
      if (before >= most) throw new TooMany(`There may be ${most} ${what} of one user under way.`, RETRY);
      counts.set(key, before + 1);
      return () => {
        const left = (counts.get(key) ?? 1) - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      };
    },
  };
}

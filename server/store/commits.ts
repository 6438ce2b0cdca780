import type { Entry } from './entries.ts';
import { commitKey } from './keys.ts';
import { sealed, unseal } from './rows.ts';

/**
 * Every batch writes its number into a ring of slots. LevelDB drops what follows a damaged byte of its log without a word; a room whose last rows
 * went that way would look whole. The ring wouldn't: a number is missing in it.
 *
 * LevelDB's log is at most two write buffers of 4 MB long and a batch takes over a hundred bytes there, so the ring reaches further back than nearly any log.
 */
const SLOTS = 32_768;

/** The ring's entry for batch `number`. */
export function commitEntry(number: number): Entry {
  const key = commitKey(number % SLOTS);
  const body = Buffer.alloc(8);
  body.writeDoubleBE(number);
  return { key, value: sealed(key, body) };
}

export interface Ring {
  /** Number of the newest batch, 0 for none. */
  readonly newest: number;
  /** Numbers that should be there and aren't, ascending. */
  readonly lost: readonly number[];
}

/** Reads the ring: its entries in any order. An entry that is damaged counts as lost. */
export function readRing(entries: readonly Entry[]): Ring {
  const numbers = new Set<number>();
  let newest = 0;
  for (const { key, value } of entries) {
    const body = unseal(key, value);
    if (body === null) continue;
    const number = body.readDoubleBE(0);
    numbers.add(number);
    newest = Math.max(newest, number);
  }
  const lost: number[] = [];
  for (let number = Math.max(1, newest - SLOTS + 1); number < newest; number++) {
    if (!numbers.has(number)) lost.push(number);
  }
  return { newest, lost };
}

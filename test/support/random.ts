import type { Random } from '../../shared/time.ts';

/** Seeded randomness with the draws that tests need. The same seed gives the same draws on every machine. */
export interface Seeded {
  readonly seed: number;
  /** In [0, 1). */
  readonly next: Random;
  /** An integer in [0, bound). */
  below(bound: number): number;
  /** An integer in [low, high]. */
  between(low: number, high: number): number;
  /** True with the given chance, 0 to 1. */
  chance(probability: number): boolean;
  /** One of `items`, which must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** The items in another order; the argument stays. */
  shuffled<T>(items: readonly T[]): T[];
  /** `length` random bytes. */
  bytes(length: number): Uint8Array;
}

/** Mulberry32: 32 bits of state, good enough to explore with and short enough to read. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    seed,
    next,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('There is nothing to pick from.');
      return item;
    },
    shuffled: (items) => {
      const order = [...items];
      for (let last = order.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const held = order[last] as (typeof order)[number];
        order[last] = order[other] as (typeof order)[number];
        order[other] = held;
      }
      return order;
    },
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}

/** The seed of a run: `WEFT_SEED` repeats one, else the clock's. Print it in the test's title or message. */
export function runSeed(): number {
  const given = process.env.WEFT_SEED;
  return given === undefined ? Date.now() % 1_000_000_000 : Number(given);
}

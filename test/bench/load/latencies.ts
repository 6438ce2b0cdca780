/** ms of one bucket. */
const STEP = 0.1;
/** Latencies from here on are counted as this. */
const LONGEST = 20_000;

/** Counts latencies in ms: millions, without keeping each. */
export class Latencies {
  readonly #buckets = new Uint32Array(LONGEST / STEP + 1);
  #count = 0;

  add(ms: number): void {
    const bucket = Math.min(LONGEST / STEP, Math.floor(ms / STEP));
    this.#buckets[bucket] = (this.#buckets[bucket] as number) + 1;
    this.#count++;
  }

  clear(): void {
    this.#buckets.fill(0);
    this.#count = 0;
  }

  /** ms that the given share (0 to 1) of all stayed within; NaN when there were none. */
  at(share: number): number {
    let left = Math.ceil(this.#count * share);
    if (left === 0) return Number.NaN;
    let bucket = -1;
    while (left > 0) left -= this.#buckets[++bucket] as number;
    return (bucket + 1) * STEP;
  }
}

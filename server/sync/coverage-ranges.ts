/** From this many ranges on, merging two lists is cheaper than inserting one by one. */
const BULK = 16;

/** A set of clocks as ranges [start, end), kept ascending and apart in one flat array: start, end, start, end … */
export class ClockRanges {
  #bounds: number[] = [];

  /** Number of ranges. */
  get size(): number {
    return this.#bounds.length / 2;
  }

  /** Calls `visit` with each range, ascending. */
  forEach(visit: (start: number, end: number) => void): void {
    for (let at = 0; at < this.#bounds.length; at += 2) visit(this.#bound(at), this.#bound(at + 1));
  }

  /**
   * The index of the first range that ends after `clock`, at or after the index `from`. Gallops, so that asking for ascending clocks with the
   * last answer as `from` costs little more than walking.
   */
  seek(clock: number, from = 0): number {
    let low = from;
    let step = 1;
    while (low + step <= this.size && this.#bound(2 * (low + step) - 1) <= clock) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, this.size);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#bound(2 * middle + 1) > clock) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Whether the range at `index`, as `seek(start)` found it, holds all of [start, end). */
  holds(index: number, start: number, end: number): boolean {
    return index < this.size && this.#bound(2 * index) <= start && this.#bound(2 * index + 1) >= end;
  }

  /** Whether all of [start, end) is in the set. */
  covers(start: number, end: number): boolean {
    return this.holds(this.seek(start), start, end);
  }

  /** Adds ranges: start, end, start, end …, ascending and not overlapping. */
  add(ranges: readonly number[]): void {
    if (ranges.length <= 2 * BULK) {
      for (let at = 0; at < ranges.length; at += 2) this.#insert(ranges[at] as number, ranges[at + 1] as number);
    } else this.#merge(ranges);
  }

  #bound(at: number): number {
    return this.#bounds[at] as number;
  }

  #insert(start: number, end: number): void {
    // Ranges that touch become one: `seek` finds what ends after the clock before.
    const first = this.seek(start - 1);
    let after = first;
    while (after < this.size && this.#bound(2 * after) <= end) after++;
    if (first === after) {
      this.#bounds.splice(2 * first, 0, start, end);
      return;
    }
    const joined = [Math.min(start, this.#bound(2 * first)), Math.max(end, this.#bound(2 * after - 1))];
    this.#bounds.splice(2 * first, 2 * (after - first), ...joined);
  }

  #merge(ranges: readonly number[]): void {
    const merged: number[] = [];
    const mine = this.#bounds;
    let left = 0;
    let right = 0;
    while (left < mine.length || right < ranges.length) {
      const takeMine = right >= ranges.length || (left < mine.length && (mine[left] as number) <= (ranges[right] as number));
      const start = (takeMine ? mine[left++] : ranges[right++]) as number;
      const end = (takeMine ? mine[left++] : ranges[right++]) as number;
      const last = merged.length - 1;
      if (last > 0 && start <= (merged[last] as number)) merged[last] = Math.max(end, merged[last] as number);
      else merged.push(start, end);
    }
    this.#bounds = merged;
  }
}

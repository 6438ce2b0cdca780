import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClockRanges } from '../../../server/sync/coverage-ranges.ts';
import { runSeed } from '../../support/random.ts';

const SEED = runSeed();
const CLOCKS = 400;

/** Ascending ranges that don't overlap, as a delete set has them. */
const ascending = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 4 })), { maxLength: 60, size: 'max' })
  .map((steps) => {
    let at = 0;
    return steps.flatMap(([gap, length]) => {
      const start = at + gap;
      at = start + length;
      return [start, at];
    });
  });

function fill(clocks: Set<number>, ranges: readonly number[]): void {
  for (let at = 0; at < ranges.length; at += 2) {
    for (let clock = ranges[at] as number; clock < (ranges[at + 1] as number); clock++) clocks.add(clock);
  }
}

/** The ranges of a set, none touching the next. */
function rangesOf(clocks: ReadonlySet<number>): [number, number][] {
  const ranges: [number, number][] = [];
  for (const clock of [...clocks].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.[1] === clock) last[1] = clock + 1;
    else ranges.push([clock, clock + 1]);
  }
  return ranges;
}

function listed(ranges: ClockRanges): [number, number][] {
  const list: [number, number][] = [];
  ranges.forEach((start, end) => {
    list.push([start, end]);
  });
  return list;
}

describe(`ClockRanges, seed ${SEED}`, () => {
  it('holds what a set of clocks holds, whether ranges come one by one or many at once', () => {
    fc.assert(
      fc.property(fc.array(ascending, { maxLength: 5 }), (additions) => {
        const ranges = new ClockRanges();
        const clocks = new Set<number>();
        for (const addition of additions) {
          ranges.add(addition);
          fill(clocks, addition);
          expect(listed(ranges)).toEqual(rangesOf(clocks));
          expect(ranges.size).toBe(rangesOf(clocks).length);
        }
        for (let start = 0; start < CLOCKS; start += 3) {
          for (const length of [1, 2, 5]) {
            const all = Array.from({ length }, (_, at) => clocks.has(start + at)).every(Boolean);
            expect(ranges.covers(start, start + length)).toBe(all);
          }
        }
      }),
      { seed: SEED },
    );
  });

  it('finds the same range from any earlier one', () => {
    fc.assert(
      fc.property(ascending, (addition) => {
        const ranges = new ClockRanges();
        ranges.add(addition);
        for (let clock = 0; clock < CLOCKS; clock += 2) {
          const found = ranges.seek(clock);
          const answers = Array.from({ length: found + 1 }, (_, from) => ranges.seek(clock, from));
          expect(new Set(answers)).toEqual(new Set([found]));
        }
      }),
      { seed: SEED },
    );
  });

  it('joins what touches', () => {
    const ranges = new ClockRanges();
    ranges.add([0, 2, 4, 6, 8, 10]);
    ranges.add([2, 4]);
    expect(listed(ranges)).toEqual([
      [0, 6],
      [8, 10],
    ]);
    ranges.add([5, 9]);
    expect(listed(ranges)).toEqual([[0, 10]]);
  });
});

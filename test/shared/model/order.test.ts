import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareOrdered, keyBetween, keysToPlace, type Ordered, repairOrder } from '../../../shared/model/order.ts';
import { runSeed } from '../../support/random.ts';

const SEED = runSeed();
const check = { seed: SEED, numRuns: 500 };

/** Keys as the library makes them, as hostile clients write them, and such as lie on the edge between the two. */
const anyKey = fc.oneof(
  fc.constantFrom(
    'a0',
    'a1',
    'a0V',
    'Zz',
    'b00',
    'zzzzzzzzzzzzzzzzzzzzzzzzzzz',
    'A00000000000000000000000000',
    'a00',
    'a',
    '',
    '0',
    'é',
    '~',
    '\uffff',
  ),
  fc.constantFrom(`A${'0'.repeat(26)}1`, `z${'z'.repeat(26)}z`, 'a0'.padEnd(300, '1'), `${'A'.padEnd(27, '0')}V`),
  fc.string({ maxLength: 6 }),
  fc.stringMatching(/^[A-Za-z][0-9A-Za-z]{0,5}$/),
);

const anyList = fc
  .array(anyKey, { maxLength: 30 })
  .map((keys) => keys.map((order, index) => ({ id: `t${String(index).padStart(2, '0')}`, order })));

function apply(entries: readonly Ordered[], keys: ReadonlyMap<string, string>): readonly Ordered[] {
  return entries.map((entry) => ({ id: entry.id, order: keys.get(entry.id) ?? entry.order })).sort(compareOrdered);
}

const idsOf = (entries: readonly Ordered[]): readonly string[] => entries.map((entry) => entry.id);

describe(`keyBetween (seed ${SEED})`, () => {
  it('sorts between sound neighbours', () => {
    expect(keyBetween(null, null)).toBe('a0');
    expect(keyBetween('a0', 'a1')).toBe('a0V');
    expect(keyBetween(null, 'a0') < 'a0').toBe(true);
    expect(keyBetween('a0', null) > 'a0').toBe(true);
  });

  it('never throws, and what it gives can be built upon', () => {
    const bound = fc.option(anyKey);
    fc.assert(
      fc.property(bound, bound, (a, b) => {
        const key = keyBetween(a, b);
        expect(keyBetween(null, key) < key).toBe(true);
        expect(keyBetween(key, null) > key).toBe(true);
      }),
      check,
    );
  });
});

describe(`repairOrder (seed ${SEED})`, () => {
  it('changes nothing where all keys are sound and different', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), (count) => {
        const entries: Ordered[] = [];
        for (let index = 0; index < count; index++)
          entries.push({ id: `t${index}`, order: keyBetween(entries.at(-1)?.order ?? null, null) });
        expect(repairOrder(entries).size).toBe(0);
      }),
      check,
    );
  });

  it('makes every list sound in the order in which it is shown, and is then at rest', () => {
    fc.assert(
      fc.property(anyList, (entries) => {
        const before = [...entries].sort(compareOrdered);
        const after = apply(entries, repairOrder(entries));
        expect(idsOf(after)).toEqual(idsOf(before));
        expect(new Set(after.map((entry) => entry.order)).size).toBe(after.length);
        expect(repairOrder(after).size).toBe(0);
      }),
      check,
    );
  });

  it('says the same whatever the order in which it is given the entries', () => {
    fc.assert(
      fc.property(anyList, (entries) => {
        expect([...repairOrder([...entries].reverse())].sort()).toEqual([...repairOrder(entries)].sort());
      }),
      check,
    );
  });

  it('leaves the first of equal keys alone', () => {
    const equal = ['c', 'a', 'b'].map((id) => ({ id, order: 'a5' }));
    expect([...repairOrder(equal).keys()]).toEqual(['b', 'c']);
  });
});

describe(`keysToPlace (seed ${SEED})`, () => {
  it('puts an entry where it is wanted, whatever keys are around', () => {
    fc.assert(
      fc.property(anyList, fc.nat(), fc.nat(), (entries, moved, behind) => {
        const sorted = [...entries].sort(compareOrdered);
        const id = sorted[moved % (sorted.length + 1)]?.id ?? 'new';
        const others = idsOf(sorted).filter((other) => other !== id);
        const index = behind % (others.length + 1);
        const keys = keysToPlace(sorted, id, index === 0 ? null : (others[index - 1] as string));
        const start = sorted.some((entry) => entry.id === id) ? sorted : [...sorted, { id, order: '' }];
        expect(idsOf(apply(start, keys as ReadonlyMap<string, string>))).toEqual([...others.slice(0, index), id, ...others.slice(index)]);
      }),
      check,
    );
  });

  it('writes one key where there is room, and none where the entry is there already', () => {
    const entries = ['a', 'b', 'c'].map((id, index) => ({ id, order: `a${index}` }));
    expect([...(keysToPlace(entries, 'c', 'a') ?? []).keys()]).toEqual(['c']);
    expect(keysToPlace(entries, 'b', 'a')?.size).toBe(0);
    expect(keysToPlace(entries, 'c', undefined)?.size).toBe(0);
    expect(keysToPlace(entries, 'a', null)?.size).toBe(0);
    expect(keysToPlace(entries, 'a', 'nobody')).toBeNull();
  });

  it('keeps keys short, however often something is put into the same place', () => {
    let entries: readonly Ordered[] = ['first', 'last'].map((id, index) => ({ id, order: `a${index}` }));
    for (let turn = 0; turn < 3_000; turn++) {
      const id = `t${turn}`;
      entries = apply([...entries, { id, order: '' }], keysToPlace(entries, id, 'first') as ReadonlyMap<string, string>);
      expect(Math.max(...entries.map((entry) => entry.order.length))).toBeLessThanOrEqual(256);
      if (entries.length > 20) entries = entries.filter((entry) => entry.id !== `t${turn - 15}`);
    }
    expect(idsOf(entries).slice(0, 3)).toEqual(['first', 't2999', 't2998']);
  });
});

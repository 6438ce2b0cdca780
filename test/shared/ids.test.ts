import { expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { isId } from '../../shared/rooms.ts';
import { runSeed, seeded } from '../support/random.ts';

it('makes ids of a prefix and 16 base-62 characters, each another one', () => {
  const seed = runSeed();
  const random = seeded(seed).next;
  const ids = Array.from({ length: 1_000 }, () => newId('task_', random));
  for (const id of ids) {
    expect(id, `seed ${seed}`).toMatch(/^task_[0-9A-Za-z]{16}$/);
    expect(isId(id)).toBe(true);
  }
  expect(new Set(ids).size).toBe(ids.length);
});

it('uses all digits, and takes the edges of the randomness', () => {
  expect(newId('x_', () => 0)).toBe(`x_${'0'.repeat(16)}`);
  expect(newId('x_', () => 1 - Number.EPSILON)).toBe(`x_${'z'.repeat(16)}`);
});

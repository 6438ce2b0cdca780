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

it.each([
  ['', 'nothing'],
  ['#server', 'the server’s own'],
  ['a/b', 'a part of a room’s name'],
  ['..', 'a step in a path'],
  ['a\u0000', 'a control character'],
  ['__proto__', 'a key that no update may hold'],
  ['\ud800', 'half a character, which is kept as another'],
  ['x\udc00y', 'the other half'],
  ['i'.repeat(129), 'too long'],
])('takes no %j as an id: %s', (id) => {
  expect(isId(id)).toBe(false);
});

it.each(['constructor', '__proto', 'ein Name', '字', '😀', 'a%2Fb', 'i'.repeat(128)])('takes %j as an id', (id) => {
  expect(isId(id)).toBe(true);
});

import { expect, it } from 'vitest';
import { createNames } from '../../../server/workspace/archive/names.ts';

it.each([
  ['Plan', 'Plan'],
  ['../../etc/passwd', 'etc passwd'],
  ['a\\b:c*d?"e<f>g|h', 'a b c d e f g h'],
  ['..hidden. ', 'hidden'],
  ['line\nend\u0000', 'line end'],
  ['photo\u202egpj.md', 'photo gpj.md'],
  ['CON', '_CON'],
  ['con .txt', '_con .txt'],
  ['LPT²', '_LPT²'],
  ['com1.txt', '_com1.txt'],
  ['console', 'console'],
  ['花园计划', '花园计划'],
  ['字'.repeat(500), '字'.repeat(80)],
  [`${'a'.repeat(79)}😀`, 'a'.repeat(79)],
  ['', 'Untitled'],
  ['...', 'Untitled'],
])('a file for %j is called %j', (title, name) => {
  expect(createNames()(title, 'Untitled')).toBe(name);
});

it('no name is given twice, also where case and composition of letters do not count', () => {
  const nameFor = createNames();
  const titles = ['Plan', 'plan', 'PLAN (2)', 'Caf\u00e9', 'Cafe\u0301', '', '/'];
  expect(titles.map((title) => nameFor(title, 'Untitled'))).toEqual([
    'Plan',
    'plan (2)',
    'PLAN (2) (2)',
    'Caf\u00e9',
    'Caf\u00e9 (2)',
    'Untitled',
    'Untitled (2)',
  ]);
});

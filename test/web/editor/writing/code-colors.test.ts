import { expect, it } from 'vitest';
import { colorsOf } from '../../../../web/editor/writing/code-colors.ts';
import { LANGUAGES } from '../../../../web/editor/writing/code-languages.ts';

it('colours the stretches of code in each language that is offered, and none of one that is not known', async () => {
  const code = 'const a = "b"; // 一\n';
  const colored = (await colorsOf(code, 'ts')).map(({ from, to, color }) => [code.slice(from, to), color]);
  expect(colored).toEqual([
    ['const', 'keyword'],
    ['"b"', 'string'],
    ['// 一', 'comment'],
  ]);
  for (const [id] of LANGUAGES) await colorsOf('# a = "b" <c d="e">', id);
  expect(await colorsOf(code, 'cobol')).toEqual([]);
});

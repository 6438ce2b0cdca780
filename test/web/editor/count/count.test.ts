import { describe, expect, it } from 'vitest';
import { addCounts, countText, NOTHING, readingMinutes } from '../../../../web/editor/count/count.ts';

describe('the length of a text', () => {
  it.each([
    ['', 0, 0, 0],
    ['One two  three.', 3, 15, 12],
    ['it’s a well-known 3.14, isn’t it?', 6, 33, 28],
    ['naïve café — Ünïcödé', 3, 20, 17],
    ['你好，世界', 4, 5, 5],
    ['我用 Weft 写 3 篇文档', 8, 15, 11],
    ['ひらがなとカタカナ', 9, 9, 9],
    ['한국어 문장', 2, 6, 5],
    ['a\nb\n', 2, 2, 2],
    ['👩‍💻 🎉', 0, 5, 4],
    ['see \ufffc there', 3, 11, 9],
    ['--- *** ,.;', 0, 11, 9],
  ])('%j is %i words, %i characters, %i without spaces', (text, words, characters, solid) => {
    expect(countText(text)).toMatchObject({ words, characters, solid });
  });

  it('is that of its parts together', () => {
    expect(addCounts(countText('one two'), countText('三四'))).toEqual({ words: 4, ideographs: 2, characters: 9, solid: 8 });
    expect(addCounts(NOTHING, NOTHING)).toEqual(NOTHING);
  });

  it('is read faster in Chinese, character by character, than in English, word by word', () => {
    expect(readingMinutes(NOTHING)).toBe(0);
    expect(readingMinutes(countText('word'))).toBe(1);
    expect(readingMinutes(countText('word '.repeat(700)))).toBe(4);
    expect(readingMinutes(countText('字'.repeat(700)))).toBe(2);
  });

  it('takes time in proportion to it', () => {
    const long = 'a-'.repeat(500_000);
    expect(countText(long).words).toBe(1);
    expect(countText('字 a'.repeat(100_000)).words).toBe(200_000);
  });
});

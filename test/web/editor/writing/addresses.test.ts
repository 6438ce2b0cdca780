import { describe, expect, it } from 'vitest';
import { addressAtEnd, meantAddress, webAddress } from '../../../../web/editor/writing/addresses.ts';

describe('the address that somebody means', () => {
  it.each([
    ['example.com', 'https://example.com'],
    ['例子.中国/页', 'https://例子.中国/页'],
    [' https://example.com/a?b=c#d ', 'https://example.com/a?b=c#d'],
    ['ada@example.com', 'mailto:ada@example.com'],
    ['tel:+49123', 'tel:+49123'],
    ['/p/1/d/2', '/p/1/d/2'],
  ])('%s is %s', (typed, meant) => {
    expect(meantAddress(typed)).toBe(meant);
  });

  it.each([
    '',
    'words',
    'two words.com',
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
  ])('%j is none', (typed) => {
    expect(meantAddress(typed)).toBe(null);
  });
});

describe('a web address', () => {
  it('is a pasted text that is nothing else', () => {
    expect(webAddress(' https://example.com/a\n')).toBe('https://example.com/a');
    expect(webAddress('www.example.com')).toBe('https://www.example.com');
    for (const text of ['just words', 'see https://example.com', 'example', 'javascript:alert(1)', 'https://a.b c'])
      expect(webAddress(text)).toBe(null);
  });

  it('at the end of a text is without what ends the sentence', () => {
    expect(addressAtEnd('see https://example.com/a.')).toEqual({ from: 4, shown: 'https://example.com/a', url: 'https://example.com/a' });
    expect(addressAtEnd('(https://example.com)')?.shown).toBe('https://example.com');
    expect(addressAtEnd('https://example.com/a_(b)')?.shown).toBe('https://example.com/a_(b)');
    expect(addressAtEnd('见 https://example.com。')?.shown).toBe('https://example.com');
    expect(addressAtEnd('https://example.com and more')).toBe(null);
  });
});

import { describe, expect, it } from 'vitest';
import { exportTree } from '../../../../server/workspace/documents/export.ts';
import { readMarkdown, TooMuchMarkdown } from '../../../../shared/lexical/markdown/read.ts';
import type { TreeElement } from '../../../../shared/lexical/tree.ts';
import { seeded } from '../../../support/random.ts';

const read = (markdown: string): readonly TreeElement[] => readMarkdown(markdown, seeded(1).next);
const html = (markdown: string): string => exportTree(read(markdown), 'html');
const FILE = 'ab'.repeat(32);
/** What is written of what was read. */
const again = (markdown: string): string => exportTree(read(markdown), 'markdown');

describe('Markdown into a document', () => {
  it.each([
    ['# One\n###### Six #', '<h1>One</h1>\n<h6>Six</h6>'],
    ['#hash\n\\# no heading', '<p>#hash<br># no heading</p>'],
    ['one\ntwo\n\nthree', '<p>one<br>two</p>\n<p>three</p>'],
    ['> a\n> b\nc', '<blockquote>a<br>b</blockquote>\n<p>c</p>'],
    ['- a\n- b\n\n- c', '<ul><li>a</li><li>b</li><li>c</li></ul>'],
    ['- a\n    - b\n        1. c\n- d', '<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
    ['- a\n1. b', '<ul><li>a</li></ul>\n<ol><li>b</li></ol>'],
    [
      '- [ ] a\n- [x] b',
      '<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" disabled>a</li>' +
        '<li class="task-list-item"><input type="checkbox" disabled checked>b</li></ul>',
    ],
    ['- a\n  goes on', '<ul><li>a<br>goes on</li></ul>'],
    ['In\n1986. was a year', '<p>In<br>1986. was a year</p>'],
    ['```js\n# *a*\n\n  b\n```\nc', '<pre data-language="js"># *a*<br><br>  b</pre>\n<p>c</p>'],
    ['~~~~\n```\n~~~~', '<pre>```</pre>'],
    ['```\nopen\n\n', '<pre>open</pre>'],
    ['- a\n\n  ```\n  b\n  ```\n\n- c', '<ul><li>a</li></ul>\n<pre>b</pre>\n<ul><li>c</li></ul>'],
    ['    four blanks', '<p>four blanks</p>'],
    ['One\n===\n\nTwo\n---\n\n---', '<h1>One</h1>\n<h2>Two</h2>\n<hr>'],
    ['a\n***\nb\n\n* * *\n- - -', '<p>a</p>\n<hr>\n<p>b</p>\n<hr>\n<hr>'],
    ['- a\n* b\n\n1. c\n1) d', '<ul><li>a</li></ul>\n<ul><li>b</li></ul>\n<ol><li>c</li></ol>\n<ol><li>d</li></ol>'],
    ['> [!WARNING]\n> a\n> b', '<div class="callout callout-warning" data-callout="warning">a<br>b</div>'],
    ['> [!OTHER]\n> a', '<blockquote>[!OTHER]<br>a</blockquote>'],
    [
      'above\n| a | b |\n|---|:-:|\n| `c \\| d` | e<br>f | g |\n| h |\n\nbelow',
      '<p>above</p>\n<table><tbody><tr><th><p>a</p></th><th><p>b</p></th></tr><tr><td><p><code>c | d</code></p></td><td><p>e<br>f | g</p></td></tr>' +
        '<tr><td><p>h</p></td><td><p></p></td></tr></tbody></table>\n<p>below</p>',
    ],
    ['|  |\n|---|\n| a |', '<table><tbody><tr><td><p>a</p></td></tr></tbody></table>'],
    ['| a | b |\n|---|', '<p>| a | b |<br>|---|</p>'],
    [
      `a ![b *c*](weft:file/${FILE} "8x6") d`,
      `<p>a </p>\n<figure data-file="${FILE}" data-width="8" data-height="6">b c</figure>\n<p> d</p>`,
    ],
    [`# ![b](weft:file/${FILE})`, '<h1>b</h1>'],
    ['![b](https://x.y/z.png)', '<p><a href="https://x.y/z.png" rel="noopener noreferrer">b</a></p>'],
    ['\u3000\u3000中文', '<p>\u3000\u3000中文</p>'],
    ['', ''],
  ])('blocks: %j', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });

  it.each([
    [
      '**a** __b__ *c* _d_ ***e*** ~~f~~ ==g==',
      '<strong>a</strong> <strong>b</strong> <em>c</em> <em>d</em> <strong><em>e</em></strong> <s>f</s> <mark>g</mark>',
    ],
    ['**a *b* c**', '<strong>a </strong><strong><em>b</em></strong><strong> c</strong>'],
    ['snake_case_name 2 * 3 * 4 a=b ~c', 'snake_case_name 2 * 3 * 4 a=b ~c'],
    ['**open and *open', '**open and *open'],
    ['\\*a\\* \\[b\\]', '*a* [b]'],
    ['`a *b*` ``c ` d`` `open', '<code>a *b*</code> <code>c ` d</code> `open'],
    ['[a *b*](https://x.y/z "T") c', '<a href="https://x.y/z" title="T" rel="noopener noreferrer">a <em>b</em></a> c'],
    ['**[a](https://x.y/)**', '<a href="https://x.y/" rel="noopener noreferrer"><strong>a</strong></a>'],
    [
      '[a](</b c>) [d](e(f)g) [h] (i) [j](k',
      '<a href="/b c" rel="noopener noreferrer">a</a> <a href="e(f)g" rel="noopener noreferrer">d</a> [h] (i) [j](k',
    ],
    ['[a [b](https://x.y/) c](https://z/)', '[a <a href="https://x.y/" rel="noopener noreferrer">b</a> c](https://z/)'],
    ['&#42;a&#32; &#0; &#9999999;', '*a  &#38;#0; &#38;#9999999;'],
    ['<u>a **b</u> c** <b>d</b> <u>e', '<u>a </u><strong><u>b</u></strong><strong> c</strong> <strong>d</strong> &#60;u&#62;e'],
    ['H<sub>2</sub>O 2<sup>8</sup> <BR/> <ins>a</ins><del>b</del>', 'H<sub>2</sub>O 2<sup>8</sup> <br> <u>a</u><s>b</s>'],
    [
      '<https://x.y/?a=1&b=2> <javascript:x>',
      '<a href="https://x.y/?a=1&#38;b=2" rel="noopener noreferrer">https://x.y/?a=1&#38;b=2</a> &#60;javascript:x&#62;',
    ],
    ['[![a](https://x.y/b.svg)](https://x.y/)', '<a href="https://x.y/" rel="noopener noreferrer">a</a>'],
    [
      '[a *b*][One] ![c][] [one] [two]\n\n[one]: https://x.y/ "T"\n[C]: <https://x.y/c d>',
      '<a href="https://x.y/" title="T" rel="noopener noreferrer">a <em>b</em></a> <a href="https://x.y/c d" rel="noopener noreferrer">c</a> ' +
        '<a href="https://x.y/" title="T" rel="noopener noreferrer">one</a> [two]',
    ],
    ['[TODO]: fix', '[TODO]: fix'],
    ['[a]\n\n[a]: javascript:alert(1)', '[a]</p>\n<p>[a]: javascript:alert(1)'],
    ['[a]\n[a]: /b', '[a]<br>[a]: /b'],
    ['`a\\` *b*', '<code>a\\</code> <em>b</em>'],
    ['&lt;b&gt; &amp;amp; &#x4e2d; &copyright;', '&#60;b&#62; &#38;amp; 中 &#38;copyright;'],
    ['a\tb', 'a<span style="white-space: pre">\t</span>b'],
    ['<script>alert(1)</script>', '&#60;script&#62;alert(1)&#60;/script&#62;'],
  ])('marks: %j', (markdown, expected) => {
    expect(html(markdown)).toBe(`<p>${expected}</p>`);
  });

  it.each(['javascript:alert(1)', ' JavaScript:alert(1)', 'java&#10;script:alert(1)', 'data:text/html,x', 'vbscript:x'])(
    'a link to %j is its words',
    (url) => {
      expect(html(`[a](<${url}>)`)).not.toContain('<a');
      expect(html(`[a](${url})`)).not.toContain('<a');
    },
  );

  it('mentions are links to what they name, both ways', () => {
    const [paragraph] = read('Ask [@Ada \\] *L*](weft:user/usr%2e1), [@B](weft:nothing/1), [@C](weft:user/%ff), [D](weft:user/1)');
    expect(paragraph?.children[1]).toEqual({
      name: 'mention',
      attributes: { __id: expect.stringMatching(/^men_\w{16}$/), __kind: 'user', __target: 'usr.1', __label: 'Ada ] L' },
      children: [],
    });
    expect(paragraph?.children.filter(({ name }) => name === 'mention')).toHaveLength(1);
    expect(again('[@Ada](weft:user/a%28b%29)')).toBe('[@Ada](weft:user/a%28b%29)');
  });

  it('what is written says the same when it is read again', () => {
    const document = [
      '# Title with **bold**',
      'One line\nand *another*, `code`, ~~gone~~, ==seen==, ***both***, [a link](https://example.org/a_b "title") and [@Ada](weft:user/ada)',
      '- a\n    - b\n- c',
      '1. one\n2. two',
      '- [ ] todo\n- [x] done',
      '> quoted\n> words',
      'Marks that are text: 2 \\* 3 \\* 4, \\_no\\_, \\# and \\[brackets\\]',
    ].join('\n\n');
    const once = again(document);
    expect(exportTree(read(once), 'html')).toBe(html(document));
    expect(again(once)).toBe(once);
  });

  it('random marks never throw, and lose no letter', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = seeded(seed);
      const pieces = [
        '*',
        '**',
        '_',
        '~~',
        '==',
        '`',
        '[',
        ']',
        '](',
        ')',
        '\\',
        '\n',
        '\n\n',
        '- ',
        '1. ',
        '# ',
        '> ',
        '    ',
        ' ',
        'a',
        'b',
        '<',
        '&#32;',
        '@',
      ];
      const markdown = Array.from({ length: 60 }, () => random.pick(pieces)).join('');
      const text = exportTree(read(markdown), 'text');
      const letters = (from: string): string => from.replace(/[^ab]/g, '');
      // A link's address is no text.
      if (!/\]\(/.test(markdown)) expect(letters(text), `seed ${seed}: ${JSON.stringify(markdown)}`).toBe(letters(markdown));
    }
  });

  it.each([
    '*',
    '* ',
    '[',
    '[a](',
    '`a',
    '[@a',
    '> ',
    '_a',
    '(',
    '~~',
    '**a',
    '- a\n',
    'word\n',
    'p\n\n',
    '# ',
    '\\',
    '&#',
    ' ',
    '1. ',
    '``a`',
    '[](<',
    '*a_',
    '![a](u)',
    '[![a](',
    '<u>',
    '<https:',
    '[](a "',
    '| ',
    '|\n',
    '|-|\n',
    '|a|b|c|d|e|\n|-|-|-|-|-|\n|\n|\n|\n|\n',
    '```\n',
    'a\n=\n',
    '- - ',
    '[a]: b\n',
    '[a]: b\n\n[a]\n\n',
    '[x]: /y\n\n[x[x',
    '[a]: <',
  ])('takes time in proportion to its length: 200 KB of %j', (piece) => {
    const markdown = piece.repeat(Math.ceil(200_000 / piece.length));
    // A reader that isn't linear takes minutes for these, and the test's time is up.
    expect(read(markdown).length).toBeGreaterThanOrEqual(0);
    expect(read(`# x${' '.repeat(200_000)}y`)).toHaveLength(1);
  });

  it('names stand for addresses only so far: few letters mean no flood of them', () => {
    const tree = read(`[a]: https://x.y/${'z'.repeat(4000)}\n\n${'[a]'.repeat(60_000)}`);
    expect(exportTree(tree, 'html').length).toBeLessThan(1_000_000);
  });

  it('takes time in proportion to its length: tildes that begin no code', () => {
    expect(read(`${'~'.repeat(400_000)}\``)).toHaveLength(1);
  });

  it('takes time in proportion to its length: marks that begin nothing but one kind, and end nothing but another', () => {
    expect(read('*a '.repeat(200_000) + 'b_ '.repeat(200_000))).toHaveLength(1);
  });
});

describe('Markdown that means too much', () => {
  it('isn’t read to its end, and what means as much as it may is', () => {
    const rows = (count: number): string => `| a | b |\n|---|---|\n${'| [@Bob](weft:user/bob) | c |\n'.repeat(count)}`;
    let mentions = 0;
    const random = (): number => {
      mentions++;
      return 0.5;
    };
    expect(readMarkdown(rows(20), random, 100)).toHaveLength(1);
    const each = mentions / 20;
    expect(each).toBeGreaterThanOrEqual(1);
    mentions = 0;
    expect(() => readMarkdown(rows(10_000), random, 400)).toThrow(TooMuchMarkdown);
    expect(mentions).toBeLessThanOrEqual(100 * each);
    expect(() => readMarkdown('- a\n'.repeat(500), random, 400)).toThrow(TooMuchMarkdown);
  });
});

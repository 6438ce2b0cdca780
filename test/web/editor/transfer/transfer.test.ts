import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../../../shared/lexical/markdown/read.ts';
import type { TreeElement, TreeNode } from '../../../../shared/lexical/tree.ts';
import { STYLE_MAP } from '../../../../web/editor/transfer/docx/styles.ts';
import { writeDocx } from '../../../../web/editor/transfer/docx/write-docx.ts';
import { exportName } from '../../../../web/editor/transfer/export-document.ts';
import { htmlPage } from '../../../../web/editor/transfer/html-page.ts';
import { piecesOf } from '../../../../web/editor/transfer/import-document.ts';
import { looksLikeMarkdown } from '../../../../web/editor/transfer/looks-like-markdown.ts';
import { png } from '../../../support/images.ts';

const read = (markdown: string): readonly TreeElement[] => readMarkdown(markdown, () => 0.5);
const words = (text: string, format = 0): TreeNode => ({ name: 'text', attributes: { __format: format }, text });
const block = (name: string, attributes: TreeElement['attributes'], ...children: TreeNode[]): TreeElement => ({
  name,
  attributes,
  children,
});

/** What a reader of Word's files finds in the one that is written. */
async function asRead(tree: readonly TreeElement[], images = new Map<string, { type: 'png'; data: Uint8Array }>()): Promise<string> {
  const file = await writeDocx(tree, { title: 'The title', images, base: 'https://weft.example/p/1' });
  const buffer = Buffer.from(await file.arrayBuffer());
  const convertImage = mammoth.images.imgElement(async (image) => ({ src: image.contentType }));
  return (await mammoth.convertToHtml({ buffer }, { styleMap: [...STYLE_MAP], convertImage })).value;
}

describe('a file of Word', () => {
  it('has headings, formats, links, quotes, callouts, code and rules', async () => {
    const formats = [1, 2, 4, 8, 16, 32, 64, 128].map((bit) => words(`f${bit}`, bit));
    const html = await asRead([
      ...read(
        '## Part\n\n[site](https://example.org/a) and [here](/p/2)\n\n> quoted\n> twice\n\n> [!TIP]\n> callout\n\n```\na\n  b\n```\n\n---',
      ),
      block('paragraph', {}, ...formats),
    ]);
    expect(html).toContain('<h1>The title</h1><h2>Part</h2>');
    expect(html).toContain('<a href="https://example.org/a">site</a> and <a href="https://weft.example/p/2">here</a>');
    expect(html).toContain('<blockquote>quoted<br />twice</blockquote><div class="callout-tip">callout</div>');
    expect(html).toContain('<pre>a<br />  b</pre><hr />');
    expect(html).toContain('<strong>f1</strong><em>f2</em><s>f4</s><u>f8</u><code>f16</code><sub>f32</sub><sup>f64</sup><mark>f128</mark>');
  });

  it('has lists in lists, lists that count anew, and checklists', async () => {
    const html = await asRead(read('- a\n  1. b\n  2. c\n- d\n\ntext\n\n1. e\n\ntext\n\n- [x] f\n- [ ] g'));
    expect(html).toContain('<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>');
    expect(html).toContain('<ol><li>e</li></ol>');
    expect(html).toMatch(/<li><input type="checkbox" checked="checked" \/> f<\/li><li><input type="checkbox" \/> g<\/li>/);
  });

  it('has tables with their merged cells and heads, and images with what they show', async () => {
    const cell = (text: string, attributes: TreeElement['attributes'] = {}): TreeElement =>
      block('tablecell', attributes, block('paragraph', {}, words(text)));
    const file = 'a'.repeat(64);
    const image = block('image', { __file: file, __alt: 'A <view>', __width: 2000, __height: 1000 });
    const gone = block('image', { __file: 'b'.repeat(64), __alt: 'Not here', __width: 5, __height: 5 });
    const table = block(
      'table',
      {},
      block('tablerow', {}, cell('h', { __headerState: 1, __colSpan: 2 })),
      block('tablerow', {}, cell('tall', { __rowSpan: 2 }), cell('x')),
      block('tablerow', {}, cell('y')),
    );
    const html = await asRead([table, image, gone], new Map([[file, { type: 'png', data: new Uint8Array(png(20, 10)) }]]));
    expect(html).toContain('<thead><tr><th colspan="2"><p>h</p></th></tr></thead>');
    expect(html).toContain('<tr><td rowspan="2"><p>tall</p></td><td><p>x</p></td></tr><tr><td><p>y</p></td></tr>');
    expect(html).toContain('<img alt="A &lt;view&gt;" src="image/png" />');
    expect(html).toContain('<em>Not here</em>');
  });
});

describe('a web page', () => {
  it('holds everything that it shows, and nothing of its words is markup', () => {
    const image = block('image', { __file: 'a'.repeat(64), __alt: 'Here', __width: 5, __height: 5 });
    const page = htmlPage([block('paragraph', {}, words('<script>')), image], {
      title: '</title><b>',
      language: 'en',
      base: 'https://weft.example',
      imageAddress: () => 'data:image/png;base64,AAAA',
    });
    expect(page).toContain('<img src="data:image/png;base64,AAAA" alt="Here"');
    expect(page).not.toMatch(/<script|<b>|<link/);
  });
});

describe('what a file is called', () => {
  it.each([
    ['Plan: a/b?', 'Plan a b.md'],
    ['  ..  ', 'document.md'],
    ['计划', '计划.md'],
    ['x'.repeat(300), `${'x'.repeat(100)}.md`],
  ])('%s', (title, name) => {
    expect(exportName(title, 'md')).toBe(name);
  });
});

describe('pieces that are written at once', () => {
  it('are bounded by blocks and by characters, in order, and at least one', () => {
    const small = Array.from({ length: 1_200 }, (_, at) => block('paragraph', {}, words(String(at))));
    const large = Array.from({ length: 3 }, () => block('paragraph', {}, words('x'.repeat(150_000))));
    expect(piecesOf([])).toEqual([[]]);
    expect(piecesOf(small).map(({ length }) => length)).toEqual([500, 500, 200]);
    expect(piecesOf(large).map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(piecesOf([...small, ...large]).flat()).toEqual([...small, ...large]);
  });
});

describe('plain text', () => {
  it.each([
    ['headings and items', '# Plan\n\n- one\n- two'],
    ['a list', '1. one\n2. two'],
    ['a table', 'a | b\n--- | ---\n1 | 2'],
    ['code in fences', 'See:\n\n```js\nlet a;\n```'],
    ['a heading and formats', '## Part\n\nSome **bold** words'],
    ['quotes', '> a\n> b'],
  ])('with %s is Markdown', (_, text) => {
    expect(looksLikeMarkdown(text)).toBe(true);
  });

  it.each([
    ['prose', 'First line.\nSecond line - with a dash.'],
    ['one item', '- maybe\nor not'],
    ['a script', '# install\nnpm ci\n# run\nnpm start'],
    ['a patch', '@@ -1,2 +1,2 @@\n- old\n- older\n+ new'],
    ['arithmetic', '2 * 3 * 4\n5 * 6'],
    ['nothing', ''],
  ])('with %s is not', (_, text) => {
    expect(looksLikeMarkdown(text)).toBe(false);
  });
});

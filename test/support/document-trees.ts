import fc from 'fast-check';
import type { TreeElement, TreeNode } from '../../shared/lexical/tree.ts';
import { CALLOUT_KINDS } from '../../shared/model/callouts.ts';
import { MENTION_KINDS } from '../../shared/model/mentions.ts';

/* Documents as the schema lets them be, with texts that are hard to write. */

const NASTY = [
  ...[
    '*',
    '**',
    '_',
    '__',
    '~',
    '~~',
    '=',
    '==',
    '`',
    '```',
    '\\',
    '\\\\',
    '[',
    ']',
    '](',
    ')',
    '!',
    '![',
    '<',
    '<u>',
    '</u>',
    '<br>',
    '>',
    '&',
  ],
  ...[
    '&amp;',
    '&#32;',
    '|',
    '\\|',
    '#',
    '# ',
    '- ',
    '+ ',
    '-',
    '--',
    '---',
    '===',
    '1. ',
    '1986. ',
    '2) ',
    '[x] ',
    '[ ]',
    '> ',
    ':---',
    '| - |',
  ],
  ...[
    '\n',
    '\r\n',
    '\t',
    ' ',
    '  ',
    '\u00a0',
    '\u3000',
    '\u2028',
    '@',
    '[!NOTE]',
    '<https://x.y>',
    '~~~',
    '    ',
    '$',
    '^',
    '"',
    "'",
    '(',
    ')',
    '.',
  ],
  ...['a', 'b', 'word', 'é', '中', '中文。', '“引”', '🙂', '👩‍👩‍👧', '𠀀', 'snake_case', '1', 'x'],
];

/** Text of a few pieces, most of them marks, ends of lines or other trouble. */
const nastyText = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NASTY) }, fc.string({ maxLength: 4 })), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(''));

const element = (name: string, attributes: TreeElement['attributes'], children: readonly TreeNode[]): TreeElement => ({
  name,
  attributes,
  children,
});

const format = fc.oneof(fc.constant(0), fc.constantFrom(1, 2, 4, 8, 16, 32, 64, 128, 3, 17, 1024), fc.integer({ min: 0, max: 2047 }));
const run: fc.Arbitrary<TreeNode> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({ text: nastyText, bits: format })
      .map(({ text, bits }) => ({ name: 'text', attributes: bits === 0 ? {} : { __format: bits }, text })),
  },
  { weight: 1, arbitrary: fc.constant({ name: 'tab', attributes: {}, text: '\t' }) },
);
const lineBreak = fc.constant(element('linebreak', {}, []));
const id = fc
  .string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('a', 'Z', '_', '-', '.', '(', ')', '*', '~', ' ', '%', '中', "'") })
  .filter((text) => text !== '.' && text !== '..');
const mention = fc
  .record({ kind: fc.constantFrom(...MENTION_KINDS), target: id, label: nastyText })
  .map(({ kind, target, label }) => element('mention', { __id: 'men_1', __kind: kind, __target: target, __label: label }, []));
const url = fc.constantFrom(
  ...[
    'https://x.y/',
    'https://x.y/a_b?c=d&e=f',
    '/b c',
    'e(f)g',
    '(',
    '<',
    '>',
    '\\',
    'a\nb',
    'https://x.y/`',
    'https://x.y/|',
    '#top',
    ' ',
  ],
  ...['https://x.y/"', 'mailto:a@b.c', 'weft:user/x', 'https://x.y/&amp;', 'https://例え.jp/中', '[x](y)', '', "it's"],
);
const linked = fc.array(fc.oneof({ weight: 5, arbitrary: run }, lineBreak, mention), { maxLength: 3 });
const link = fc
  .record({
    name: fc.constantFrom('link', 'autolink'),
    url,
    title: fc.option(nastyText),
    isUnlinked: fc.boolean(),
    children: linked,
    isOwn: fc.boolean(),
  })
  .map(({ name, url: __url, title, isUnlinked, children, isOwn }) =>
    element(
      name,
      { __url, ...(title !== null && { __title: title }), ...(name === 'autolink' && { __isUnlinked: isUnlinked }) },
      isOwn ? [{ name: 'text', attributes: {}, text: __url }] : children,
    ),
  );
const inline: fc.Arbitrary<readonly TreeNode[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: run },
    { weight: 1, arbitrary: lineBreak },
    { weight: 1, arbitrary: link },
    { weight: 1, arbitrary: mention },
  ),
  { maxLength: 5 },
);

const layout = fc.constantFrom<TreeElement['attributes']>({}, {}, { __format: 2, __indent: 1, __dir: 'ltr' });
const list: (depth: number) => fc.Arbitrary<TreeElement> = fc.memo((depth) =>
  fc
    .record({
      type: fc.constantFrom('number', 'bullet', 'check'),
      start: fc.constantFrom(0, 1, 2, 9, 99, 1234),
      items: fc.array(
        fc.record({
          checked: fc.option(fc.boolean()),
          line: inline,
          inner: depth > 1 ? fc.array(list(depth - 1), { maxLength: 2 }) : fc.constant([]),
          behind: fc.constantFrom(true, false),
        }),
        { maxLength: 4 },
      ),
    })
    .map(({ type, start, items }) =>
      element(
        'list',
        { __listType: type, __tag: type === 'number' ? 'ol' : 'ul', ...(start !== 1 && { __start: start }) },
        items.map(({ checked, line, inner, behind }) =>
          element('listitem', checked === null ? {} : { __checked: checked }, behind ? [...line, ...inner] : [...inner, ...line]),
        ),
      ),
    ),
);
const image = fc
  .record({
    digit: fc.constantFrom(...'0123456789abcdef'),
    alt: fc.option(nastyText),
    width: fc.constantFrom(0, 1, 800),
    height: fc.constantFrom(0, 600),
  })
  .map(({ digit, alt, width, height }) =>
    element('image', { __file: digit.repeat(64), ...(alt !== null && { __alt: alt }), __width: width, __height: height }, []),
  );
const code = fc
  .record({
    language: fc.option(fc.constantFrom('js', 'c++', 'objective-c')),
    children: fc.array(fc.oneof({ weight: 3, arbitrary: run }, lineBreak), { maxLength: 5 }),
  })
  .map(({ language, children }) => element('code', language === null ? {} : { __language: language }, children));
const block: fc.Arbitrary<TreeElement> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({ attributes: layout, children: inline })
      .map(({ attributes, children }) => element('paragraph', attributes, children)),
  },
  fc
    .record({ level: fc.integer({ min: 1, max: 6 }), children: inline })
    .map(({ level, children }) => element('heading', { __tag: `h${level}` }, children)),
  inline.map((children) => element('quote', {}, children)),
  fc
    .record({ kind: fc.constantFrom(...CALLOUT_KINDS), children: inline })
    .map(({ kind, children }) => element('callout', { __kind: kind }, children)),
  list(3),
  code,
  fc.constant(element('horizontalrule', {}, [])),
  image,
);
const cell = fc
  .record({
    header: fc.constantFrom(0, 0, 1, 3),
    columns: fc.constantFrom(1, 1, 1, 2, 5),
    rows: fc.constantFrom(1, 1, 1, 2, 1000),
    children: fc.array(block, { maxLength: 3 }),
  })
  .map(({ header, columns, rows, children }) =>
    element('tablecell', { __headerState: header, __colSpan: columns, __rowSpan: rows }, children),
  );
const table = fc
  .record({ isHeader: fc.boolean(), rows: fc.array(fc.array(cell, { maxLength: 3 }), { maxLength: 4 }) })
  .map(({ isHeader, rows }) =>
    element(
      'table',
      {},
      rows.map((cells, index) =>
        element(
          'tablerow',
          {},
          cells.map((one) => (isHeader && index === 0 ? { ...one, attributes: { ...one.attributes, __headerState: 1 } } : one)),
        ),
      ),
    ),
  );

/** A document with every kind of node, at every place where it may be. */
export const documentTree: fc.Arbitrary<readonly TreeElement[]> = fc.array(
  fc.oneof({ weight: 6, arbitrary: block }, { weight: 1, arbitrary: table }),
  { maxLength: 4 },
);

/** Pieces of Markdown in any order. */
export const markdownText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...NASTY,
        '\n\n',
        '\n    - ',
        '\n> ',
        '\n```\n',
        '| a | b |\n|---|---|\n',
        '](https://x.y)',
        '\n\n[a]: /b\n',
        '[a]',
        '](weft:user/x)',
        `](weft:file/${'a'.repeat(64)})`,
      ),
      fc.string({ maxLength: 5 }),
    ),
    {
      maxLength: 40,
    },
  )
  .map((pieces) => pieces.join(''));

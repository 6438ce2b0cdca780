import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { FORMATS } from '../../../../server/workspace/documents/documents.ts';
import { exportTree } from '../../../../server/workspace/documents/export.ts';
import { readMarkdown } from '../../../../shared/lexical/markdown/read.ts';
import { ROOT_NAME } from '../../../../shared/lexical/seed.ts';
import { readTree } from '../../../../shared/lexical/tree.ts';
import { LIMITS } from '../../../../shared/limits.ts';
import { documentRoom } from '../../../../shared/rooms.ts';
import { runSeed, type Seeded, seeded } from '../../../support/random.ts';
import { testWorkspace } from '../../../support/workspace.ts';

/** An element as a client may write it, whatever the types say. */
type Anything = Y.XmlElement<{ [key: string]: object | string | number | null }>;

const hostileElement = (name: string, attributes: Readonly<Record<string, unknown>>, children: readonly unknown[] = []): Y.XmlElement => {
  const element = new Y.XmlElement(name);
  const open: Anything = element;
  for (const [key, value] of Object.entries(attributes)) open.setAttribute(key, value as string);
  element.insert(0, [...children] as Y.XmlElement[]);
  return element;
};

const hostileText = (...runs: readonly { readonly insert: unknown; readonly attributes?: object }[]): Y.XmlText => {
  const text = new Y.XmlText();
  text.applyDelta([...runs]);
  return text;
};

/** A document whose root holds these, beside one good paragraph before and behind. */
function documentOf(...blocks: readonly unknown[]): Y.Doc {
  const doc = new Y.Doc();
  const good = (words: string): Y.XmlElement => hostileElement('paragraph', {}, [hostileText({ insert: words })]);
  doc.get(ROOT_NAME, Y.XmlElement).insert(0, [good('first'), ...blocks, good('last')] as Y.XmlElement[]);
  return doc;
}

const exported = (doc: Y.Doc): string[] => FORMATS.map((format) => exportTree(readTree(doc, LIMITS.typeDepth), format));

const nested = (name: string, depth: number): Y.XmlElement => {
  let inner = hostileElement(name, {}, [hostileText({ insert: 'deep' })]);
  for (let level = 0; level < depth; level++) inner = hostileElement(name, {}, [inner]);
  return inner;
};

const nestedLists = (depth: number): Y.XmlElement => {
  let list = hostileElement('list', {}, [hostileElement('listitem', {}, [hostileText({ insert: 'deep' })])]);
  for (let level = 0; level < depth; level++) list = hostileElement('list', {}, [hostileElement('listitem', {}, [list])]);
  return list;
};

const words = (insert: string, attributes: object = {}): Y.XmlText => hostileText({ insert, attributes });

describe('a hostile document', () => {
  it.each<[string, () => readonly unknown[]]>([
    [
      'nodes that nobody knows',
      () => [hostileElement('iframe', { src: 'x' }), hostileElement('__proto__', {}), hostileElement('constructor', {}, [words('x')])],
    ],
    [
      'a root in the root',
      () => [hostileElement('root', {}, [words('x')]), hostileElement('UNDEFINED', {}), hostileElement('artificial', {})],
    ],
    ['text in the root', () => [words('loose')]],
    ['inline nodes in the root', () => [hostileElement('linebreak', {}), hostileElement('link', { __url: 'https://x' }, [words('x')])]],
    ['other types among the blocks', () => [new Y.Map(), new Y.Array(), new Y.Text('x'), new Y.XmlFragment(), new Y.XmlHook('x')]],
    ['plain values among the blocks', () => ['text', 7, null, true, { a: 1 }, [1], new Uint8Array(3)]],
    [
      'attributes of every wrong type',
      () =>
        ['paragraph', 'heading', 'quote', 'list', 'listitem', 'link', 'mention'].flatMap((name) =>
          [null, 7, -1, Number.NaN, 1e300, true, 'x', '', {}, [], { toString: 'x' }, new Uint8Array(1)].map((value) =>
            hostileElement(
              name,
              Object.fromEntries(
                [
                  '__tag',
                  '__type',
                  '__format',
                  '__indent',
                  '__dir',
                  '__listType',
                  '__start',
                  '__value',
                  '__url',
                  '__title',
                  '__style',
                  '__id',
                  '__kind',
                  '__target',
                  '__label',
                  '__key',
                  '__parent',
                  '__first',
                  '__size',
                  '__slots',
                  's_x',
                  'getType',
                  'toString',
                ].map((key) => [key, value]),
              ),
              [words('kept?')],
            ),
          ),
        ),
    ],
    [
      'shared types as attributes',
      () => [hostileElement('heading', { __tag: new Y.Map(), __slots: new Y.Map([['a', hostileElement('paragraph', {})]]) }, [words('x')])],
    ],
    [
      'embeds and odd formats in text',
      () => [
        hostileElement('paragraph', {}, [
          hostileText(
            { insert: { image: 'x' } },
            { insert: new Y.Map() },
            { insert: 'a', attributes: { t: 'iframe' } },
            { insert: 'b', attributes: { t: 7, p: 'x' } },
          ),
          hostileText(
            { insert: 'c', attributes: { t: 'tab' } },
            { insert: '\t\t', attributes: { t: 'tab', i: 1 } },
            { insert: 'd', attributes: { p: { __format: 'x', __text: 'forged', __key: 'root', __mode: 9 } } },
          ),
          hostileText({ insert: 'e', attributes: { t: 'paragraph' } }, { insert: 'f', attributes: { t: '__proto__', p: null, i: {} } }),
        ]),
      ],
    ],
    [
      'lists without items, items without lists',
      () => [
        hostileElement('list', {}, [words('x'), hostileElement('paragraph', {}, [words('y')]), nestedLists(2)]),
        hostileElement('listitem', {}, [words('z')]),
        hostileElement('list', { __listType: 'number', __start: 1e9 }, []),
      ],
    ],
    [
      'tables of anything',
      () => [
        hostileElement('table', {}, [
          words('loose'),
          hostileElement('paragraph', {}, [words('x')]),
          hostileElement('tablecell', {}, [words('y')]),
        ]),
        hostileElement('table', {}, [
          hostileElement('tablerow', {}, [
            words('loose'),
            hostileElement('tablecell', { __colSpan: 999, __rowSpan: 1e9, __headerState: 'x' }, [words('loose'), nested('table', 3)]),
          ]),
          hostileElement('tablerow', {}),
        ]),
        ...['code', 'callout', 'horizontalrule', 'image', 'tablerow', 'tablecell'].map((name) =>
          hostileElement(name, {}, [words('x'), nested(name, 3)]),
        ),
      ],
    ],
    [
      'links in links in links',
      () => [
        hostileElement('paragraph', {}, [
          hostileElement('link', { __url: 'https://x' }, [hostileElement('link', { __url: 'https://y' }, [words('z')])]),
        ]),
      ],
    ],
    ['blocks in lines', () => [hostileElement('paragraph', {}, [hostileElement('heading', {}, [words('x')]), nested('quote', 5)])]],
    ['nesting without end', () => [nested('paragraph', 400), nested('link', 400), nestedLists(200)]],
    [
      'mentions of nothing',
      () => [
        hostileElement('paragraph', {}, [
          hostileElement('mention', {}),
          hostileElement('mention', { __id: 'a/b', __kind: 'admin', __target: '', __label: 7 }, [words('x')]),
        ]),
      ],
    ],
    [
      'a text of control characters and half characters',
      () => [hostileElement('paragraph', {}, [words('\u0000\ud800\u202e\ufeff\r\n\u2028')])],
    ],
  ])('with %s is exported without it', (_title, blocks) => {
    const doc = documentOf(...blocks());
    const before = Y.encodeStateAsUpdate(doc);
    for (const text of exported(doc)) {
      expect(text).toContain('first');
      expect(text).toContain('last');
      expect(text).not.toMatch(/forged|undefined/);
    }
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('is read down to the deepest level that a room lets in, and no deeper', () => {
    const text = (depth: number): string => exportTree(readTree(documentOf(nestedLists(depth)), LIMITS.typeDepth), 'html');
    expect(text(20)).toContain('deep');
    expect(text(200)).not.toContain('deep');
  });

  it('of any width is exported, and so is Markdown of any width read', () => {
    const runs = (): Y.XmlText => {
      const text = new Y.XmlText();
      text.applyDelta(Array.from({ length: 130_000 }, (_, index) => ({ insert: 'w', attributes: { p: { __format: index % 2 } } })));
      return text;
    };
    const doc = documentOf(hostileElement('paragraph', {}, [hostileElement('link', { __url: 'javascript:x' }, [runs()])]));
    for (const format of FORMATS) expect(exportTree(readTree(doc, LIMITS.typeDepth), format).length, format).toBeGreaterThan(130_000);
    expect(readMarkdown('- a\n1. b\n'.repeat(70_000), Math.random)).toHaveLength(140_000);
  });

  it('leads nowhere and runs nothing', () => {
    const hostile = [
      'javascript:alert(1)',
      ' java\nscript:alert(1)',
      'data:text/html,<script>',
      'vbscript:x',
      '//x" onclick="y',
      'https://x/"><script>z</script>',
    ];
    const doc = documentOf(
      ...hostile.map((url) =>
        hostileElement('paragraph', { __style: 'background: url(x)' }, [
          hostileElement('link', { __url: url, __target: '"><script>', __title: '"><script>' }, [
            words('<script>a</script>', { p: { __style: '"onload="x' } }),
          ]),
        ]),
      ),
      hostileElement('paragraph', {}, [
        hostileElement('mention', { __id: 'm', __kind: 'user', __target: '"><script>', __label: '<script>"\'' }),
      ]),
    );
    const [json = '', markdown = '', html = ''] = exported(doc);
    expect(html).not.toMatch(/<script|javascript:|vbscript:|data:|onload="|onclick="|url\(/i);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[a-z]+[^>]*\son/);
    expect(json).not.toMatch(/javascript:|java\\nscript|vbscript:|data:text/);
    expect(markdown).not.toMatch(/\]\(\s*(javascript|vbscript|data)/i);
  });

  it('with another type at its root is an empty one', () => {
    const doc = new Y.Doc();
    doc.getMap(ROOT_NAME).set('x', 1);
    expect(readTree(doc, 64)).toEqual([]);
    expect(readTree(new Y.Doc(), 64)).toEqual([]);
  });

  it('breaks no reader of a room, and the next good edit is read', async () => {
    const workspace = await testWorkspace({ implicit: true });
    const nobody = { userId: '', name: '' };
    await workspace.documents.create(nobody, 'home', { title: 'Plan', document_id: 'plan' });
    await workspace.edit(documentRoom('home', 'plan'), '', (doc) => {
      doc
        .get(ROOT_NAME, Y.XmlElement)
        .insert(0, [hostileElement('iframe', {}), hostileElement('paragraph', { __type: null as never }, [words('odd')])]);
      doc.getMap('text').set('not', 'a text');
    });
    await workspace.documents.write(nobody, 'home', 'plan', 'good', 'append');
    for (const format of FORMATS) expect(await workspace.documents.read('home', 'plan', format)).toContain('good');
    await workspace.edit('p/home', '', (doc) => void (doc.getMap('documents').get('plan') as Y.Map<unknown>).set('kind', 'text'));
    expect(await workspace.documents.read('home', 'plan', 'text')).toBe('');
    await expect(workspace.documents.write(nobody, 'home', 'plan', 'x', 'append')).rejects.toMatchObject({ code: 'document.unreadable' });
  });

  const seed = runSeed();
  it(`of random shape is exported in every format (WEFT_SEED=${seed})`, () => {
    const random = seeded(seed);
    for (let round = 0; round < 150; round++) {
      const doc = documentOf(...Array.from({ length: 6 }, () => randomNode(random, 0)));
      expect(() => exported(doc), `round ${round}`).not.toThrow();
    }
  });
});

const NAMES = [
  'paragraph',
  'heading',
  'quote',
  'list',
  'listitem',
  'link',
  'autolink',
  'linebreak',
  'mention',
  'code',
  'callout',
  'horizontalrule',
  'image',
  'table',
  'tablerow',
  'tablecell',
  'text',
  'tab',
  'root',
  'nobody',
];
const KEYS = [
  '__tag',
  '__type',
  '__format',
  '__indent',
  '__dir',
  '__listType',
  '__start',
  '__value',
  '__checked',
  '__url',
  '__isUnlinked',
  '__id',
  '__kind',
  '__target',
  '__label',
  '__language',
  '__file',
  '__alt',
  '__width',
  '__colSpan',
  '__rowSpan',
  '__headerState',
  '__parent',
  's_mdListMarker',
];
const VALUES: readonly unknown[] = [
  'h1',
  'h9',
  0,
  1,
  6,
  -1,
  2 ** 40,
  999,
  'a'.repeat(64),
  'ul',
  'check',
  'bullet',
  true,
  null,
  'https://x',
  'javascript:x',
  'ltr',
  'user',
  { a: 1 },
  [],
  '',
];

function randomNode(random: Seeded, depth: number): unknown {
  if (random.chance(0.3)) {
    return hostileText(
      ...Array.from({ length: random.between(1, 3) }, () => ({
        insert: random.pick<unknown>(['word', '\t', '*', '[', '\n', ' ', { odd: 1 }]),
        attributes: random.pick<object>([
          {},
          { t: 'tab' },
          { t: 'text' },
          { p: { __format: random.below(4096) } },
          { t: 'nobody' },
          { p: 7 },
        ]),
      })),
    );
  }
  if (random.chance(0.05)) return random.pick<unknown>([7, 'x', null, { a: 1 }]);
  const attributes = Object.fromEntries(Array.from({ length: random.below(5) }, () => [random.pick(KEYS), random.pick(VALUES)]));
  const children = depth > 6 ? [] : Array.from({ length: random.below(4) }, () => randomNode(random, depth + 1));
  return hostileElement(random.pick(NAMES), attributes, children);
}

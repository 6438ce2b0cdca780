import { $createTextNode, $getRoot, $isElementNode } from 'lexical';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ROOT_NAME } from '../../../../shared/lexical/seed.ts';
import { boundEditor } from '../../../support/bound-editor.ts';
import { eventually } from '../../../support/eventually.ts';
import { element, run } from '../../../support/hostile-nodes.ts';
import { type TestServer, testServer } from '../../../support/server.ts';

const ROOM = 'p/home/d/welcome';

type Write = (root: Y.XmlElement, block: Y.XmlElement, text: Y.XmlText) => void;

/** An element or text as a client may write it, whatever the types say. */
interface Open {
  insert(at: number, values: readonly unknown[]): void;
  setAttribute(name: string, value: unknown): void;
}

const open = (type: Y.XmlElement | Y.XmlText): Open => type as Open;

const table = (...rows: readonly unknown[]): Y.XmlElement => element('table', {}, rows);

const WRITES: readonly (readonly [string, Write])[] = [
  ['an unknown node', (root) => root.insert(0, [element('from-the-future')])],
  ['an unknown node among words', (_root, block) => block.insert(0, [element('hologram')])],
  ['a root in the root', (root) => root.insert(0, [element('root')])],
  ['a root without a name', (root) => root.insert(0, [element('UNDEFINED')])],
  ['a run as an element', (_root, block) => block.insert(0, [element('text', {}, [run('x')])])],
  ['words in the root', (root) => root.insert(0, [run('loose')])],
  ['a line’s end in the root', (root) => root.insert(0, [element('linebreak')])],
  ['an item without a list', (root) => root.insert(0, [element('listitem', {}, [run('x')])])],
  ['a paragraph in a list', (root) => root.insert(0, [element('list', {}, [element('paragraph')])])],
  ['words in a table', (root) => root.insert(0, [table(run('x'))])],
  ['a cell without a row', (root) => root.insert(0, [table(element('tablecell'))])],
  ['a paragraph in a row', (root) => root.insert(0, [table(element('tablerow', {}, [element('paragraph')]))])],
  ['something in a rule', (root) => root.insert(0, [element('horizontalrule', {}, [element('paragraph')])])],
  ['a hook', (root) => open(root).insert(0, [new Y.XmlHook('x')])],
  ['a map among blocks', (root) => open(root).insert(0, [new Y.Map()])],
  ['a list among words', (_root, block) => open(block).insert(0, [new Y.Array()])],
  ['a text of another kind', (_root, block) => open(block).insert(0, [new Y.Text('x')])],
  ['a fragment', (root) => open(root).insert(0, [new Y.XmlFragment()])],
  ['plain values among blocks', (root) => open(root).insert(0, ['text', 7, null])],
  ['an unknown kind of run', (_root, _block, text) => text.insert(0, 'x', { t: 'iframe' })],
  ['a kind of run that is no word', (_root, _block, text) => text.format(0, text.length, { t: { a: 1 } })],
  ['a run of wrong fields', (_root, _block, text) => text.insert(0, 'x', { p: { __format: 'bold' } })],
  ['a run of unknown fields', (_root, _block, text) => text.insert(0, 'x', { p: { __key: 'root' } })],
  ['a run of no fields', (_root, _block, text) => text.insert(0, 'x', { p: 'x' })],
  ['a format of another editor', (_root, _block, text) => text.format(0, text.length, { bold: true })],
  ['an embed', (_root, _block, text) => text.insertEmbed(0, { image: 'x' })],
  ['a type in a text', (_root, _block, text) => text.insertEmbed(0, new Y.Map())],
  ['an attribute of a text', (_root, _block, text) => open(text).setAttribute('x', 1)],
  ['a forged type', (_root, block) => open(block).setAttribute('__type', 'root')],
  ['a forged place', (_root, block) => open(block).setAttribute('__parent', 'root')],
  ['slots', (_root, block) => open(block).setAttribute('__slots', new Y.Map([['a', element('paragraph')]]))],
  ['state that no node keeps', (_root, block) => open(block).setAttribute('s_shadowRoot', true)],
  ['a method as an attribute', (_root, block) => open(block).setAttribute('getLatest', 'x')],
  ['a word for a number', (_root, block) => open(block).setAttribute('__indent', 'deep')],
  ['an object for a word', (root) => root.insert(0, [element('heading', { __tag: { a: 1 } })])],
  ['a tag that is no heading’s', (root) => root.insert(0, [element('heading', { __tag: 'script' })])],
  ['a type as an attribute', (root) => root.insert(0, [element('heading', { __tag: new Y.Map() })])],
  ['a cell as wide as the world', (root) => root.insert(0, [table(element('tablerow', {}, [element('tablecell', { __colSpan: 1e9 })]))])],
  ['an attribute of the root', (root) => open(root).setAttribute('__type', 'paragraph')],
];

async function room(server: TestServer) {
  const [bob, mallory] = [await server.join(ROOM, 'bob:editor'), await server.join(ROOM, 'mallory:editor')];
  const his = boundEditor(bob.doc);
  const write = (words: string): void =>
    his.editor.update(
      () => {
        const first = $getRoot().getFirstChild();
        if ($isElementNode(first)) first.append($createTextNode(words));
      },
      { discrete: true },
    );
  write('Bob’s words.');
  await bob.settled();
  const root = mallory.doc.get(ROOT_NAME, Y.XmlElement);
  await eventually('mallory has them', () => root.toString().includes('Bob’s words.'));
  return { bob, his, write, mallory, root };
}

describe('a hostile write into a document', () => {
  it.each(WRITES)('[FR8] with %s is refused whole, and told: nobody else notices', async (_title, hostile) => {
    const server = await testServer();
    const { bob, his, write, mallory, root } = await room(server);
    const before = his.shows();
    const block = root.get(0) as Y.XmlElement;
    mallory.doc.transact(() => {
      (block.get(0) as Y.XmlText).insert(0, 'Beside it ');
      hostile(root, block, block.get(0) as Y.XmlText);
    });
    expect(await mallory.line.ended()).toEqual({ code: 4400, reason: 'update.node' });
    write(' And more.');
    await bob.settled();
    const carol = await server.join(ROOM, 'carol:editor');
    expect(boundEditor(carol.doc).shows()).toBe(his.shows());
    expect(his.shows()).toBe(before.replace('words.', 'words. And more.'));
    expect([bob.line.closed, his.faults]).toEqual([null, []]);
  });

  it('[FR8] is refused when it comes as a step 2, and again when its writer returns', async () => {
    const server = await testServer();
    const { mallory, root } = await room(server);
    mallory.drop();
    root.insert(0, [element('hologram')]);
    for (let visit = 0; visit < 2; visit++) {
      await mallory.connect();
      expect(await mallory.line.ended()).toEqual({ code: 4400, reason: 'update.node' });
    }
  });

  it('[FR8] is let in under another root, and in rooms of other editors', async () => {
    const server = await testServer();
    const { mallory } = await room(server);
    mallory.doc.getXmlFragment('prosemirror').insert(0, [element('hologram')]);
    mallory.doc.getText('text').insert(0, 'Plain text', { bold: true });
    await mallory.settled();
    const other = await server.join('notes', 'mallory:editor');
    other.doc.get(ROOT_NAME, Y.XmlElement).insert(0, [element('hologram')]);
    await other.settled();
    expect([mallory.line.closed, mallory.line.refused, other.line.closed, other.line.refused]).toEqual([null, [], null, []]);
  });

  it('[FR8] is let in where the document held such already: it may be moved, and its deletion undone', async () => {
    const server = await testServer();
    const doc = new Y.Doc();
    doc.get(ROOT_NAME, Y.XmlElement).insert(0, [element('hologram', { __n: 1 })]);
    const record = { seq: 1, time: 0, author: '', sender: '', update: Y.encodeStateAsUpdate(doc) };
    await server.store.write({ rooms: [{ room: 'p/home/d/newer', records: [record] }] });
    const bob = await server.join('p/home/d/newer', 'bob:editor');
    const root = bob.doc.get(ROOT_NAME, Y.XmlElement);
    const undo = new Y.UndoManager(root);
    root.delete(0, 1);
    await bob.settled();
    undo.undo();
    await bob.settled();
    expect([root.toString(), bob.line.closed, bob.line.refused]).toEqual([
      '<undefined><hologram __n="1"></hologram></undefined>',
      null,
      [],
    ]);
  });

  it('[FR8] that is gone again in the same update harms nobody', async () => {
    const server = await testServer();
    const { his, mallory, root } = await room(server);
    mallory.doc.transact(() => {
      root.insert(0, [element('hologram', {}, [run('x')])]);
      root.delete(0, 1);
      root.insert(1, [element('paragraph', {}, [run('kept')])]);
    });
    await mallory.settled();
    await eventually('bob sees it', () => his.shows().includes('kept'));
    expect([mallory.line.closed, his.faults]).toEqual([null, []]);
  });
});

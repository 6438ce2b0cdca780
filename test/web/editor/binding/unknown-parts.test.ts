import { $createParagraphNode, $createTextNode, $getRoot, $isElementNode, type LexicalNode, UNDO_COMMAND } from 'lexical';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { $createCalloutNode, CalloutNode } from '../../../../shared/lexical/callout.ts';
import { ROOT_NAME } from '../../../../shared/lexical/seed.ts';
import { EDITOR_NODES } from '../../../../web/editor/binding/editor-nodes.ts';
import { registerUndo } from '../../../../web/editor/binding/undo.ts';
import { UnknownNode } from '../../../../web/editor/binding/unknown-node.ts';
import { type BoundEditor, boundEditor } from '../../../support/bound-editor.ts';
import { element, run } from '../../../support/hostile-nodes.ts';

const rootOf = (doc: Y.Doc): Y.XmlElement => doc.get(ROOT_NAME, Y.XmlElement);

/** What somebody with a newer version would make: attributes, words, things inside. */
const future = (): Y.XmlElement =>
  element('chart', { __data: [1, 2], __title: 'Sales' }, [element('axis', {}, [run('x')]), run('label', { t: 'future' })]);

function documentOf(...blocks: readonly unknown[]): Y.Doc {
  const doc = new Y.Doc();
  rootOf(doc).insert(0, [element('paragraph', {}, [run('first')]), ...blocks, element('paragraph', {}, [run('last')])] as Y.XmlElement[]);
  return doc;
}

/** Everything in the document, whatever the binding is shown of it. */
function whole(doc: Y.Doc): string {
  const fresh = new Y.Doc();
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc));
  return rootOf(fresh).toString();
}

function edit({ editor }: BoundEditor, change: () => void): void {
  editor.update(change, { discrete: true });
}

/** What is shown, in words: `?` for a placeholder among blocks, `¿` for one in a line. */
function seen({ editor }: BoundEditor): string {
  const told = (node: LexicalNode): string => {
    if (node instanceof UnknownNode) return node.isInline() ? '¿' : '?';
    if (!$isElementNode(node)) return node.getTextContent();
    return `[${node.getChildren().map(told).join('')}]`;
  };
  return editor.read(() => $getRoot().getChildren().map(told).join(''));
}

const $at = (index: number): LexicalNode => $getRoot().getChildAtIndex(index) ?? $getRoot();

function pull(to: Y.Doc, from: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'network');
}

describe('a document with a part that this version doesn’t know', () => {
  it('shows a placeholder for it and everything else, and writes nothing by that', () => {
    const doc = documentOf(future(), element('paragraph', {}, [run('a'), element('sparkle', { __n: 1 }), run('b')]));
    const before = Y.encodeStateAsUpdate(doc);
    const ada = boundEditor(doc);
    expect(seen(ada)).toBe('[first]?[a¿b][last]');
    expect(ada.faults).toEqual([]);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('keeps it as it is while one writes around it, in the same line, and takes blocks away beside it', () => {
    const doc = documentOf(future(), element('paragraph', {}, [run('a'), element('sparkle', { __n: 1 }), run('b')]));
    const chart = future().toString;
    const [part] = [whole(documentOf(future())).match(/<chart.*<\/chart>/)?.[0] ?? chart];
    const ada = boundEditor(doc);
    edit(ada, () => void $at(1).insertBefore($createParagraphNode().append($createTextNode('before'))));
    edit(ada, () => void $at(2).insertAfter($createParagraphNode().append($createTextNode('behind'))));
    edit(ada, () => {
      const line = $at(4);
      if ($isElementNode(line)) line.append($createTextNode('!')).getFirstChild()?.insertBefore($createTextNode('>').toggleFormat('bold'));
    });
    edit(ada, () => $at(0).remove());
    edit(ada, () => $at(2).remove());
    expect(seen(ada)).toBe('[before]?[>a¿b!][last]');
    expect(whole(doc)).toContain(part);
    expect(whole(doc)).toMatch(/<sparkle __n="1">/);
    expect(ada.faults).toEqual([]);
    expect(seen(boundEditor(reopened(doc)))).toBe(seen(ada));
  });

  it('takes it along when the placeholder is moved, and when its line becomes a heading', () => {
    const doc = documentOf(
      future(),
      element('paragraph', {}, [run('a'), element('sparkle', { __n: 1 })]),
      element('chart', { __title: 'Other' }),
    );
    const ada = boundEditor(doc);
    expect(seen(ada)).toBe('[first]?[a¿]?[last]');
    edit(ada, () => void $at(0).insertBefore($at(3)));
    edit(ada, () => {
      const line = $at(3);
      if ($isElementNode(line)) line.replace($createCalloutNode(), true);
    });
    edit(ada, () => void $at(4).insertAfter($at(2)));
    expect(seen(ada)).toBe('?[first][a¿][last]?');
    const text = whole(doc);
    expect(text.match(/<chart|<sparkle|<axis/g)).toEqual(['<chart', '<sparkle', '<chart', '<axis']);
    expect(text).toMatch(/^<undefined><chart __title="Other"><\/chart>/);
    expect(text).toContain('<chart __data="1,2" __title="Sales"><axis>x</axis>');
    expect(text).not.toContain('unknown');
    edit(ada, () => void $at(1).insertAfter($createParagraphNode().append($createTextNode('more'))));
    expect(whole(doc).match(/<chart|<sparkle|<axis/g)).toEqual(['<chart', '<sparkle', '<chart', '<axis']);
    expect(ada.faults).toEqual([]);
    expect(seen(boundEditor(reopened(doc)))).toBe(seen(ada));
  });

  it('keeps two apart when they change places', () => {
    const doc = documentOf(element('chart', { __title: 'One' }), element('chart', { __title: 'Two' }));
    const ada = boundEditor(doc);
    edit(ada, () => void $at(1).insertBefore($at(2)));
    expect(whole(doc)).toMatch(/"Two".*"One"/);
    edit(ada, () => $at(1).remove());
    expect(whole(doc)).not.toContain('"Two"');
    expect(whole(doc)).toContain('"One"');
    expect(seen(ada)).toBe('[first]?[last]');
  });

  it('deletes it with its placeholder, and brings it back by undo', () => {
    const doc = documentOf(future());
    const before = whole(doc);
    const ada = boundEditor(doc);
    onTestFinished(registerUndo(ada.editor, ada.bound));
    edit(ada, () => $at(1).remove());
    expect(whole(doc)).not.toContain('chart');
    ada.editor.dispatchCommand(UNDO_COMMAND, undefined);
    expect(whole(doc)).toBe(before);
    expect(seen(ada)).toBe('[first]?[last]');
  });

  it('shows what others do to it: it comes, changes, goes', () => {
    const ada = boundEditor(documentOf());
    const newer = reopened(ada.doc);
    rootOf(newer).insert(1, [future()]);
    pull(ada.doc, newer);
    expect(seen(ada)).toBe('[first]?[last]');
    const chart = rootOf(newer).get(1) as Y.XmlElement;
    chart.insert(0, [element('axis', {}, [run('new')])]);
    (chart.get(1) as Y.XmlElement).insert(0, [run('deep')]);
    pull(ada.doc, newer);
    edit(ada, () => void $at(1).insertBefore($createParagraphNode()));
    edit(ada, () => void $at(2).insertBefore($at(0)));
    expect(whole(ada.doc)).toContain('<axis>new</axis>');
    pull(newer, ada.doc);
    rootOf(newer).delete(1, 1);
    pull(ada.doc, newer);
    expect(ada.faults).toEqual([]);
    expect(whole(ada.doc)).toBe(whole(newer));
    expect(seen(boundEditor(reopened(ada.doc)))).toBe(seen(ada));
  });

  it('is shown a table or list with an unknown part as one placeholder, and as itself once the part has gone', () => {
    const ada = boundEditor(documentOf(element('list', {}, [element('listitem', {}, [run('item')])])));
    const newer = reopened(ada.doc);
    const list = rootOf(newer).get(1) as Y.XmlElement;
    list.insert(1, [element('divider')]);
    pull(ada.doc, newer);
    expect(seen(ada)).toBe('[first]?[last]');
    list.delete(1, 1);
    pull(ada.doc, newer);
    expect(seen(ada)).toBe('[first][[item]][last]');
    expect(ada.faults).toEqual([]);
  });

  it('keeps attributes that it doesn’t know, and shows none that would do harm', () => {
    const odd = { __glow: 7, __type: 'root', __indent: 'deep', __slots: new Y.Map([['a', element('paragraph')]]) };
    const doc = documentOf(element('heading', { ...odd, __tag: 'h2' }, [run('title', { p: { __format: 'x', __style: 'color: red' } })]));
    const ada = boundEditor(doc);
    edit(ada, () => {
      const heading = $at(1);
      if ($isElementNode(heading)) heading.setFormat('right').append($createTextNode('!'));
    });
    expect(ada.shows()).toContain('"tag":"h2"');
    expect(whole(doc)).toMatch(/__format="3".*__glow="7".*__indent="deep".*__slots=.*__type="root"/);
    const newer = reopened(ada.doc);
    const heading: { setAttribute(name: string, value: unknown): void } = rootOf(newer).get(1) as Y.XmlElement;
    heading.setAttribute('__type', 'paragraph');
    heading.setAttribute('__indent', 2);
    pull(ada.doc, newer);
    expect(ada.shows()).toContain('"indent":2');
    expect(ada.faults).toEqual([]);
  });

  it('shows no styles: by them a client could cover everybody’s page', () => {
    const cover = 'position: fixed; inset: 0; background: white';
    const words = run('title', { p: { __style: cover, __format: 1 } });
    const ada = boundEditor(documentOf(element('paragraph', { __style: cover, __textStyle: cover }, [words])));
    expect(ada.shows()).toContain('"text":"title"');
    expect(ada.shows()).toContain('"format":1');
    expect(ada.shows()).not.toContain('fixed');
    const newer = reopened(ada.doc);
    const block: { setAttribute(name: string, value: unknown): void } = rootOf(newer).get(1) as Y.XmlElement;
    block.setAttribute('__style', `${cover}; color: red`);
    pull(ada.doc, newer);
    expect(ada.shows()).not.toContain('fixed');
    expect(ada.faults).toEqual([]);
  });

  it('keeps fields of words that it doesn’t know, while one writes in them', () => {
    const line = new Y.XmlText();
    line.applyDelta([
      { insert: 'plain ' },
      { insert: 'glowing', attributes: { p: { __glow: 3, __format: 1 }, i: 1 } },
      { insert: ' end', attributes: { p: { __format: 'x' }, i: 2 } },
    ]);
    const doc = documentOf(element('paragraph', {}, [line]));
    const ada = boundEditor(doc);
    edit(ada, () => {
      const [, glowing, end] = $getRoot()
        .getAllTextNodes()
        .filter((node) => node.getTextContent() !== 'first');
      glowing?.setTextContent('glowing on');
      end?.toggleFormat('italic');
    });
    const paragraph = rootOf(reopened(doc)).get(1) as Y.XmlElement;
    const runs: readonly { readonly insert: string; readonly attributes?: { readonly p?: unknown } }[] = (
      paragraph.get(0) as Y.XmlText
    ).toDelta();
    expect(runs.map(({ insert, attributes }) => [insert, attributes?.p])).toEqual([
      ['plain ', undefined],
      ['glowing', { __glow: 3, __format: 1 }],
      [' on', { __format: 1 }],
      [' end', { __format: 2 }],
    ]);
    expect(boundEditor(reopened(doc)).shows()).toBe(ada.shows());
    expect(ada.faults).toEqual([]);
  });

  it('takes away a placeholder that was pasted from another document', async () => {
    const ada = boundEditor(documentOf());
    edit(ada, () => void $at(0).insertAfter(new UnknownNode('1:2')));
    await Promise.resolve();
    expect(seen(ada)).toBe('[first][last]');
    expect(whole(ada.doc)).not.toContain('unknown');
  });

  it('beside a newer version: both write, and nothing of either is lost', () => {
    const newer = boundEditor(documentOf());
    const older = boundEditor(reopened(newer.doc), { nodes: EDITOR_NODES.filter((node) => node !== CalloutNode) });
    const exchange = (): void => {
      pull(older.doc, newer.doc);
      pull(newer.doc, older.doc);
    };
    edit(newer, () => void $at(0).insertAfter($createCalloutNode('warning').append($createTextNode('Careful'))));
    exchange();
    expect(seen(older)).toBe('[first]?[last]');
    edit(older, () => void $at(1).insertAfter($createParagraphNode().append($createTextNode('old'))));
    edit(newer, () => {
      const callout = $at(1);
      if ($isElementNode(callout)) callout.append($createTextNode(' now'));
    });
    exchange();
    edit(older, () => void $at(3).insertAfter($at(1)));
    exchange();
    expect(seen(newer)).toBe('[first][old][last][Careful now]');
    expect(seen(older)).toBe('[first][old][last]?');
    expect([...newer.faults, ...older.faults]).toEqual([]);
    expect(whole(older.doc)).toBe(whole(newer.doc));
  });
});

/** The same document, as somebody else has it. */
function reopened(doc: Y.Doc): Y.Doc {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  return other;
}

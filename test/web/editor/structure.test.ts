import { $createListItemNode, $createListNode, ListItemNode } from '@lexical/list';
import { $createParagraphNode, $createTextNode, $getRoot, $isElementNode, type ElementNode, type LexicalEditor } from 'lexical';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { $createImageNode } from '../../../shared/lexical/image.ts';
import { $createMentionNode } from '../../../shared/lexical/mention.ts';
import { ROOT_NAME, seedFor } from '../../../shared/lexical/seed.ts';
import { readTree } from '../../../shared/lexical/tree.ts';
import { boundEditor } from '../../support/bound-editor.ts';

function seededDoc(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedFor('p/home/d/drift') as Uint8Array);
  return doc;
}

const textOf = (editor: LexicalEditor): string => editor.getEditorState().read(() => $getRoot().getTextContent());

function edit(editor: LexicalEditor, change: (first: ElementNode) => void): void {
  editor.update(
    () => {
      const first = $getRoot().getFirstChild();
      if ($isElementNode(first)) change(first);
    },
    { discrete: true },
  );
}

describe('what stands where the schema has no room', () => {
  const image = { file: 'a'.repeat(64), alt: 'a tree', width: 3, height: 2 };
  const mention = { id: 'm1', kind: 'user', target: 'ada', label: 'Ada' } as const;

  it.each<[what: string, put: (first: ElementNode) => void, names: string[], words: string]>([
    [
      'a paragraph in a list item becomes its lines',
      // Typed nodes move their content over when it is appended: as pasting does it, this is put in beside it.
      (first) =>
        first.replace($createListNode('bullet').append($createListItemNode().append($createTextNode('item'), $createParagraphNode()))),
      ['list'],
      'item',
    ],
    [
      'an image in a list item stands behind the list',
      (first) =>
        first.replace($createListNode('bullet').append($createListItemNode().append($createTextNode('item'), $createImageNode(image)))),
      ['list', 'image'],
      'item\n\na tree',
    ],
    [
      'a mention in a paragraph stays in its line',
      (first) => first.append($createTextNode('by '), $createMentionNode(mention), $createTextNode('.')),
      ['paragraph'],
      'by @Ada.',
    ],
    [
      'a list in a paragraph stands behind it',
      (first) =>
        first.append($createTextNode('head'), $createListNode('number').append(new ListItemNode().append($createTextNode('item')))),
      ['paragraph', 'list'],
      'head\n\nitem',
    ],
  ])('%s', (_what, put, names, words) => {
    const { editor, doc, faults } = boundEditor(seededDoc());
    edit(editor, put);
    expect(faults).toEqual([]);
    expect(readTree(doc, 20).map(({ name }) => name)).toEqual(names);
    expect(textOf(editor)).toBe(words);
    // Nothing is left that only an editor could read.
    expect(doc.get(ROOT_NAME, Y.XmlElement).length).toBe(names.length);
  });
});

import { $getLexicalContent, $insertGeneratedNodes } from '@lexical/clipboard';
import { $createParagraphNode, $getRoot, $getSelection, $parseSerializedNode, $selectAll, REDO_COMMAND, UNDO_COMMAND } from 'lexical';
import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { mentionsIn } from '../../../../shared/lexical/mentions-in.ts';
import { ROOT_NAME, seedFor } from '../../../../shared/lexical/seed.ts';
import { registerUndo } from '../../../../web/editor/binding/undo.ts';
import { duplicateBlocks } from '../../../../web/editor/blocks/deeds.ts';
import { moveNodes } from '../../../../web/editor/blocks/move.ts';
import { $insertMention } from '../../../../web/editor/insert/insert-mention.ts';
import { en } from '../../../../web/i18n/en/index.ts';
import { boundEditor } from '../../../support/bound-editor.ts';

it('a mention is the same one after undo and redo, moved, duplicated, copied and pasted: whoever is meant is told once; another is another', () => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedFor('p/home/d/welcome') as Uint8Array);
  const { editor, bound, faults } = boundEditor(doc);
  onTestFinished(registerUndo(editor, bound));
  const ids = (): string[] => mentionsIn(doc.get(ROOT_NAME, Y.XmlElement)).map(({ id }) => id);
  const mention = (): void =>
    editor.update(
      () => {
        $getRoot().selectEnd();
        $insertMention({ kind: 'user', id: 'bob', label: 'Bob' });
      },
      { discrete: true },
    );
  mention();
  const [first] = ids();
  expect(first).toMatch(/^men_/);
  for (const command of [UNDO_COMMAND, REDO_COMMAND]) editor.dispatchCommand(command, undefined);
  expect(ids()).toEqual([first]);

  editor.update(() => void $getRoot().append($createParagraphNode()), { discrete: true });
  const [line, last] = editor.read(() => $getRoot().getChildrenKeys());
  if (line === undefined || last === undefined) throw new Error('There are two lines.');
  moveNodes(editor, bound.binding, { keys: [line], beside: last, after: true });
  expect(ids()).toEqual([first]);

  const moved = editor.read(() => $getRoot().getLastChildOrThrow().getKey());
  duplicateBlocks({ editor, binding: bound.binding, text: en, announce: () => {} }, moved);
  const $copyAll = (): void => {
    $selectAll();
    const { nodes } = JSON.parse($getLexicalContent(editor) ?? '{"nodes":[]}');
    const selection = $getRoot().selectEnd();
    $insertGeneratedNodes(editor, nodes.map($parseSerializedNode), selection);
  };
  editor.update($copyAll, { discrete: true });
  expect(ids()).toEqual([first, first, first, first]);

  mention();
  expect(new Set(ids()).size).toBe(2);
  expect(editor.read(() => $getSelection()?.isCollapsed())).toBe(true);
  expect(faults).toEqual([]);
});

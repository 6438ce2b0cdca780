import { $createListItemNode, $createListNode } from '@lexical/list';
import { $createHeadingNode, $isHeadingNode } from '@lexical/rich-text';
import { $isTableNode } from '@lexical/table';
import {
  $createParagraphNode,
  $createTextNode,
  $getRoot,
  $isElementNode,
  $isTextNode,
  type ElementNode,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
  REDO_COMMAND,
  UNDO_COMMAND,
} from 'lexical';
import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { $createCalloutNode } from '../../../../shared/lexical/callout.ts';
import { $createImageNode } from '../../../../shared/lexical/image.ts';
import { seedFor } from '../../../../shared/lexical/seed.ts';
import { registerUndo } from '../../../../web/editor/binding/undo.ts';
import { $addColumn, $addRow, $insertTable } from '../../../../web/editor/tables/operations.ts';
import { type BoundEditor, boundEditor } from '../../../support/bound-editor.ts';

/** Two people in one document; the first can undo, each of her edits a step of its own. */
function twoPeople(): {
  ada: BoundEditor;
  bob: BoundEditor;
  edit: ($change: () => void) => void;
  undo: () => void;
  redo: () => void;
  nothing: string[];
} {
  const nothing: string[] = [];
  const [ada, bob] = [start(), start()];
  let now = 0;
  onTestFinished(registerUndo(ada.editor, ada.bound, { now: () => now, onNothing: (way) => nothing.push(way) }));
  const pass = (command: typeof UNDO_COMMAND): void => {
    ada.editor.dispatchCommand(command, undefined);
    exchange(ada.doc, bob.doc);
  };
  return {
    ada,
    bob,
    edit: ($change) => {
      now += 10_000;
      const $edit = (): void => {
        $getRoot().selectEnd();
        $change();
      };
      ada.editor.update($edit, { discrete: true, tag: HISTORY_PUSH_TAG });
      exchange(ada.doc, bob.doc);
    },
    nothing,
    undo: () => pass(UNDO_COMMAND),
    redo: () => pass(REDO_COMMAND),
  };
}

function start(): BoundEditor {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedFor('p/home/d/undo') as Uint8Array);
  return boundEditor(doc);
}

function exchange(a: Y.Doc, b: Y.Doc): void {
  for (let round = 0; round < 3; round++) {
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)), 'network');
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)), 'network');
  }
}

/** Bob's word in the first line of the block that has an empty one. */
function write(bob: BoundEditor, word: string): void {
  bob.editor.update(
    () => {
      const place = $getRoot().getLastDescendant();
      const line = $isElementNode(place) ? place : place?.getParent();
      line?.append($createTextNode(word));
    },
    { discrete: true },
  );
}

const textOf = (editor: LexicalEditor): string => editor.getEditorState().read(() => $getRoot().getTextContent());

it.each<[what: string, $make: () => void]>([
  ['a table', () => void $insertTable(2, 2)],
  ['a callout', () => void $getRoot().append($createCalloutNode('tip'))],
  ['a list', () => void $getRoot().append($createListNode('check').append($createListItemNode()))],
  ['a paragraph', () => void $getRoot().append($createParagraphNode())],
])('undo of %s leaves what another wrote into it', (_what, $make) => {
  const { ada, bob, edit, undo } = twoPeople();
  edit($make);
  write(bob, 'from bob');
  exchange(ada.doc, bob.doc);
  undo();
  expect(textOf(ada.editor)).toContain('from bob');
  expect(bob.shows()).toBe(ada.shows());
  expect([...ada.faults, ...bob.faults]).toEqual([]);
});

it('a heading in which another wrote keeps its level where undo leaves it', () => {
  const { ada, bob, edit, undo } = twoPeople();
  edit(() => void $getRoot().getFirstChild()?.replace($createHeadingNode('h3'), true));
  write(bob, 'from bob');
  exchange(ada.doc, bob.doc);
  undo();
  const level = (): string | null => {
    const heading = $getRoot().getChildren().find($isHeadingNode);
    return heading === undefined ? null : `${heading.getTag()} ${heading.getTextContent()}`;
  };
  expect(ada.editor.getEditorState().read(level)).toBe('h3 from bob');
  expect(bob.shows()).toBe(ada.shows());
});

it('each press of undo and of redo changes something, where another removed what some steps were about', () => {
  const { ada, bob, edit, undo, redo, nothing } = twoPeople();
  const $line = (): ElementNode => $getRoot().getFirstChildOrThrow<ElementNode>();
  edit(() => void $line().append($createTextNode('one ')));
  edit(() => void $line().append($createTextNode('two').toggleFormat('bold')));
  edit(() => {
    const last = $line().getLastChild();
    if ($isTextNode(last)) last.toggleFormat('italic');
  });
  edit(() => void $getRoot().append($createParagraphNode()));
  edit(() => void $getRoot().append($createParagraphNode().append($createTextNode('three'))));
  bob.editor.update(
    () => {
      $line().getLastChild()?.remove();
      $getRoot().getChildAtIndex(1)?.remove();
    },
    { discrete: true },
  );
  exchange(ada.doc, bob.doc);
  const seen = [textOf(ada.editor)];
  for (const press of [undo, undo, undo, redo, redo, redo]) {
    press();
    seen.push(textOf(ada.editor));
  }
  expect(nothing).toEqual(['undo', 'redo']);
  expect(seen).toEqual(['one \n\nthree', 'one ', '', '', 'one ', 'one \n\nthree', 'one \n\nthree']);
  expect(bob.shows()).toBe(ada.shows());
  expect([...ada.faults, ...bob.faults]).toEqual([]);
});

it('a step that only says how the next words would look is no press of undo by itself', () => {
  const { ada, edit, undo } = twoPeople();
  const $line = (): ElementNode => {
    const line = $getRoot().getFirstChild();
    if (!$isElementNode(line)) throw new Error('There is no line.');
    return line;
  };
  edit(() => void $line().append($createTextNode('one')));
  edit(() => void $line().append($createTextNode(' two')));
  edit(() => void $line().setTextFormat(4));
  undo();
  expect(textOf(ada.editor)).toBe('one');
  undo();
  expect(textOf(ada.editor)).toBe('');
});

it('an image goes by undo and comes again by redo, and nothing else with it', () => {
  const { ada, bob, edit, undo, redo } = twoPeople();
  edit(
    () =>
      void $getRoot()
        .getFirstChild()
        ?.insertBefore($createParagraphNode().append($createTextNode('before'))),
  );
  edit(() => void $getRoot().append($createImageNode({ file: 'b'.repeat(64), alt: 'a bridge', width: 4, height: 3 })));
  const withImage = ada.shows();
  undo();
  expect(textOf(bob.editor)).toContain('before');
  expect(textOf(bob.editor)).not.toContain('a bridge');
  redo();
  expect(ada.shows()).toBe(withImage);
  expect(bob.shows()).toBe(withImage);
});

it('a row and a column are a step each', () => {
  const { ada, bob, edit, undo } = twoPeople();
  const shape = (): number[] =>
    bob.editor.getEditorState().read(() => {
      const table = $getRoot().getChildren().find($isTableNode);
      return table === undefined ? [] : table.getChildren().map((row) => ($isElementNode(row) ? row.getChildrenSize() : 0));
    });
  const $inTable = ($change: () => void) => (): void => {
    $getRoot().getChildren().find($isTableNode)?.selectStart();
    $change();
  };
  edit(() => void $insertTable(2, 2));
  edit($inTable(() => $addRow(true)));
  edit($inTable(() => $addColumn(true)));
  expect(shape()).toEqual([3, 3, 3]);
  undo();
  expect(shape()).toEqual([2, 2, 2]);
  undo();
  expect(shape()).toEqual([2, 2]);
  undo();
  expect(shape()).toEqual([]);
  expect(bob.shows()).toBe(ada.shows());
});

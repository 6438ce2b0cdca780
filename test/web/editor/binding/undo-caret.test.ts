import {
  $createParagraphNode,
  $createTextNode,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  $isTextNode,
  HISTORY_PUSH_TAG,
  REDO_COMMAND,
  type TextNode,
  UNDO_COMMAND,
} from 'lexical';
import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { seedFor } from '../../../../shared/lexical/seed.ts';
import { registerUndo } from '../../../../web/editor/binding/undo.ts';
import { type BoundEditor, boundEditor } from '../../../support/bound-editor.ts';

/** Ada, who can undo, in a document of three lines. */
function ada(): BoundEditor {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedFor('p/home/d/undo') as Uint8Array);
  const bound = boundEditor(doc);
  const lines = ['first line', 'second line', 'third line'];
  change(bound, () => {
    $getRoot()
      .clear()
      .append(...lines.map((line) => $createParagraphNode().append($createTextNode(line))));
  });
  onTestFinished(registerUndo(bound.editor, bound.bound));
  return bound;
}

function change({ editor }: BoundEditor, $change: () => void): void {
  editor.update($change, { discrete: true, tag: HISTORY_PUSH_TAG });
}

/** The words of a line. */
function $words(index: number): TextNode {
  const line = $getRoot().getChildAtIndex(index);
  const words = $isElementNode(line) ? line.getFirstChild() : null;
  if (!$isTextNode(words)) throw new Error('That line has no words.');
  return words;
}

function write(bound: BoundEditor, words: string): void {
  change(bound, () => {
    const selection = $getSelection();
    if ($isRangeSelection(selection)) selection.insertText(words);
  });
}

/** What is before the selection in its line, and what is selected. */
function place({ editor }: BoundEditor): string {
  return editor.getEditorState().read(() => {
    const selection = $getSelection();
    if (!$isRangeSelection(selection)) return 'nowhere';
    const [start] = selection.isBackward() ? [selection.focus] : [selection.anchor];
    const node = start.getNode();
    return `${$isTextNode(node) ? node.getTextContent().slice(0, start.offset) : ''}[${selection.getTextContent()}]`;
  });
}

it('goes to where the words were that one takes back, and behind them when they come again', () => {
  const one = ada();
  change(one, () => void $words(0).select(5, 5));
  write(one, ' short');
  change(one, () => void $words(2).select(3, 3));
  one.editor.dispatchCommand(UNDO_COMMAND, undefined);
  expect(place(one)).toBe('first[]');
  change(one, () => void $words(1).select(0, 0));
  one.editor.dispatchCommand(REDO_COMMAND, undefined);
  expect(place(one)).toBe('first short[]');
  one.editor.dispatchCommand(UNDO_COMMAND, undefined);
  expect(place(one)).toBe('first[]');
});

it('selects words again that come back', () => {
  const one = ada();
  change(one, () => void $words(1).select(0, 6));
  write(one, '');
  change(one, () => void $words(0).select(2, 2));
  one.editor.dispatchCommand(UNDO_COMMAND, undefined);
  expect(place(one)).toBe('[second]');
});

it('stays at the words while others write before them', () => {
  const one = ada();
  change(one, () => void $words(0).select(5, 5));
  write(one, ' short');
  change(one, () => void $words(2).select(3, 3));
  one.editor.dispatchCommand(UNDO_COMMAND, undefined);
  const bob = new Y.Doc();
  Y.applyUpdate(bob, Y.encodeStateAsUpdate(one.doc));
  const other = boundEditor(bob);
  change(other, () => void $words(0).select(0, 0));
  write(other, 'The ');
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(bob), 'network');
  expect(place(one)).toBe('The first[]');
});

it('takes back what one did to a whole line, too', () => {
  const one = ada();
  change(one, () => void $words(1).select(6, 6));
  change(one, () => void $getRoot().getChildAtIndex(1)?.remove());
  change(one, () => void $words(0).select(0, 0));
  one.editor.dispatchCommand(UNDO_COMMAND, undefined);
  expect(place(one)).toBe('second[]');
  expect(one.faults).toEqual([]);
});

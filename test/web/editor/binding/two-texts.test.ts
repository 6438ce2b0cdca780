import { $createLineBreakNode, $createTextNode, $getRoot, $isElementNode, type ElementNode, type LexicalEditor } from 'lexical';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { seedFor } from '../../../../shared/lexical/seed.ts';
import { boundEditor } from '../../../support/bound-editor.ts';

function seededDoc(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedFor('p/home/d/drift') as Uint8Array);
  return doc;
}

function pull(to: Y.Doc, from: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'network');
}

/** Each takes what the other had, both at once, until both have all. */
function exchange(a: Y.Doc, b: Y.Doc): void {
  for (let round = 0; round < 6; round++) {
    const [toA, toB] = [Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)), Y.encodeStateAsUpdate(a, Y.encodeStateVector(b))];
    Y.applyUpdate(a, toA, 'network');
    Y.applyUpdate(b, toB, 'network');
    if (Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b))) return;
  }
  throw new Error('The two documents never become equal.');
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

describe('two texts side by side, as two people write them behind one line break at once', () => {
  /** Ada and Bob, each with a letter of their own behind the same line break. */
  function twoTexts(): { ada: ReturnType<typeof boundEditor>; bob: ReturnType<typeof boundEditor> } {
    const [ada, bob] = [boundEditor(seededDoc()), boundEditor(seededDoc())];
    edit(ada.editor, (first) => first.append($createTextNode('line'), $createLineBreakNode()));
    exchange(ada.doc, bob.doc);
    edit(ada.editor, (first) => first.append($createTextNode('A')));
    edit(bob.editor, (first) => first.append($createTextNode('b')));
    exchange(ada.doc, bob.doc);
    return { ada, bob };
  }

  it('are each letter once, for both', () => {
    const { ada, bob } = twoTexts();
    expect([...textOf(ada.editor).slice('line\n'.length)].sort()).toEqual(['A', 'b']);
    expect(bob.shows()).toBe(ada.shows());
  });

  it('are written to by nobody who only opens the document', () => {
    const { ada } = twoTexts();
    const copy = new Y.Doc();
    pull(copy, ada.doc);
    const before = Y.encodeStateAsUpdate(copy);
    expect(boundEditor(copy).shows()).toBe(ada.shows());
    expect(Y.encodeStateAsUpdate(copy)).toEqual(before);
  });

  it('become one with the next letter, which loses none', () => {
    const { ada, bob } = twoTexts();
    edit(ada.editor, (first) => first.append($createTextNode('!')));
    exchange(ada.doc, bob.doc);
    expect([...textOf(bob.editor).slice('line\n'.length)].sort()).toEqual(['!', 'A', 'b']);
    expect(bob.shows()).toBe(ada.shows());
  });
});

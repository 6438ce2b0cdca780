import { $getRoot, $getSelection, $isRangeSelection, REDO_COMMAND, type TextNode, UNDO_COMMAND } from 'lexical';
import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { readMarkdown } from '../../../../shared/lexical/markdown/read.ts';
import { writeMarkdown } from '../../../../shared/lexical/markdown/write.ts';
import { ROOT_NAME } from '../../../../shared/lexical/seed.ts';
import { readTree } from '../../../../shared/lexical/tree.ts';
import { writeTree } from '../../../../shared/lexical/write.ts';
import { registerUndo } from '../../../../web/editor/binding/undo.ts';
import { $step, type Move, moveNodes } from '../../../../web/editor/blocks/move.ts';
import { registerMovedCaret } from '../../../../web/editor/blocks/moved-caret.ts';
import { $chosenUnits } from '../../../../web/editor/blocks/units.ts';
import { anchorOf, findAnchor } from '../../../../web/editor/comments/anchors.ts';
import { WordsReader } from '../../../../web/editor/comments/document-words.ts';
import { type BoundEditor, boundEditor } from '../../../support/bound-editor.ts';

interface Writer extends BoundEditor {
  /** Puts the caret behind the first letter of these words, or selects from them to the end of others. */
  choose(words: string, to?: string): void;
  /** Moves what is selected. @returns whether it could be */
  move(direction: 'up' | 'down'): boolean;
  /** Moves the item or block of these words beside those of others. */
  carry(words: string, beside: string, after: boolean): boolean;
  write(into: string, words: string): void;
  undo(): void;
  redo(): void;
  /** What is selected, or what stands before the caret in its text. */
  selected(): string;
  /** The document as Markdown, its lines by `|`. */
  says(): string;
  updates(): number;
}

/** Somebody's editor: over a new document, or over a copy of another's. */
function writer(from: string | Writer): Writer {
  const doc = new Y.Doc();
  if (typeof from === 'string') writeTree(doc, readMarkdown(from, Math.random), 'append');
  else Y.applyUpdate(doc, Y.encodeStateAsUpdate(from.doc), 'network');
  const one = boundEditor(doc);
  const { editor, bound } = one;
  onTestFinished(registerUndo(editor, bound));
  onTestFinished(registerMovedCaret(editor, doc));
  let updates = 0;
  doc.on('update', () => {
    updates++;
  });
  const run = (move: Move | null | undefined): boolean => move != null && moveNodes(editor, bound.binding, move);
  return {
    ...one,
    choose: (words, to) =>
      editor.update(
        () => {
          const range = to === undefined ? $text(words).select(1, 1) : $text(words).select(0, 0);
          const end = to === undefined ? null : $text(to);
          if (end !== null) range.focus.set(end.getKey(), end.getTextContentSize(), 'text');
        },
        { discrete: true },
      ),
    move: (direction) =>
      run(
        editor.read(() => {
          const units = $chosenUnits();
          return units === null ? null : $step(units, direction);
        }),
      ),
    carry: (words, beside, after) =>
      run(
        editor.read(() => ({
          keys: [$text(words).getParentOrThrow().getKey()],
          beside: $text(beside).getParentOrThrow().getKey(),
          after,
        })),
      ),
    write: (into, words) => editor.update(() => void $text(into).spliceText(1, 0, words), { discrete: true }),
    undo: () => void editor.dispatchCommand(UNDO_COMMAND, undefined),
    redo: () => void editor.dispatchCommand(REDO_COMMAND, undefined),
    selected: () =>
      editor.read(() => {
        const selection = $getSelection();
        if (!$isRangeSelection(selection)) return '';
        const { anchor } = selection;
        return selection.isCollapsed() ? anchor.getNode().getTextContent().slice(0, anchor.offset) : selection.getTextContent();
      }),
    says: () => writeMarkdown(readTree(doc, 64)).trim().split(/\n+/).join('|'),
    updates: () => updates,
  };
}

function $text(words: string): TextNode {
  const found = $getRoot()
    .getAllTextNodes()
    .find((text) => text.getTextContent() === words);
  if (found === undefined) throw new Error(`“${words}” isn't there.`);
  return found;
}

function exchange(...people: readonly Writer[]): void {
  for (let round = 0; round < 2; round++) {
    const states = people.map(({ doc }) => Y.encodeStateAsUpdate(doc));
    for (const { doc } of people) for (const state of states) Y.applyUpdate(doc, state, 'network');
  }
  for (const { faults } of people) expect(faults).toEqual([]);
  // Each editor names its placeholders for itself.
  const shown = (one: Writer | undefined): string | undefined => one?.shows().replace(/"ref":"[^"]*"/g, '');
  for (const one of people) {
    expect(one.says()).toBe(people[0]?.says());
    expect(shown(one)).toBe(shown(people[0]));
  }
}

it('a block moves past its neighbour and back with all that is in it, as one update and one step of undo; the caret stays in its word', () => {
  const ada = writer('# Top\n\nfirst **bold** [link](https://a.example)\n\n> said\n\n```js\nlet x\n```\n\n---\n\nlast');
  const before = ada.says();
  const bob = writer(ada);
  ada.choose('bold');
  expect(ada.move('down')).toBe(true);
  expect(ada.updates()).toBe(1);
  expect(ada.says()).toBe('# Top|> said|first **bold** [link](https://a.example)|```js|let x|```|---|last');
  expect(ada.selected()).toBe('b');
  exchange(ada, bob);
  ada.undo();
  exchange(ada, bob);
  expect(ada.says()).toBe(before);
  ada.redo();
  exchange(ada, bob);
  ada.move('up');
  expect(ada.selected()).toBe('b');
  expect(ada.says()).toBe(before);
  ada.choose('Top');
  expect(ada.move('up')).toBe(false);
  ada.choose('last');
  expect(ada.move('down')).toBe(false);
  exchange(ada, bob);
});

it('a block that somebody moves who was nowhere in the text has the caret then', () => {
  const ada = writer('one\n\n- two\n- three\n\nfour');
  expect(ada.editor.read($getSelection)).toBe(null);
  ada.carry('two', 'four', true);
  ada.write('two', '!');
  expect(ada.says()).toBe('one|- three|four|- t!wo');
  const caret = ada.editor.read(() => $getSelection()?.getNodes()[0]?.getTextContent());
  expect(caret).toBe('t!wo');
});

it('tables, code, lists, images, callouts and what this version doesn’t know move as they are', () => {
  const markdown =
    '| a | b |\n|---|---|\n| in | cell |\n\n```js\nlet x\n\tlet y\n```\n\n3. three\n    - [x] done\n\n> [!TIP]\n> called\n\nlast';
  const made = writer(markdown);
  const root = made.doc.get(ROOT_NAME, Y.XmlElement);
  made.doc.transact(() => {
    const [image, unknown] = [new Y.XmlElement('image'), new Y.XmlElement('hologram')];
    root.insert(2, [image, unknown]);
    image.setAttribute('__file', 'a'.repeat(64));
    image.setAttribute('__alt', 'A chart');
    unknown.setAttribute('__depth', 'deep');
    unknown.insert(0, [new Y.XmlText('inside')]);
  }, 'network');
  const ada = writer(made);
  const bob = writer(ada);
  const blocks = (): string[] => {
    // An editor's own document shows placeholders.
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(ada.doc));
    return copy.get(ROOT_NAME, Y.XmlElement).toArray().map(String);
  };
  const before = blocks();
  expect(before.join()).toContain('hologram');
  for (let round = 0; round < before.length; round++) {
    const move = ada.editor.read(() => {
      const keys = [$getRoot().getFirstChildOrThrow().getKey()];
      return { keys, beside: $getRoot().getLastChildOrThrow().getKey(), after: true };
    });
    expect(moveNodes(ada.editor, ada.bound.binding, move)).toBe(true);
    exchange(ada, bob);
    expect(ada.updates()).toBe(round + 1);
  }
  expect(blocks()).toEqual(before);
  // A cell with a single block moves as its table.
  ada.choose('in');
  expect(ada.move('down')).toBe(true);
  expect(ada.selected()).toBe('i');
  expect(blocks()).toEqual([before[1], before[0], ...before.slice(2)]);
  ada.undo();
  exchange(ada, bob);
  expect(blocks()).toEqual(before);
});

it('all blocks of a selection move together, and stay selected', () => {
  const ada = writer('one\n\ntwo\n\nthree\n\nfour');
  ada.choose('two', 'three');
  expect(ada.move('up')).toBe(true);
  expect(ada.says()).toBe('two|three|one|four');
  expect(ada.selected()).toBe('two\nthree');
  expect(ada.move('down')).toBe(true);
  expect(ada.move('down')).toBe(true);
  expect(ada.says()).toBe('one|four|two|three');
  expect(ada.move('down')).toBe(false);
  exchange(ada, writer(ada));
});

it('an item moves within its list with what is under it; an only item moves as its list', () => {
  const ada = writer('before\n\n- a\n  - a1\n  - a2\n- b\n  - b1\n- c\n\nafter');
  ada.choose('a');
  expect(ada.move('down')).toBe(true);
  expect(ada.says()).toBe('before|- b|    - b1|- a|    - a1|    - a2|- c|after');
  expect(ada.selected()).toBe('a');
  ada.choose('a2');
  expect(ada.move('down')).toBe(false);
  expect(ada.move('up')).toBe(true);
  expect(ada.says()).toBe('before|- b|    - b1|- a|    - a2|    - a1|- c|after');
  ada.choose('c');
  ada.move('up');
  expect(ada.says()).toBe('before|- b|    - b1|- c|- a|    - a2|    - a1|after');
  exchange(ada, writer(ada));

  const one = writer('before\n\n- only\n\nafter');
  one.choose('only');
  expect(one.move('up')).toBe(true);
  expect(one.says()).toBe('- only|before|after');
});

it('an item that is carried out of its list makes one of its kind, and no empty list stays', () => {
  const ada = writer('1. a\n2. b\n\nbetween\n\n- [x] only\n\nend');
  expect(ada.carry('a', 'end', true)).toBe(true);
  expect(ada.says()).toBe('1. b|between|- [x] only|end|1. a');
  expect(ada.carry('only', 'between', false)).toBe(true);
  expect(ada.says()).toBe('1. b|- [x] only|between|end|1. a');
  expect(ada.carry('between', 'b', true)).toBe(false);
  ada.undo();
  ada.undo();
  expect(ada.says()).toBe('1. a|2. b|between|- [x] only|end');
  exchange(ada, writer(ada));
});

it('lists that come to stand side by side are one at once, and what parted them moves past both', () => {
  const ada = writer('- a\n\nparts\n\n- b\n\nend');
  const bob = writer(ada);
  ada.choose('parts');
  expect(ada.move('down')).toBe(true);
  expect(ada.says()).toBe('- a|- b|parts|end');
  exchange(ada, bob);
});

it('what others write meanwhile into the blocks that are passed stays where they wrote it', () => {
  const ada = writer('moved\n\npassed\n\nfar');
  const bob = writer(ada);
  ada.choose('moved');
  ada.move('down');
  ada.move('down');
  bob.write('passed', 'BOB');
  bob.write('far', 'BOB');
  exchange(ada, bob);
  expect(ada.says()).toBe('pBOBassed|fBOBar|moved');
  bob.write('moved', 'BOB');
  exchange(ada, bob);
  ada.undo();
  exchange(ada, bob);
  expect(ada.says()).toContain('BOB');
});

it('the caret of somebody whose block is moved by another stays in its word, also in a list that moves as a whole', () => {
  const ada = writer('one\n\nsome **bold** words\n\n- a\n    - under\n\nlast');
  const bob = writer(ada);
  bob.choose('bold');
  ada.choose('bold');
  ada.move('up');
  exchange(ada, bob);
  expect(bob.selected()).toBe('b');
  bob.choose('under', 'under');
  ada.choose('a', 'last');
  ada.move('up');
  exchange(ada, bob);
  expect(bob.says()).toBe('some **bold** words|- a|    - under|last|one');
  expect(bob.selected()).toBe('under');
});

it('a comment on words in a moved block stays with them', () => {
  const ada = writer('some words here\n\nother words there');
  const reader = new WordsReader(ada.doc.get(ROOT_NAME, Y.XmlElement));
  onTestFinished(() => reader.stop());
  const { text } = reader.read();
  const from = text.indexOf('words here');
  const anchor = anchorOf(reader.read(), { from, to: from + 'words here'.length });
  ada.choose('some words here');
  ada.move('down');
  const words = reader.read();
  const found = anchor === null ? null : findAnchor(ada.doc, words, anchor);
  expect(found === null ? null : words.text.slice(found.from, found.to)).toBe('words here');
  expect(found?.from).toBeGreaterThan(words.text.indexOf('there'));
});

it('moved by two people at once, a block is there twice, and nothing of it is lost', () => {
  const ada = writer('moved\n\none\n\ntwo');
  const bob = writer(ada);
  ada.choose('moved');
  ada.move('down');
  bob.choose('moved');
  bob.move('down');
  bob.move('down');
  exchange(ada, bob);
  expect(ada.says()).toBe('one|moved|two|moved');
});

import { createHeadlessEditor } from '@lexical/headless';
import { $createHeadingNode } from '@lexical/rich-text';
import {
  $createParagraphNode,
  $createTextNode,
  $getRoot,
  $isElementNode,
  $isTextNode,
  type ElementNode,
  KEY_ENTER_COMMAND,
  type LexicalEditor,
  UNDO_COMMAND,
} from 'lexical';
import { expect, it, onTestFinished } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { NODES } from '../../../../shared/lexical/nodes.ts';
import { ROOT_NAME, seedFor } from '../../../../shared/lexical/seed.ts';
import type { Anchor } from '../../../../shared/model/records.ts';
import { bindDocument } from '../../../../web/editor/binding/bind-document.ts';
import { registerUndo } from '../../../../web/editor/binding/undo.ts';
import { anchorOf, findAnchor } from '../../../../web/editor/comments/anchors.ts';
import { WordsReader } from '../../../../web/editor/comments/document-words.ts';
import { MovedAnchors } from '../../../../web/editor/comments/moved-anchors.ts';

/** Somebody's editor over a copy of the document. */
interface Writer {
  readonly doc: Y.Doc;
  change(change: () => void): void;
  undo(): void;
  /** The anchor of words, by the first place in which they stand. */
  anchor(words: string): Anchor;
  /** The words that an anchor has now; null where they are gone. */
  find(anchor: Anchor): string | null;
  /** The same, with what stands around them. */
  place(anchor: Anchor): string | null;
  /** The anchor as it is after what was done last: another one where its words were moved. To be called for each thing that is done. */
  keep(anchor: Anchor, undid?: boolean): Anchor;
}

function writer(from?: Writer): Writer {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, from === undefined ? (seedFor('p/home/d/welcome') as Uint8Array) : Y.encodeStateAsUpdate(from.doc));
  const editor: LexicalEditor = createHeadlessEditor({
    nodes: NODES,
    onError: (error) => {
      throw error;
    },
  });
  const awareness = new Awareness(doc);
  const onBroken = (error: unknown): never => {
    throw error;
  };
  const bound = bindDocument({ editor, doc, awareness, mayWrite: () => true, onBroken });
  const stopUndo = registerUndo(editor, bound);
  const reader = new WordsReader(doc.get(ROOT_NAME, Y.XmlElement));
  onTestFinished(() => {
    reader.stop();
    stopUndo();
    bound.stop();
    awareness.destroy();
  });
  const moved = new MovedAnchors();
  const find = (anchor: Anchor) => {
    const words = reader.read();
    const found = findAnchor(doc, words, anchor);
    return found === null ? null : { ...found, text: words.text };
  };
  return {
    doc,
    change: (change) => {
      // A step of its own for undo.
      editor.dispatchCommand(KEY_ENTER_COMMAND, null);
      editor.update(change, { discrete: true });
    },
    undo: () => void editor.dispatchCommand(UNDO_COMMAND, undefined),
    anchor: (words) => {
      const read = reader.read();
      const at = read.text.indexOf(words);
      const anchor = at === -1 ? null : anchorOf(read, { from: at, to: at + words.length });
      if (anchor === null) throw new Error(`There is no “${words}” in ${read.text}`);
      return anchor;
    },
    find: (anchor) => {
      const found = find(anchor);
      return found === null ? null : found.text.slice(found.from, found.to);
    },
    keep: (anchor, undid = false) => {
      const words = reader.read();
      return moved.note(anchor.quote, anchor, findAnchor(doc, words, anchor), words, undid) ?? anchor;
    },
    place: (anchor) => {
      const found = find(anchor);
      if (found === null) return null;
      const { text, from, to } = found;
      return `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;
    },
  };
}

/** Brings over what each lacks. */
function exchange(a: Writer, b: Writer): void {
  const [toA, toB] = [Y.encodeStateAsUpdate(b.doc, Y.encodeStateVector(a.doc)), Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc))];
  Y.applyUpdate(a.doc, toA, 'network');
  Y.applyUpdate(b.doc, toB, 'network');
}

/** A document of these paragraphs. */
function written(...paragraphs: string[]): Writer {
  const ada = writer();
  ada.change(() => {
    $getRoot().clear();
    for (const text of paragraphs) $getRoot().append($createParagraphNode().append($createTextNode(text)));
  });
  return ada;
}

function $block(index: number): ElementNode {
  const block = $getRoot().getChildAtIndex(index);
  if (!$isElementNode(block)) throw new Error(`There is no block ${index}.`);
  return block;
}

/** Puts `text` in place of `count` characters of a block's first text. */
function $splice(block: number, at: number, count: number, text: string): void {
  const node = $block(block).getFirstChild();
  if ($isTextNode(node)) node.spliceText(at, count, text);
}

function $makeHeading(index: number): void {
  const heading = $createHeadingNode('h2');
  heading.append(...$block(index).getChildren());
  $block(index).replace(heading);
}

it('two people edit in and around the words: what they became is what is marked, for both', () => {
  const ada = written('The quick brown fox jumps.');
  const bob = writer(ada);
  const anchor = ada.anchor('brown fox');
  expect(anchor).toMatchObject({ quote: 'brown fox', before: 'The quick ', after: ' jumps.' });
  ada.change(() => $splice(0, 0, 0, 'So: '));
  bob.change(() => $splice(0, 16, 0, 'and red '));
  exchange(ada, bob);
  ada.change(() => $splice(0, 14, 0, 'very '));
  for (const one of [ada, bob]) exchange(ada, one === ada ? bob : one);
  for (const one of [ada, bob]) expect(one.place(anchor)).toBe('So: The quick very [brown and red fox] jumps.');
  // What is typed right behind the words is no part of them.
  bob.change(() => $splice(0, 'So: The quick very brown and red fox'.length, 0, 'es'));
  exchange(ada, bob);
  expect(ada.find(anchor)).toBe('brown and red fox');
});

it('words that were taken out are gone, and come back with undo, for the other person too', () => {
  const ada = written('The quick brown fox jumps.', 'A brown dog.');
  const bob = writer(ada);
  const anchor = ada.anchor('brown');
  ada.change(() => $splice(0, 10, 6, ''));
  exchange(ada, bob);
  expect(ada.find(anchor)).toBeNull();
  expect(bob.find(anchor)).toBeNull();
  ada.undo();
  exchange(ada, bob);
  expect(ada.place(anchor)).toBe('The quick [brown] fox jumps.\nA brown dog.');
  expect(bob.place(anchor)).toBe('The quick [brown] fox jumps.\nA brown dog.');
});

it('a block that becomes a heading keeps the words, also where they stand twice, and its undo too', () => {
  const ada = written('The plan is good.', 'Then the plan is bad.');
  const bob = writer(ada);
  const [first, second] = [ada.anchor('plan is'), ada.anchor('plan is bad')];
  bob.change(() => {
    $makeHeading(0);
    $makeHeading(1);
  });
  exchange(ada, bob);
  for (const one of [ada, bob]) {
    expect(one.place(first)).toBe('The [plan is] good.\nThen the plan is bad.');
    expect(one.place(second)).toBe('The plan is good.\nThen the [plan is bad].');
  }
  bob.undo();
  exchange(ada, bob);
  for (const one of [ada, bob]) expect(one.place(first)).toBe('The [plan is] good.\nThen the plan is bad.');
});

it('a split in the words, and the blocks joined again, keep all of them', () => {
  const ada = written('The quick brown fox jumps.', 'Over it.');
  const anchor = ada.anchor('quick brown fox');
  const joined = ada.anchor('Over');
  ada.change(() => {
    $splice(0, 12, 14, '');
    $block(0).insertAfter($createParagraphNode().append($createTextNode('own fox jumps.')));
  });
  expect(ada.place(anchor)).toBe('The [quick br\nown fox] jumps.\nOver it.');
  ada.change(() => {
    $splice(0, 12, 0, 'own fox jumps.Over it.');
    $block(2).remove();
    $block(1).remove();
  });
  expect(ada.place(anchor)).toBe('The [quick brown fox] jumps.Over it.');
  expect(ada.place(joined)).toBe('The quick brown fox jumps.[Over] it.');
});

it('words that were changed and then split keep both halves, for the other person too, also where the first goes and after undo', () => {
  const ada = written('The quick brown fox jumps.', 'Over it.');
  const bob = writer(ada);
  let anchor = ada.keep(ada.anchor('quick brown fox'));
  ada.change(() => $splice(0, 12, 0, 'XX'));
  anchor = ada.keep(anchor);
  ada.change(() => {
    $splice(0, 14, 14, '');
    $block(0).insertAfter($createParagraphNode().append($createTextNode('own fox jumps.')));
  });
  anchor = ada.keep(anchor);
  exchange(ada, bob);
  for (const one of [ada, bob]) expect(one.place(anchor)).toBe('The [quick brXX\nown fox] jumps.\nOver it.');
  const first = anchor;
  ada.undo();
  anchor = ada.keep(anchor, true);
  expect(ada.place(anchor)).toBe('The [quick brXXown fox] jumps.\nOver it.');
  bob.change(() => $block(0).remove());
  expect(bob.place(first)).toBe('[own fox] jumps.\nOver it.');
});

it('words that are cut and pasted elsewhere keep their thread; a common word that is gone isn’t taken for another', () => {
  const ada = written('First, a longer sentence.', 'It is so.', 'It is not so.', '我们明天在会议室讨论这个方案。');
  const moved = ada.anchor('a longer sentence');
  const common = ada.anchor('is');
  const chinese = ada.anchor('讨论这个方案');
  ada.change(() => {
    $splice(0, 7, 17, '');
    $getRoot().append($createParagraphNode().append($createTextNode('Now here: a longer sentence')));
    $getRoot().append($createParagraphNode().append($createTextNode('下周再讨论这个方案吧')));
  });
  ada.change(() => $block(1).remove());
  ada.change(() => $block(2).remove());
  expect(ada.place(moved)).toBe('First, .\nIt is not so.\nNow here: [a longer sentence]\n下周再讨论这个方案吧');
  expect(ada.find(chinese)).toBe('讨论这个方案');
  expect(ada.place(common)).toBeNull();
});

it('words that were moved and then changed keep their thread, since who moves them says where they are', () => {
  const ada = written('The plan is good.', 'Nobody knows.');
  const bob = writer(ada);
  let anchor = ada.keep(ada.anchor('plan is'));
  const first = anchor;
  ada.change(() => $makeHeading(0));
  anchor = ada.keep(anchor);
  expect(anchor).not.toEqual(first);
  expect(anchor.quote).toBe('plan is');
  exchange(ada, bob);
  bob.change(() => $splice(0, 8, 0, ' of ours'));
  exchange(ada, bob);
  for (const one of [ada, bob]) expect(one.place(anchor)).toBe('The [plan of ours is] good.\nNobody knows.');
  // Without that they would be gone.
  expect(ada.find(first)).toBeNull();

  // Cut out here, and pasted there.
  let cut = ada.keep(ada.anchor('Nobody knows'));
  ada.change(() => $splice(1, 0, 12, ''));
  cut = ada.keep(cut);
  expect(ada.find(cut)).toBeNull();
  ada.change(() => $getRoot().append($createParagraphNode().append($createTextNode('Yet nobody… Nobody knows it'))));
  cut = ada.keep(cut);
  ada.change(() => $splice(2, 19, 0, 'really '));
  expect(ada.find(cut)).toBe('Nobody really knows');
});

it('words that were changed, taken out and brought back are there for everybody', () => {
  const ada = written('The plan is good.');
  const bob = writer(ada);
  const first = ada.keep(ada.anchor('plan is'));
  bob.change(() => $splice(0, 8, 0, ' of ours'));
  exchange(ada, bob);
  ada.change(() => $splice(0, 4, 15, ''));
  exchange(ada, bob);
  expect(ada.keep(first)).toEqual(first);
  expect(ada.find(first)).toBeNull();
  ada.undo();
  const anchor = ada.keep(first, true);
  exchange(ada, bob);
  for (const one of [ada, bob]) expect(one.place(anchor)).toBe('The [plan of ours is] good.');
  // Only who took it back knows which words they are.
  expect(bob.place(first)).not.toBe('The [plan of ours is] good.');
});

it('a thread whose words are gone doesn’t go over to others that say the same for good: undo brings it back to its own', () => {
  const ada = written('The plan is good.', 'It is said that the plan is good.');
  let anchor = ada.keep(ada.anchor('plan is good'));
  ada.change(() => $block(0).remove());
  expect(ada.place(anchor)).toBe('It is said that the [plan is good].');
  for (let key = 0; key < 2; key++) {
    anchor = ada.keep(anchor);
    ada.change(() => $splice(0, 0, 0, '!'));
  }
  ada.undo();
  ada.undo();
  ada.undo();
  anchor = ada.keep(anchor);
  expect(ada.place(anchor)).toBe('The [plan is good].\nIt is said that the plan is good.');
});

it('words across blocks and formats are one quote, without the space at its ends, and formats don’t move it', () => {
  const ada = written('One and', 'two', 'three or four');
  const anchor = ada.anchor(' and\ntwo\nthree ');
  expect(anchor.quote).toBe('and\ntwo\nthree');
  ada.change(() => {
    const first = $block(0).getFirstChild();
    if ($isTextNode(first)) first.splitText(5)[0]?.toggleFormat('bold');
  });
  expect(ada.place(anchor)).toBe('One [and\ntwo\nthree] or four');
  ada.change(() => $block(2).remove());
  expect(ada.find(anchor)).toBe('and');
});

it('a quote that is longer than is kept is whole while its beginning stands', () => {
  const long = 'word '.repeat(400).trim();
  const ada = written(`Begin ${long} end.`);
  const anchor = ada.anchor(long);
  expect(anchor.quote).toHaveLength(1_000);
  expect(ada.find(anchor)).toBe(long);
});

it('an anchor that says anything at all harms nobody', () => {
  const ada = written('Some words.');
  const anchor = ada.anchor('words');
  for (const start of ['', 'AAA=', '!', anchor.end, 'AQEBAQEBAQ==']) {
    for (const quote of ['', 'words', ' ', 'x'.repeat(1_000)]) {
      expect([null, 'words', 'Some words', 'Some words.']).toContain(ada.find({ ...anchor, start, quote }));
    }
  }
});

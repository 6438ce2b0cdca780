import { $createHeadingNode } from '@lexical/rich-text';
import { $createTableSelectionFrom, $isTableCellNode, $isTableNode, $isTableRowNode } from '@lexical/table';
import { $dfs } from '@lexical/utils';
import { $getRoot, $isElementNode, $isTextNode, $setSelection, type ElementNode, type TextNode } from 'lexical';
import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { readMarkdown } from '../../../shared/lexical/markdown/read.ts';
import { writeMarkdown } from '../../../shared/lexical/markdown/write.ts';
import { readTree } from '../../../shared/lexical/tree.ts';
import { writeTree } from '../../../shared/lexical/write.ts';
import { createRescue } from '../../../web/client/rescue/rescue.ts';
import { moveNodes } from '../../../web/editor/blocks/move.ts';
import { mergeChosen } from '../../../web/editor/tables/merge.ts';
import { type BoundEditor, boundEditor } from '../../support/bound-editor.ts';
import { seeded } from '../../support/random.ts';
import { heldTime } from '../../support/time.ts';

const NETWORK = 'network';

interface Writer extends BoundEditor {
  /** What it wrote since it was asked last, and nobody else has. */
  sent(): readonly Uint8Array[];
  take(updates: readonly Uint8Array[]): Promise<void>;
  /** The document as Markdown, its lines by `|`. */
  says(): string;
}

/** An editor of a copy of a document, with the rescue that a page has. */
function writer(start: Uint8Array): Writer {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, start, NETWORK);
  const time = heldTime();
  const rescue = createRescue({
    doc,
    time,
    random: seeded(1).next,
    isRemote: (origin) => origin === NETWORK,
    isRestored: () => false,
    mayWrite: () => true,
    isSynced: () => true,
    isHere: () => true,
    hasLeftovers: () => false,
  });
  onTestFinished(() => rescue.stop());
  let written: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== NETWORK) written.push(update);
  });
  return {
    ...boundEditor(doc),
    sent: () => {
      const sent = written;
      written = [];
      return sent;
    },
    take: async (updates) => {
      for (const update of updates) {
        rescue.incoming(update, false);
        Y.applyUpdate(doc, update, NETWORK);
        // As each message is a task of its own.
        await Promise.resolve();
      }
      time.jump(20_000);
    },
    says: () => writeMarkdown(readTree(doc, 60)).trim().replace(/\n+/g, '|'),
  };
}

function $text(words: string): TextNode {
  const found = $dfs($getRoot()).find(({ node }) => $isTextNode(node) && node.getTextContent().startsWith(words));
  if (!$isTextNode(found?.node)) throw new Error(`Nobody says “${words}”.`);
  return found.node;
}

function $block(words: string): ElementNode {
  return $text(words).getParentOrThrow();
}

const change = ({ editor }: Writer, act: () => void): void => editor.update(act, { discrete: true });

function moveBlock(one: Writer, words: string, beside: string): void {
  const move = one.editor.read('latest', () => ({ keys: [$block(words).getKey()], beside: $block(beside).getKey(), after: true }));
  if (!moveNodes(one.editor, one.bound.binding, move)) throw new Error('Nothing was moved.');
}

function mergeRow(one: Writer): void {
  change(one, () => {
    const table = $getRoot().getChildren().find($isTableNode);
    const row = table?.getLastChild();
    if (table === undefined || !$isTableRowNode(row)) throw new Error('There is no row.');
    const [first, last] = [row.getFirstChild(), row.getLastChild()];
    if (!$isTableCellNode(first) || !$isTableCellNode(last)) throw new Error('There are no cells.');
    $setSelection($createTableSelectionFrom(table, first, last));
  });
  mergeChosen(one.editor, one.bound.binding);
}

it.each<[string, string, (bob: Writer) => void, string]>([
  ['moves the block', 'one\n\ntwo\n\nthree', (bob) => moveBlock(bob, 'two', 'three'), 'one|three|two and more'],
  ['moves the item of a list', '- one\n- two\n- three', (bob) => moveBlock(bob, 'two', 'three'), '- one|- three|- two and more'],
  [
    'makes a heading of the block',
    'one\n\ntwo\n\nthree',
    (bob) => change(bob, () => void $block('two').replace($createHeadingNode('h2'), true)),
    'one|## two and more|three',
  ],
  [
    'joins the block with the one before',
    'one\n\ntwo\n\nthree',
    (bob) =>
      change(bob, () => {
        const block = $block('two');
        const before = block.getPreviousSibling();
        if ($isElementNode(before)) before.append(...block.getChildren());
        block.remove();
      }),
    'onetwo and more|three',
  ],
  ['merges the cell', '| a | b |\n| - | - |\n| one | two |', mergeRow, 'two and more'],
  ['removes the block', 'one\n\ntwo\n\nthree', (bob) => change(bob, () => $block('two').remove()), 'one|and more|three'],
  ['removes the item of a list', '- one\n- two\n\nthree', (bob) => change(bob, () => $block('two').remove()), '- one|and more|three'],
  [
    'removes the row of a table',
    '| a | b |\n| - | - |\n| one | two |\n\nthree',
    (bob) => change(bob, () => $block('two').getParentOrThrow().getParentOrThrow().remove()),
    '|and more|three',
  ],
])('somebody %s in which one writes: the words stand once for both', async (_what, markdown, act, wanted) => {
  const start = new Y.Doc();
  writeTree(start, readMarkdown(markdown, Math.random), 'append');
  const [ada, bob] = [writer(Y.encodeStateAsUpdate(start)), writer(Y.encodeStateAsUpdate(start))];
  change(ada, () => void $text('two').spliceText(3, 0, ' and more'));
  act(bob);
  const [fromAda, fromBob] = [ada.sent(), bob.sent()];
  await ada.take(fromBob);
  await bob.take([...fromAda, ...ada.sent()]);
  await ada.take(bob.sent());
  expect(ada.says()).toBe(bob.says());
  expect(ada.shows()).toBe(bob.shows());
  expect(ada.says()).toContain(wanted);
  expect(ada.says().split('and more')).toHaveLength(2);
  expect([...ada.faults, ...bob.faults]).toEqual([]);
});

import { $generateJSONFromSelectedNodes, $generateNodesFromSerializedNodes, $insertGeneratedNodes } from '@lexical/clipboard';
import { $createHorizontalRuleNode } from '@lexical/extension';
import { $isListItemNode, $removeList } from '@lexical/list';
import { $insertNodeToNearestRoot } from '@lexical/utils';
import type { BindingV2 } from '@lexical/yjs';
import {
  $createTabNode,
  $createTextNode,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  FORMAT_TEXT_COMMAND,
  INDENT_CONTENT_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  type LexicalEditor,
  OUTDENT_CONTENT_COMMAND,
} from 'lexical';
import { $createImageNode } from '../../../shared/lexical/image.ts';
import { $createMentionNode } from '../../../shared/lexical/mention.ts';
import { moveNodes } from '../../../web/editor/blocks/move.ts';
import { mergeChosen } from '../../../web/editor/tables/merge.ts';
import { BLOCK_KINDS } from '../../../web/editor/writing/block-kinds.ts';
import { $removeLink, $setLink } from '../../../web/editor/writing/link-edits.ts';
import type { Seeded } from '../../support/random.ts';
import { $any, $lines, $placeCaret, $placeRange } from './places.ts';
import { $editTable, $newTable, $selectCells } from './table-edits.ts';

type Edit = (editor: LexicalEditor, random: Seeded) => void;

const LIST_KINDS = ['number', 'bullet', 'check'].map((id) => BLOCK_KINDS.find((kind) => kind.id === id));

/** What people do within lines: none of it makes a block or takes one away. */
const LINE_EDITS: Readonly<Record<string, Edit>> = {
  type: (_editor, random) => $placeCaret(random)?.insertText(word(random)),
  format: (editor, random) => {
    if ($placeRange(random) !== null)
      editor.dispatchCommand(FORMAT_TEXT_COMMAND, random.pick(['bold', 'italic', 'underline', 'code', 'strikethrough']));
  },
  mention: (_editor, random) => $placeCaret(random)?.insertNodes([$mention(random), $createTextNode(' ')]),
  breakLine: (_editor, random) => $placeCaret(random)?.insertLineBreak(),
};

/** Everything else, with how often it happens; null for what takes updates of its own. */
const EDITS: Readonly<Record<string, readonly [weight: number, edit: Edit | null]>> = {
  type: [24, LINE_EDITS.type as Edit],
  format: [6, LINE_EDITS.format as Edit],
  mention: [3, LINE_EDITS.mention as Edit],
  breakLine: [3, LINE_EDITS.breakLine as Edit],
  tab: [1, (_editor, random) => $placeCaret(random)?.insertNodes([$createTabNode()])],
  erase: [8, (_editor, random) => $placeRange(random)?.removeText()],
  enter: [8, (editor, random) => void ($placeCaret(random) !== null && editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined))],
  mergeBack: [5, (_editor, random) => $mergeBack(random)],
  plain: [2, (_editor, random) => $collapse(random)],
  kind: [10, (_editor, random) => void ($placeRange(random) !== null && random.pick(BLOCK_KINDS).$apply())],
  list: [3, (_editor, random) => void ($placeRange(random) !== null && random.pick(LIST_KINDS)?.$apply())],
  noList: [2, (_editor, random) => void ($placeRange(random) !== null && $removeList())],
  check: [3, (_editor, random) => $any(random, $lines().filter($isListItemNode))?.toggleChecked()],
  indent: [4, (editor, random) => void ($placeRange(random) !== null && editor.dispatchCommand(INDENT_CONTENT_COMMAND, undefined))],
  outdent: [3, (editor, random) => void ($placeRange(random) !== null && editor.dispatchCommand(OUTDENT_CONTENT_COMMAND, undefined))],
  link: [4, (_editor, random) => $link(random)],
  paste: [4, (editor, random) => $paste(editor, random)],
  rule: [1, (_editor, random) => void ($placeCaret(random) !== null && $insertNodeToNearestRoot($createHorizontalRuleNode()))],
  image: [2, (_editor, random) => void ($placeCaret(random) !== null && $insertNodeToNearestRoot($image(random)))],
  move: [3, null],
  remove: [2, (_editor, random) => $any(random, $getRoot().getChildren())?.remove()],
  newTable: [2, (_editor, random) => $newTable(random)],
  table: [12, (_editor, random) => $editTable(random)],
  cells: [2, (_editor, random) => $selectCells(random)],
};

const TURNS = Object.entries(EDITS).flatMap(([name, [weight]]) => Array.from({ length: weight }, () => name));

/** Does one thing of those that people do. Answers its name. */
export function randomEdit(editor: LexicalEditor, binding: BindingV2, random: Seeded): string {
  const name = random.pick(TURNS);
  const edit = EDITS[name]?.[1];
  if (edit) editor.update(() => edit(editor, random), { discrete: true });
  if (name === 'move') move(editor, binding, random);
  if (name === 'cells') mergeChosen(editor, binding);
  return name;
}

/** Drags a block to another place. */
function move(editor: LexicalEditor, binding: BindingV2, random: Seeded): void {
  const blocks = editor.read(() => $getRoot().getChildrenKeys());
  const [block, beside] = [$any(random, blocks), $any(random, blocks)];
  if (block === undefined || beside === undefined || block === beside) return;
  moveNodes(editor, binding, { keys: [block], beside, after: random.chance(0.5) });
}

function word(random: Seeded): string {
  return String.fromCharCode(97 + random.below(26)).repeat(random.between(1, 4));
}

function $mention(random: Seeded): ReturnType<typeof $createMentionNode> {
  return $createMentionNode({ id: `m${random.below(1_000_000)}`, kind: 'user', target: 'ada', label: 'Ada' });
}

function $image(random: Seeded): ReturnType<typeof $createImageNode> {
  const file = random.below(16).toString(16).repeat(64);
  return $createImageNode({ file, alt: word(random), width: random.between(1, 900), height: random.between(1, 900) });
}

/** Backspace at the beginning of a line: it goes on where the one before ended. */
function $mergeBack(random: Seeded): void {
  const line = $any(random, $lines());
  const before = line?.getPreviousSibling();
  if (line === undefined || !$isElementNode(before) || !$lines().some((other) => other.is(before))) return;
  const selection = before.selectEnd();
  const start = line.selectStart().anchor;
  selection.focus.set(start.key, start.offset, start.type);
  selection.removeText();
}

/** Backspace at the beginning of a block that isn't plain. */
function $collapse(random: Seeded): void {
  const line = $any(random, $lines());
  if (line === undefined) return;
  line.collapseAtStart(line.selectStart());
}

function $link(random: Seeded): void {
  const selection = $placeRange(random);
  if (selection === null) return;
  if (random.chance(0.7)) $setLink(`https://weft.example/${random.below(3)}`);
  else $removeLink(selection.focus.getNode());
}

/** Copies a part of the document to another place of it. */
function $paste(editor: LexicalEditor, random: Seeded): void {
  const from = $placeRange(random);
  if (from === null) return;
  const { nodes } = $generateJSONFromSelectedNodes(editor, from);
  $placeCaret(random);
  const selection = $getSelection();
  if ($isRangeSelection(selection) && nodes.length > 0) $insertGeneratedNodes(editor, $generateNodesFromSerializedNodes(nodes), selection);
}

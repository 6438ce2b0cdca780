import { $createCodeNode, $isCodeNode } from '@lexical/code-core';
import { $createHorizontalRuleNode, $isHorizontalRuleNode } from '@lexical/extension';
import { $createListItemNode, $insertList, $isListItemNode, $isListNode, type ListType } from '@lexical/list';
import { $createHeadingNode, $createQuoteNode, $isHeadingNode, $isQuoteNode, type HeadingTagType } from '@lexical/rich-text';
import { $setBlocksType } from '@lexical/selection';
import {
  $createParagraphNode,
  $getEditor,
  $getSelection,
  $isParagraphNode,
  $isRangeSelection,
  type ElementNode,
  type LexicalNode,
} from 'lexical';
import {
  Heading1,
  Heading2,
  Heading3,
  Heading4,
  Heading5,
  Heading6,
  ImagePlus,
  Info,
  List,
  ListOrdered,
  ListTodo,
  type LucideIcon,
  Minus,
  Pilcrow,
  Quote,
  SquareCode,
  Table,
} from 'lucide-react';
import { $createCalloutNode, $isCalloutNode } from '../../../shared/lexical/callout.ts';
import { $isImageNode } from '../../../shared/lexical/image.ts';
import type { BlockKindId } from '../../i18n/writing.ts';
import { CHOOSE_IMAGES } from '../images/commands.ts';
import { $insertTable } from '../tables/operations.ts';
import { $blockAt, $selectedBlocks } from './blocks-at.ts';
import { $codeLines } from './code-lines.ts';

/** What a block can be turned into, or what can be inserted. Its name, hint and search words are `text.writing.blocks[id]`. */
export interface BlockKind {
  readonly id: BlockKindId;
  readonly icon: LucideIcon;
  /** What one types for it at the beginning of a line. */
  readonly markdown?: string;
  /** The letter or digit of its keys, and whether they are Ctrl+Alt or Ctrl+Shift. */
  readonly keys?: readonly [modifier: 'Alt' | 'Shift', digit: string];
  /** It stands beside what is there; it isn't what a block turns into. */
  readonly inserts?: true;
  /** Found by searching, not listed. */
  readonly seldom?: true;
  /** Does it to what is selected; call it in an update. */
  readonly $apply: () => void;
}

/** The one list of them, in the order of menus. */
export const BLOCK_KINDS: readonly BlockKind[] = [
  { id: 'paragraph', icon: Pilcrow, keys: ['Alt', '0'], $apply: () => $turnInto($createParagraphNode) },
  heading(1, Heading1),
  heading(2, Heading2),
  heading(3, Heading3),
  { ...heading(4, Heading4), seldom: true },
  { ...heading(5, Heading5), seldom: true },
  { ...heading(6, Heading6), seldom: true },
  { id: 'bullet', icon: List, markdown: '-', keys: ['Shift', '8'], $apply: () => $turnIntoList('bullet') },
  { id: 'number', icon: ListOrdered, markdown: '1.', keys: ['Shift', '7'], $apply: () => $turnIntoList('number') },
  { id: 'check', icon: ListTodo, markdown: '[]', keys: ['Shift', '9'], $apply: () => $turnIntoList('check') },
  { id: 'quote', icon: Quote, markdown: '>', $apply: () => $turnInto($createQuoteNode) },
  { id: 'code', icon: SquareCode, markdown: '```', $apply: $turnIntoCode },
  { id: 'callout', icon: Info, markdown: '> [!NOTE]', $apply: () => $turnInto(() => $createCalloutNode('note')) },
  { id: 'table', icon: Table, inserts: true, $apply: () => void $insertTable(3, 3) },
  { id: 'image', icon: ImagePlus, inserts: true, $apply: () => void $getEditor().dispatchCommand(CHOOSE_IMAGES, undefined) },
  { id: 'rule', icon: Minus, markdown: '---', inserts: true, $apply: $insertRule },
];

/** The kind of the block that `node` is in; null for what is none of them. */
export function $kindOf(node: LexicalNode): BlockKindId | null {
  const block = $blockAt(node);
  const list = $isListItemNode(block) ? block.getParent() : null;
  if ($isListNode(list)) return list.getListType();
  if ($isHeadingNode(block)) return HEADINGS[block.getTag()];
  if ($isParagraphNode(block)) return 'paragraph';
  if ($isQuoteNode(block)) return 'quote';
  if ($isCodeNode(block)) return 'code';
  if ($isCalloutNode(block)) return 'callout';
  if ($isImageNode(block)) return 'image';
  return $isHorizontalRuleNode(block) ? 'rule' : null;
}

const HEADINGS: Readonly<Record<HeadingTagType, BlockKindId>> = {
  h1: 'heading1',
  h2: 'heading2',
  h3: 'heading3',
  h4: 'heading4',
  h5: 'heading5',
  h6: 'heading6',
};

function heading(level: 1 | 2 | 3 | 4 | 5 | 6, icon: LucideIcon): BlockKind {
  return {
    id: `heading${level}`,
    icon,
    markdown: '#'.repeat(level),
    keys: ['Alt', String(level)],
    $apply: () => $turnInto(() => $createHeadingNode(`h${level}`)),
  };
}

function $turnInto(create: () => ElementNode): void {
  for (const block of $selectedBlocks()) for (const node of [block, ...block.getParents()]) $partItem(node);
  // Without Lexical's default, which would keep the indentation of an item in what is no item.
  $setBlocksType($getSelection(), create, (from, to) => to.setFormat(from.getFormatType()));
}

/**
 * What two people did to a list may leave an item that holds words and a list. Lexical would put both into the new block and lose the inner
 * items on its way: the list gets an item of its own first, as Lexical writes it.
 */
function $partItem(item: LexicalNode): void {
  if (!$isListItemNode(item)) return;
  for (const list of item.getChildren().filter($isListNode).reverse()) {
    if (item.getChildrenSize() > 1) item.insertAfter($createListItemNode().append(list));
  }
}

function $turnIntoList(type: ListType): void {
  $plainCode();
  // Where others took the last item away a list is left that shows nothing. Lexical would look for the items of one that the new item joins.
  for (const block of $selectedBlocks()) {
    for (const list of [block.getPreviousSibling(), block.getNextSibling()]) if ($isListNode(list) && list.isEmpty()) list.remove();
  }
  $insertList(type);
}

/** A list holds no code: its lines are one paragraph then, as they are when it is turned into one. */
function $plainCode(): void {
  if ($selectedBlocks().some($isCodeNode)) $turnInto($createParagraphNode);
}

/** One block of code for all that is selected, a line a block: it holds plain text alone. */
function $turnIntoCode(): void {
  const blocks = $selectedBlocks();
  const [first] = blocks;
  if (first === undefined || blocks.every($isCodeNode)) return;
  const code = $createCodeNode();
  const lines = blocks.map((block) => block.getTextContent()).join('\n');
  code.append(...$codeLines(lines));
  $replaceBlocks(blocks, code);
  code.selectEnd();
}

function $replaceBlocks(blocks: readonly LexicalNode[], by: ElementNode): void {
  const [first, ...rest] = blocks;
  // An item gives way to a block by splitting its list.
  first?.replace(by);
  for (const block of rest) block.remove();
}

function $insertRule(): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  const block = $blockAt(selection.focus.getNode());
  if (block === null) return;
  const rule = $createHorizontalRuleNode();
  if ($isParagraphNode(block) && block.isEmpty()) {
    block.insertBefore(rule);
    block.selectStart();
    return;
  }
  const below = $createParagraphNode();
  $outermostList(block).insertAfter(rule);
  rule.insertAfter(below);
  below.selectStart();
}

/** The list that an item is in, over all others; what is no item is answered itself. */
function $outermostList(block: LexicalNode): LexicalNode {
  let top = block;
  for (let next: LexicalNode | null = block; $isListItemNode(next) || $isListNode(next); next = next.getParent()) top = next;
  return top;
}

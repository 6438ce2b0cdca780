import { $isCodeNode } from '@lexical/code-core';
import { $isQuoteNode } from '@lexical/rich-text';
import {
  $createParagraphNode,
  $getSelection,
  $isElementNode,
  $isLineBreakNode,
  $isRangeSelection,
  $isTextNode,
  COMMAND_PRIORITY_LOW,
  type ElementNode,
  INSERT_PARAGRAPH_COMMAND,
  KEY_ARROW_DOWN_COMMAND,
  KEY_ENTER_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  type RangeSelection,
} from 'lexical';
import { $isCalloutNode } from '../../../shared/lexical/callout.ts';
import { $blockAt } from './blocks-at.ts';

/**
 * Enter in quotes, callouts and code begins a line. An empty last line and Enter leaves a quote or a callout; Ctrl+Enter leaves each of
 * them, and so does the arrow down at their end where nothing is below. @returns its stop
 */
export function registerLeavingBlocks(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerCommand(INSERT_PARAGRAPH_COMMAND, $newLine, COMMAND_PRIORITY_LOW),
    editor.registerCommand(
      KEY_ENTER_COMMAND,
      (event) => {
        if (event === null || !(event.ctrlKey || event.metaKey) || event.isComposing) return false;
        const block = $held();
        if (block === null) return false;
        event.preventDefault();
        $below(block).select();
        return true;
      },
      COMMAND_PRIORITY_LOW,
    ),
    editor.registerCommand(
      KEY_ARROW_DOWN_COMMAND,
      (event) => {
        const block = event.shiftKey || event.isComposing ? null : $held();
        const selection = $getSelection();
        if (block === null || !$isRangeSelection(selection) || !$isAtEnd(selection, block) || block.getNextSibling() !== null) return false;
        event.preventDefault();
        $below(block).select();
        return true;
      },
      COMMAND_PRIORITY_LOW,
    ),
  );
}

/** The quote, callout or code that the caret is in. */
function $held(): ElementNode | null {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return null;
  const block = $blockAt(selection.focus.getNode());
  return $isElementNode(block) && ($isQuoteNode(block) || $isCalloutNode(block) || $isCodeNode(block)) ? block : null;
}

function $newLine(): boolean {
  const selection = $getSelection();
  const block = $held();
  if (block === null || !$isRangeSelection(selection)) return false;
  if ($isCodeNode(block)) {
    const indent = $indentAt(selection, block);
    selection.insertLineBreak();
    if (indent !== '') selection.insertRawText(indent);
    return true;
  }
  if (!selection.isCollapsed()) {
    selection.insertLineBreak();
    return true;
  }
  if (block.isEmpty()) {
    block.collapseAtStart(selection);
    return true;
  }
  const last = block.getLastChild();
  if ($isAtEnd(selection, block) && $isLineBreakNode(last)) {
    last.remove();
    $below(block).select();
    return true;
  }
  selection.insertLineBreak();
  return true;
}

/** The paragraph behind a block, a new one unless there is an empty one. */
function $below(block: ElementNode): ElementNode {
  const next = block.getNextSibling();
  if ($isElementNode(next) && next.getType() === 'paragraph' && next.isEmpty()) return next;
  const paragraph = $createParagraphNode();
  block.insertAfter(paragraph);
  return paragraph;
}

function $isAtEnd({ focus }: RangeSelection, block: ElementNode): boolean {
  const node = focus.getNode();
  if (node.is(block)) return focus.offset === block.getChildrenSize();
  return focus.offset === node.getTextContentSize() && $isLastIn(node, block);
}

function $isLastIn(node: LexicalNode, block: ElementNode): boolean {
  for (let at: LexicalNode | null = node; at !== null && !at.is(block); at = at.getParent()) if (at.getNextSibling() !== null) return false;
  return true;
}

/** Blanks and tabs that the caret’s line begins with, as far as the caret. */
function $indentAt(selection: RangeSelection, block: ElementNode): string {
  const { anchor, focus } = selection;
  const point = anchor.isBefore(focus) ? anchor : focus;
  const node = point.getNode();
  let before = '';
  for (const child of block.getChildren()) {
    if (node.is(block) && child.getIndexWithinParent() >= point.offset) break;
    if (child.is(node)) {
      before += $isTextNode(node) ? node.getTextContent().slice(0, point.offset) : '';
      break;
    }
    before += child.getTextContent();
  }
  return /[\t ]*/.exec(before.slice(before.lastIndexOf('\n') + 1))?.[0] ?? '';
}

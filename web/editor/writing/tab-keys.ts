import { $isCodeNode } from '@lexical/code-core';
import { $isListItemNode, $isListNode } from '@lexical/list';
import {
  $createTabNode,
  $getSelection,
  $isRangeSelection,
  $isTabNode,
  $isTextNode,
  $setSelection,
  COMMAND_PRIORITY_HIGH,
  COMMAND_PRIORITY_LOW,
  INDENT_CONTENT_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  OUTDENT_CONTENT_COMMAND,
  PASTE_COMMAND,
  type RangeSelection,
} from 'lexical';
import { $blockAt, $selectedBlocks } from './blocks-at.ts';
import { $codeLines } from './code-lines.ts';

/** Lists in lists; deeper ones nobody reads. */
const DEEPEST = 8;

/**
 * Tab and Shift+Tab in lists and code: elsewhere they leave the text, as everywhere; Escape and then Tab leave it from here too. What is
 * pasted into code comes without formats. @returns its stop
 */
export function registerTabKeys(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerCommand(
      KEY_TAB_COMMAND,
      (event) => {
        const selection = $getSelection();
        if (!$isRangeSelection(selection) || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return false;
        const blocks = $selectedBlocks();
        const isCode = blocks.length === 1 && $isCodeNode(blocks[0]);
        if (!isCode && !blocks.some($isListItemNode)) return false;
        event.preventDefault();
        if (isCode) $tabInCode(selection, event.shiftKey);
        else if (event.shiftKey) editor.dispatchCommand(OUTDENT_CONTENT_COMMAND);
        else if (blocks.every($mayIndent)) editor.dispatchCommand(INDENT_CONTENT_COMMAND);
        return true;
      },
      COMMAND_PRIORITY_LOW,
    ),
    editor.registerCommand(
      PASTE_COMMAND,
      (event) => {
        const selection = $getSelection();
        if (!(event instanceof ClipboardEvent) || !$isRangeSelection(selection) || !$isCodeNode($blockAt(selection.anchor.getNode())))
          return false;
        const text = event.clipboardData?.getData('text/plain') ?? '';
        if (text === '' || !$isCodeNode($blockAt(selection.focus.getNode()))) return false;
        event.preventDefault();
        selection.insertNodes($codeLines(text));
        return true;
      },
      COMMAND_PRIORITY_HIGH,
    ),
  );
}

function $mayIndent(block: LexicalNode): boolean {
  return !$isListItemNode(block) || block.getParents().filter($isListNode).length < DEEPEST;
}

function $tabInCode(selection: RangeSelection, back: boolean): void {
  const { anchor, focus } = selection;
  const nodes = selection.getNodes();
  if (!back && !nodes.some((node) => node.getType() === 'linebreak')) {
    selection.insertNodes([$createTabNode()]);
    return;
  }
  const kept = selection.clone();
  const [first, last] = anchor.isBefore(focus) ? [anchor.getNode(), focus.getNode()] : [focus.getNode(), anchor.getNode()];
  const code = $blockAt(first);
  if (!$isCodeNode(code)) return;
  // Of each line that is touched, what it begins with.
  let isTouched = false;
  let begins = true;
  const starts: LexicalNode[] = [];
  let start: LexicalNode | null = null;
  for (const child of code.getChildren()) {
    if (begins) start = child;
    begins = child.getType() === 'linebreak';
    if (child.is(first)) isTouched = true;
    if (isTouched && start !== null && !starts.includes(start)) starts.push(start);
    if (child.is(last)) break;
  }
  for (const one of starts) {
    if (!back) one.insertBefore($createTabNode());
    else if ($isTabNode(one)) one.remove();
    else if ($isTextNode(one) && !one.is(first)) one.setTextContent(one.getTextContent().replace(/^ {1,4}/, ''));
  }
  if (!back) $setSelection(kept);
}

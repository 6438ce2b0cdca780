import { $isCodeNode, type CodeNode } from '@lexical/code-core';
import { $isListItemNode, $isListNode } from '@lexical/list';
import {
  $createTabNode,
  $getSelection,
  $isRangeSelection,
  $isTabNode,
  $isTextNode,
  COMMAND_PRIORITY_HIGH,
  COMMAND_PRIORITY_LOW,
  INDENT_CONTENT_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  OUTDENT_CONTENT_COMMAND,
  PASTE_COMMAND,
  type PointType,
  type RangeSelection,
  type TextNode,
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
  const code = $blockAt(selection.anchor.getNode());
  if (!$isCodeNode(code)) return;
  if (!back && !selection.getTextContent().includes('\n')) {
    selection.insertNodes([$createTabNode()]);
    return;
  }
  const places = [$placeIn(code, selection.anchor), $placeIn(code, selection.focus)];
  for (const start of $lineStarts(code, Math.min(...places), Math.max(...places))) {
    if (!back) start.insertBefore($createTabNode());
    else if ($isTabNode(start)) start.remove();
    else if ($isTextNode(start)) $takeBlanks(start);
  }
}

function $placeIn(code: CodeNode, point: PointType): number {
  const node = point.getNode();
  return node.is(code) ? Math.max(0, Math.min(point.offset, code.getChildrenSize() - 1)) : node.getIndexWithinParent();
}

/** What the lines begin with that have something between two places among the children of a block of code. */
function $lineStarts(code: CodeNode, from: number, to: number): LexicalNode[] {
  const children = code.getChildren();
  const starts = children.flatMap((_, at) => (at === 0 || children[at - 1]?.getType() === 'linebreak' ? [at] : []));
  return starts.filter((at, line) => at <= to && (starts[line + 1] ?? children.length) > from).flatMap((at) => children[at] ?? []);
}

function $takeBlanks(text: TextNode): void {
  const blanks = /^ {1,2}/.exec(text.getTextContent())?.[0].length ?? 0;
  if (blanks > 0) text.spliceText(0, blanks, '');
}

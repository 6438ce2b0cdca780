import { $insertDataTransferForPlainText } from '@lexical/clipboard';
import {
  $addUpdateTag,
  $createRangeSelection,
  $getNodeByKey,
  $getSelection,
  $isElementNode,
  $isParagraphNode,
  $isRangeSelection,
  $isTextNode,
  $onUpdate,
  $setSelection,
  COMMAND_PRIORITY_CRITICAL,
  COMMAND_PRIORITY_LOW,
  type ElementNode,
  HISTORY_PUSH_TAG,
  isDOMNode,
  isHTMLElement,
  KEY_DOWN_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  PASTE_COMMAND,
  type PointType,
  type RangeSelection,
} from 'lexical';
import { readMarkdown } from '../../../shared/lexical/markdown/read.ts';
import { ADD_IMAGES } from '../images/commands.ts';
import { cleanHtml } from './clean-html.ts';
import { takeImages } from './held-images.ts';
import { $insertPage, $insertTree } from './insert-tree.ts';
import { looksLikeMarkdown } from './looks-like-markdown.ts';

/** Characters of Markdown; more isn't put there as it is first: as one block of thousands of lines, that takes three times as long as what it means. */
const LONG = 20_000;

/**
 * What is pasted from elsewhere: pages without their looks, and plain text that is Markdown as what it means. Pasted without formats
 * (Ctrl+Shift+V) it comes as it is. What comes from an editor like this one, and code, is others’.
 * @returns its stop
 */
export function registerPaste(editor: LexicalEditor): () => void {
  let asItIs = false;
  return mergeRegister(
    editor.registerCommand(
      KEY_DOWN_COMMAND,
      ({ key, ctrlKey, metaKey, shiftKey }) => {
        asItIs = shiftKey && (ctrlKey || metaKey) && key.toLowerCase() === 'v';
        return false;
      },
      COMMAND_PRIORITY_CRITICAL,
    ),
    editor.registerCommand(
      PASTE_COMMAND,
      (event) => {
        const data = event instanceof ClipboardEvent ? event.clipboardData : null;
        const selection = $getSelection();
        if (data === null || data.types.length === 0) return false;
        const plain = asItIs;
        asItIs = false;
        if (!$isRangeSelection(selection) || !editor.isEditable() || isField(event.target)) return false;
        const taken = plain ? $pastePlain(data, selection) : $paste(editor, data, selection);
        if (taken) event.preventDefault();
        return taken;
      },
      COMMAND_PRIORITY_LOW,
    ),
  );
}

function isField(target: EventTarget | null): boolean {
  return isDOMNode(target) && isHTMLElement(target) && (target.tagName === 'INPUT' || target.tagName === 'TEXTAREA');
}

function $pastePlain(data: DataTransfer, selection: RangeSelection): boolean {
  if (!data.types.includes('text/html') || data.getData('text/plain') === '') return false;
  $insertDataTransferForPlainText(data, selection);
  return true;
}

function $paste(editor: LexicalEditor, data: DataTransfer, selection: RangeSelection): boolean {
  if (data.types.includes('application/x-lexical-editor')) return false;
  const text = data.getData('text/plain');
  // Programs’ editors give their colours as a page; what is meant is the text.
  const html = data.types.includes('vscode-editor-data') ? '' : data.getData('text/html');
  if (html !== '') {
    const page = new DOMParser().parseFromString(html, 'text/html');
    cleanHtml(page);
    const images = takeImages(page);
    $insertPage(editor, page);
    if (images.length > 0) editor.dispatchCommand(ADD_IMAGES, images);
    return true;
  }
  const block = lineOf(selection);
  if (block === null || !looksLikeMarkdown(text)) return false;
  if (text.length <= LONG) $pasteMarkdown(editor, text, selection, block);
  else {
    $addUpdateTag(HISTORY_PUSH_TAG);
    $insertTree(editor, readMarkdown(text, Math.random));
  }
  return true;
}

/** The plain paragraph that all of a selection is in. */
function lineOf({ anchor, focus }: RangeSelection): ElementNode | null {
  const [from, to] = [anchor, focus].map((point) => point.getNode()).map((node) => [node, ...node.getParents()].find($isParagraphNode));
  return from?.is(to) ? from : null;
}

/** First the text, then what it means: taken back once, it is the text. */
function $pasteMarkdown(editor: LexicalEditor, text: string, selection: RangeSelection, block: ElementNode): void {
  $addUpdateTag(HISTORY_PUSH_TAG);
  if (!selection.isCollapsed()) selection.removeText();
  const key = block.getKey();
  const before = lengthBefore(selection.anchor, block);
  selection.insertRawText(text.replace(/\r\n?/g, '\n'));
  $onUpdate(() => {
    editor.update(
      () => {
        const now = $getSelection();
        const line = $getNodeByKey(key);
        if (!$isRangeSelection(now) || !$isElementNode(line)) return;
        const range = $createRangeSelection();
        const start = pointAt(line, before);
        range.anchor.set(start.key, start.offset, start.type);
        range.focus.set(now.focus.key, now.focus.offset, now.focus.type);
        $setSelection(range);
        $insertTree(editor, readMarkdown(text, Math.random));
      },
      { tag: HISTORY_PUSH_TAG },
    );
  });
}

/** Characters of a block that stand before a place in it. */
function lengthBefore(point: PointType, block: ElementNode): number {
  let length = 0;
  const node = point.getNode();
  for (const leaf of leavesOf(block)) {
    if (point.type === 'text' && leaf.is(node)) return length + point.offset;
    if (point.type === 'element' && leaf.getParent()?.is(node) === true && leaf.getIndexWithinParent() >= point.offset) return length;
    length += leaf.getTextContentSize();
  }
  return length;
}

/** What stands in a line, also in its links. */
function leavesOf(block: ElementNode): LexicalNode[] {
  return block.getChildren().flatMap((child) => ($isElementNode(child) ? child.getChildren() : [child]));
}

function pointAt(block: ElementNode, length: number): Pick<PointType, 'key' | 'offset' | 'type'> {
  let rest = length;
  for (const leaf of leavesOf(block)) {
    const size = leaf.getTextContentSize();
    if ($isTextNode(leaf) && rest <= size) return { key: leaf.getKey(), offset: rest, type: 'text' };
    if (rest < size || (rest === 0 && size > 0)) {
      const parent = leaf.getParentOrThrow();
      return { key: parent.getKey(), offset: leaf.getIndexWithinParent(), type: 'element' };
    }
    rest -= size;
  }
  return { key: block.getKey(), offset: block.getChildrenSize(), type: 'element' };
}

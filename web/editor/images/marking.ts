import {
  $createParagraphNode,
  $getNearestNodeFromDOMNode,
  $getSelection,
  $isElementNode,
  $isNodeSelection,
  $isRangeSelection,
  CLICK_COMMAND,
  COMMAND_PRIORITY_HIGH,
  COMMAND_PRIORITY_LOW,
  KEY_ARROW_DOWN_COMMAND,
  KEY_ARROW_LEFT_COMMAND,
  KEY_ARROW_RIGHT_COMMAND,
  KEY_ARROW_UP_COMMAND,
  KEY_ENTER_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalCommand,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  type RangeSelection,
} from 'lexical';
import { $isImageNode, type ImageNode } from '../../../shared/lexical/image.ts';
import { $select, blockOf } from './insert-image.ts';

/** An image that is marked by click, or by an arrow key on the way past it. Tab goes from a marked one to its buttons. @returns its stop */
export function registerMarking(editor: LexicalEditor): () => void {
  const arrow = (command: LexicalCommand<KeyboardEvent>, back: boolean, lines: boolean): (() => void) =>
    editor.registerCommand(command, (event) => $walk(editor, event, back, lines), COMMAND_PRIORITY_LOW);
  return mergeRegister(
    arrow(KEY_ARROW_LEFT_COMMAND, true, false),
    arrow(KEY_ARROW_RIGHT_COMMAND, false, false),
    arrow(KEY_ARROW_UP_COMMAND, true, true),
    arrow(KEY_ARROW_DOWN_COMMAND, false, true),
    editor.registerCommand(CLICK_COMMAND, ({ target }) => $click(editor, target), COMMAND_PRIORITY_LOW),
    editor.registerCommand(KEY_ENTER_COMMAND, $goOnBehind, COMMAND_PRIORITY_LOW),
    editor.registerCommand(KEY_TAB_COMMAND, (event) => $goToButtons(editor, event), COMMAND_PRIORITY_HIGH),
  );
}

function $click(editor: LexicalEditor, target: EventTarget | null): boolean {
  if (!(target instanceof Element) || !editor.isEditable()) return false;
  const node = target.closest('img, .image-missing') === null ? null : $getNearestNodeFromDOMNode(target);
  // Elsewhere the browser has put its caret already, and Lexical hears of it a moment later: unmarking now would take that caret away.
  if (!$isImageNode(node)) return $marked() !== null && editor.getRootElement()?.contains(getSelection()?.anchorNode ?? null) === true;
  $select(node.getKey());
  return true;
}

/** The one image that is marked. */
function $marked(): ImageNode | null {
  const selection = $getSelection();
  const [node, another] = $isNodeSelection(selection) ? selection.getNodes() : [];
  return $isImageNode(node) && another === undefined ? node : null;
}

/** A new line behind a marked image. */
function $goOnBehind(event: KeyboardEvent | null): boolean {
  const image = $marked();
  if (image === null || event === null || event.isComposing || event.target instanceof HTMLButtonElement) return false;
  event.preventDefault();
  const line = $createParagraphNode();
  image.insertAfter(line);
  line.select();
  return true;
}

function $goToButtons(editor: LexicalEditor, event: KeyboardEvent): boolean {
  const image = $marked();
  const button = image && editor.getElementByKey(image.getKey())?.querySelector<HTMLElement>('.image-bar button');
  if (button == null || event.shiftKey) return false;
  event.preventDefault();
  button.focus();
  return true;
}

/** From the edge of a block, or from a marked image, to the image that comes next. Everything else is as it always is. */
function $walk(editor: LexicalEditor, event: KeyboardEvent, back: boolean, lines: boolean): boolean {
  if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey || event.isComposing || !editor.isEditable()) return false;
  const next = $nextBlock(editor, back, lines);
  if (!$isImageNode(next)) return false;
  event.preventDefault();
  $select(next.getKey());
  return true;
}

function $nextBlock(editor: LexicalEditor, back: boolean, lines: boolean): LexicalNode | null {
  const selection = $getSelection();
  let block: LexicalNode | null = null;
  if ($isNodeSelection(selection)) {
    const [node, another] = selection.getNodes();
    if (node === undefined || another !== undefined) return null;
    block = blockOf(node);
  } else if ($isRangeSelection(selection) && selection.isCollapsed()) {
    block = blockOf(selection.focus.getNode());
    if (block !== null && !(lines ? isAtEdgeLine(editor, block, back) : $isAtEdge(selection, block, back))) return null;
  }
  if (block === null) return null;
  return back ? block.getPreviousSibling() : block.getNextSibling();
}

/** Nothing of the block comes before or behind the caret. */
function $isAtEdge({ focus }: RangeSelection, block: LexicalNode, back: boolean): boolean {
  let node: LexicalNode | null = focus.getNode();
  const size = $isElementNode(node) ? node.getChildrenSize() : node.getTextContentSize();
  if (focus.offset !== (back ? 0 : size)) return false;
  for (; node !== null && !node.is(block); node = node.getParent()) {
    if ((back ? node.getPreviousSibling() : node.getNextSibling()) !== null) return false;
  }
  return true;
}

/** The caret is in the block's first or last line, as it is shown. */
function isAtEdgeLine(editor: LexicalEditor, block: LexicalNode, back: boolean): boolean {
  const selection = getSelection();
  const around = editor.getElementByKey(block.getKey())?.getBoundingClientRect();
  if (selection === null || selection.rangeCount === 0 || around === undefined) return false;
  const caret = selection.getRangeAt(0).getBoundingClientRect();
  // An empty line has no box of its own.
  if (caret.height === 0) return true;
  return back ? caret.top - around.top < caret.height : around.bottom - caret.bottom < caret.height;
}

import { $createLinkNode, $isLinkNode, $toggleLink, type LinkNode } from '@lexical/link';
import { $findMatchingParent } from '@lexical/utils';
import {
  $createTextNode,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  COMMAND_PRIORITY_HIGH,
  KEY_ENTER_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  PASTE_COMMAND,
} from 'lexical';
import { addressAtEnd, webAddress } from './addresses.ts';
import { $kindOf } from './block-kinds.ts';

/** The link that `node` is in. */
export function $linkAt(node: LexicalNode): LinkNode | null {
  return $findMatchingParent(node, $isLinkNode);
}

/** Links what is selected to a safe address; with a caret alone the link that it is in, or the address itself is written there. */
export function $setLink(url: string): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  const link = $linkAt(selection.anchor.getNode());
  if (link !== null && $linkAt(selection.focus.getNode())?.is(link)) link.setURL(url);
  else if (selection.isCollapsed()) {
    const made = $createLinkNode(url, { rel: 'noreferrer' });
    made.append($createTextNode(url.replace(/^mailto:/, '')));
    selection.insertNodes([made]);
  } else $toggleLink(url);
}

/** Takes away the link that `node` is in; its words stay. */
export function $removeLink(node: LexicalNode): void {
  const link = $linkAt(node);
  if (link === null) return;
  for (const child of link.getChildren()) link.insertBefore(child);
  link.remove();
}

/** Makes a link of the web address that the caret stands behind. @param behind characters between it and the caret */
export function $linkBefore(behind = 0): boolean {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return false;
  const node = selection.anchor.getNode();
  if (!$isTextNode(node) || !node.isSimpleText() || node.hasFormat('code') || $linkAt(node) !== null || $kindOf(node) === 'code')
    return false;
  const offset = selection.anchor.offset;
  const found = addressAtEnd(node.getTextContent().slice(0, offset - behind));
  if (found === null) return false;
  const to = found.from + found.shown.length;
  const parts = node.splitText(found.from, to);
  const word = parts[found.from === 0 ? 0 : 1];
  if (word === undefined) return false;
  const link = $createLinkNode(found.url, { rel: 'noreferrer' });
  word.insertBefore(link);
  link.append(word);
  const rest = link.getNextSibling();
  if ($isTextNode(rest)) rest.select(offset - to, offset - to);
  else link.selectEnd();
  return true;
}

/** A pasted address becomes a link, over a selection the selection's; Enter behind one that was typed links it. @returns its stop */
export function registerLinkEdits(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerCommand(
      PASTE_COMMAND,
      (event) => {
        const selection = $getSelection();
        if (!(event instanceof ClipboardEvent) || !$isRangeSelection(selection)) return false;
        const url = webAddress(event.clipboardData?.getData('text/plain') ?? '');
        if (
          url === null ||
          selection.getNodes().some((node) => $kindOf(node) === 'code' || (selection.isCollapsed() && $linkAt(node) !== null))
        ) {
          return false;
        }
        event.preventDefault();
        $setLink(url);
        return true;
      },
      COMMAND_PRIORITY_HIGH,
    ),
    editor.registerCommand(
      KEY_ENTER_COMMAND,
      (event) => {
        if (event?.isComposing !== true && !editor.isComposing()) $linkBefore();
        return false;
      },
      COMMAND_PRIORITY_HIGH,
    ),
  );
}

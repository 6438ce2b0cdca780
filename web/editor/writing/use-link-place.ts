import { $isLinkNode } from '@lexical/link';
import {
  $getNearestNodeFromDOMNode,
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_LOW,
  type LexicalEditor,
  mergeRegister,
  type NodeKey,
} from 'lexical';
import { type RefObject, useEffect, useState } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import { useEditorScope } from '../editor-scope.ts';
import { $kindOf } from './block-kinds.ts';
import { EDIT_LINK } from './format-keys.ts';
import { $linkAt } from './link-edits.ts';
import { openAddress } from './open-address.ts';
import { selectedRange } from './use-settled-selection.ts';

/** Which link a card is about; null for one that there isn't yet. */
export interface LinkPlace {
  readonly link: NodeKey | null;
  readonly url: string;
  readonly isEdited: boolean;
  /** What is selected in the text, or the caret. */
  readonly range: Range | null;
}

/** Where the card of a link stands, if anywhere. Clicks with Ctrl, and readers' clicks, open the link instead. */
export function useLinkPlace(
  editor: LexicalEditor,
  card: RefObject<HTMLElement | null>,
): [LinkPlace | null, (place: LinkPlace | null) => void] {
  const { text, announce, editable } = useEditorScope();
  const [place, setPlace] = useState<LinkPlace | null>(null);
  const refuse = useLatest(() => announce(text.writing.linkUnsafe));

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onClick = (event: MouseEvent): void => {
      const clicked = linkAt(editor, event.target);
      if (clicked === null) return;
      const { url } = clicked;
      if (!editor.isEditable() || event.ctrlKey || event.metaKey) {
        event.preventDefault();
        if (!openAddress(url)) refuse.current();
        return;
      }
      // A click on selected words ends the selection only after the click.
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (selectedRange(editor) === null) setPlace({ link: clicked.key, url, isEdited: false, range: null });
      }, 0);
    };
    const onDown = ({ target }: PointerEvent): void => {
      if (target instanceof Node && card.current?.contains(target) !== true) setPlace(null);
    };
    window.addEventListener('pointerdown', onDown, { capture: true });
    const stop = mergeRegister(
      editor.registerRootListener((root, before) => {
        before?.removeEventListener('click', onClick);
        root?.addEventListener('click', onClick);
      }),
      editor.registerCommand(EDIT_LINK, () => $edit(setPlace, selectedRange(editor) ?? caretRange()), COMMAND_PRIORITY_LOW),
      // What is typed beside the card ends it; what others write doesn't.
      editor.registerUpdateListener(({ editorState, dirtyLeaves, tags }) => {
        if (tags.has('collaboration') || card.current?.contains(document.activeElement) === true) return;
        const isInLink = editorState.read(() => {
          const selection = $getSelection();
          return $isRangeSelection(selection) && $linkAt(selection.anchor.getNode()) !== null;
        });
        if (!isInLink || dirtyLeaves.size > 0) setPlace((now) => (now?.isEdited === true ? now : null));
      }),
    );
    return () => {
      stop();
      editor.getRootElement()?.removeEventListener('click', onClick);
      clearTimeout(timer);
      window.removeEventListener('pointerdown', onDown, { capture: true });
    };
  }, [editor, card, refuse]);

  return [editable ? place : null, setPlace];
}

function $edit(show: (place: LinkPlace) => void, range: Range | null): boolean {
  const selection = $getSelection();
  if (!$isRangeSelection(selection) || selection.getNodes().some((node) => $kindOf(node) === 'code')) return true;
  const link = $linkAt(selection.anchor.getNode());
  show({ link: link?.getKey() ?? null, url: link?.getURL() ?? '', isEdited: true, range });
  return true;
}

function caretRange(): Range | null {
  const selection = document.getSelection();
  return selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
}

function linkAt(editor: LexicalEditor, target: EventTarget | null): { readonly key: NodeKey; readonly url: string } | null {
  const anchor = target instanceof Element ? target.closest('a') : null;
  if (anchor === null) return null;
  return editor.read('latest', () => {
    const node = $getNearestNodeFromDOMNode(anchor);
    return $isLinkNode(node) ? { key: node.getKey(), url: node.getURL() } : null;
  });
}

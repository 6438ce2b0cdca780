import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { $getSelection, $isRangeSelection } from 'lexical';
import { type RefObject, useEffect } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import { useEditorScope } from '../editor-scope.ts';
import type { CommentsScope } from './comments-scope.ts';

/**
 * Opens comments where their words are clicked, or by Ctrl+Alt+M in the text, and closes them by a press elsewhere, or when they are gone.
 * @param card what is open
 * @returns takes the focus back to the text; what was selected is so no more where something was done with it
 */
export function useInPlaceEvents(comments: CommentsScope, card: RefObject<HTMLElement | null>): (done: boolean) => void {
  const [editor] = useLexicalComposerContext();
  const { container, panel } = useEditorScope();
  const latest = useLatest({ comments, panel });
  const { inPlace, list, openInPlace } = comments;
  const gone = inPlace?.kind === 'threads' && !list.some(({ thread_id }) => inPlace.ids.includes(thread_id));

  useEffect(() => {
    if (gone) openInPlace(null);
  }, [gone, openInPlace]);

  useEffect(() => {
    const root = container.current;
    if (root === null) return;
    const onClick = (event: MouseEvent): void => {
      const selection = root.ownerDocument.getSelection();
      if (event.button !== 0 || event.ctrlKey || event.metaKey || selection?.isCollapsed === false) return;
      const now = latest.current;
      const inText = event.target instanceof Node && editor.getRootElement()?.contains(event.target) === true;
      const ids = inText ? now.comments.finder.at(event.clientX, event.clientY) : [];
      if (ids.length === 0) return inText ? now.comments.activate(null) : undefined;
      if (now.panel !== 'comments') return now.comments.openInPlace({ kind: 'threads', ids, focus: false });
      // Of several on one place each click shows the next.
      const next = ids[(ids.indexOf(now.comments.active ?? '') + 1) % ids.length] ?? null;
      now.comments.setTab('open');
      now.comments.activate(next);
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const wanted = event.code === 'KeyM' && event.altKey && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (!wanted || event.isComposing || event.defaultPrevented) return;
      event.preventDefault();
      latest.current.comments.comment();
    };
    root.addEventListener('click', onClick);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      root.removeEventListener('click', onClick);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [editor, container, latest]);

  const isOpen = inPlace !== null;
  useEffect(() => {
    if (!isOpen) return;
    const onPress = ({ target }: PointerEvent): void => {
      if (target instanceof Node && card.current?.contains(target) !== true) openInPlace(null);
    };
    window.addEventListener('pointerdown', onPress, true);
    return () => window.removeEventListener('pointerdown', onPress, true);
  }, [isOpen, card, openInPlace]);

  return (done) => {
    if (!editor.isEditable()) return;
    if (done) editor.update($collapse);
    editor.focus();
  };
}

/** Leaves the caret at the end of what is selected. */
function $collapse(): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  const { key, offset, type } = selection.isBackward() ? selection.anchor : selection.focus;
  selection.anchor.set(key, offset, type);
  selection.focus.set(key, offset, type);
}

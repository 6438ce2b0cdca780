import type { LexicalEditor } from 'lexical';
import { type JSX, useEffect, useLayoutEffect, useRef } from 'react';
import { useCommentAction } from '../comments/use-comment-action.ts';
import { useEditorScope } from '../editor-scope.ts';
import { Floating } from '../floating.tsx';
import { BarButton } from './bar-item.tsx';
import { returnToText } from './return-to-text.ts';
import { moveInBar, oneTabStop } from './roving.ts';
import { useBarItems } from './use-bar-items.ts';
import { selectedRange, useSettledSelection } from './use-settled-selection.ts';

const ITEMS = ['bold', 'italic', 'underline', 'strikethrough', 'code', 'link'];

/** What one can do with words that are selected, beside them. Who may only comment can do that. */
export function SelectionBar({ editor }: { readonly editor: LexicalEditor }): JSX.Element | null {
  const { editable } = useEditorScope();
  const comment = useCommentAction();
  const bar = useRef<HTMLDivElement | null>(null);
  const [isOpen, close] = useSettledSelection(editor, bar);
  // Above the keyboard there is a bar of its own.
  const isTouch = matchMedia('(pointer: coarse)').matches;
  if (!isOpen || (editable && isTouch) || (!editable && comment === null)) return null;
  return <Open editor={editor} bar={bar} onClose={close} />;
}

interface OpenProps {
  readonly editor: LexicalEditor;
  readonly bar: { current: HTMLDivElement | null };
  readonly onClose: () => void;
}

function Open({ editor, bar, onClose }: OpenProps): JSX.Element {
  const { text, editable, container } = useEditorScope();
  const all = useBarItems(editor);
  const comment = useCommentAction();
  const row = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    bar.current = row.current;
    return () => {
      bar.current = null;
    };
  }, [bar]);
  useLayoutEffect(() => {
    if (row.current !== null) oneTabStop(row.current);
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.isComposing) onClose();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [onClose]);
  return (
    <Floating
      anchor={() => selectedRange(editor)?.getBoundingClientRect() ?? null}
      within={container.current}
      placement="top-start"
      className="selection-bar"
    >
      <div
        ref={row}
        role="toolbar"
        aria-label={text.writing.selectionBar}
        className="bar-row"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return moveInBar(event);
          event.preventDefault();
          returnToText(editor);
        }}
        onFocus={({ currentTarget, target }) => oneTabStop(currentTarget, target)}
      >
        {editable && all.kind !== undefined && <BarButton item={all.kind} editor={editor} />}
        {editable && ITEMS.flatMap((id) => all[id] ?? []).map((item) => <BarButton key={item.id} item={item} editor={editor} />)}
        {comment !== null && (
          <BarButton
            item={{ id: 'comment', label: comment.label, icon: comment.icon, shown: comment.label, run: comment.run }}
            editor={editor}
          />
        )}
      </div>
    </Floating>
  );
}

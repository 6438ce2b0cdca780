import { BLUR_COMMAND, COMMAND_PRIORITY_LOW, FOCUS_COMMAND, type LexicalEditor, mergeRegister } from 'lexical';
import { GripVertical, KeyboardOff } from 'lucide-react';
import { type JSX, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { OPEN_BLOCK_MENU } from '../blocks/commands.ts';
import { useCommentAction } from '../comments/use-comment-action.ts';
import { useEditorScope } from '../editor-scope.ts';
import { BarButton, type BarItem } from './bar-item.tsx';
import { moveInBar, oneTabStop } from './roving.ts';
import { BAR_ORDER, useBarItems } from './use-bar-items.ts';

/** Where one types on glass: what one can do with the text, in a row right above the keyboard that scrolls sideways. */
export function TouchBar({ editor }: { readonly editor: LexicalEditor }): JSX.Element | null {
  const { editable } = useEditorScope();
  const [isFocused, setFocused] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const set = (to: boolean): false => {
      clearTimeout(timer);
      // A menu of the bar takes the focus for a moment.
      timer = setTimeout(() => setFocused(to || bar.current?.contains(document.activeElement) === true), 0);
      return false;
    };
    const stop = mergeRegister(
      editor.registerCommand(FOCUS_COMMAND, () => set(true), COMMAND_PRIORITY_LOW),
      editor.registerCommand(BLUR_COMMAND, () => set(false), COMMAND_PRIORITY_LOW),
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [editor]);
  const isTouch = matchMedia('(pointer: coarse)').matches;
  return isTouch && editable && isFocused ? <Bar editor={editor} bar={bar} /> : null;
}

interface BarProps {
  readonly editor: LexicalEditor;
  readonly bar: { current: HTMLDivElement | null };
}

function Bar({ editor, bar }: BarProps): JSX.Element {
  const { text } = useEditorScope();
  const all = useBarItems(editor);
  const comment = useCommentAction();

  useLayoutEffect(() => {
    const view = window.visualViewport;
    const place = (): void => {
      if (bar.current === null || view === null) return;
      // The keyboard covers the page's end, and the page doesn't know: only the part that is seen does.
      bar.current.style.bottom = `${Math.max(0, window.innerHeight - view.height - view.offsetTop)}px`;
    };
    place();
    view?.addEventListener('resize', place);
    view?.addEventListener('scroll', place);
    return () => {
      view?.removeEventListener('resize', place);
      view?.removeEventListener('scroll', place);
    };
  }, [bar]);
  useLayoutEffect(() => {
    if (bar.current !== null) oneTabStop(bar.current);
  });
  const openMenu = (): void => void editor.dispatchCommand(OPEN_BLOCK_MENU, undefined);
  const block: BarItem = { id: 'block', icon: GripVertical, label: text.blocks.menu, run: openMenu };
  const hide: BarItem = { id: 'hide', icon: KeyboardOff, label: text.writing.hideKeyboard, run: () => editor.blur() };
  const say: BarItem[] = comment === null ? [] : [{ id: 'comment', icon: comment.icon, label: comment.label, run: comment.run }];
  const some = (ids: readonly string[]): BarItem[] => ids.flatMap((id) => all[id] ?? []);
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={text.writing.toolbar}
      aria-orientation="horizontal"
      className="touch-bar"
      onKeyDown={moveInBar}
      onFocus={({ currentTarget, target }) => oneTabStop(currentTarget, target)}
    >
      {/* What is done with chosen words comes first: the rest is out of sight. */}
      {[...some(['kind', 'own']), ...say, ...some(BAR_ORDER), block, hide].map((item) => (
        <BarButton key={item.id} item={item} editor={editor} />
      ))}
    </div>
  );
}

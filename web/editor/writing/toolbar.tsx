import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { COMMAND_PRIORITY_HIGH, KEY_DOWN_COMMAND, type LexicalEditor } from 'lexical';
import { Ellipsis } from 'lucide-react';
import { type JSX, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { MenuItem } from '../../components/menu.tsx';
import { useEditorScope } from '../editor-scope.ts';
import { BarButton, type BarItem } from './bar-item.tsx';
import { returnToText } from './return-to-text.ts';
import { moveInBar, oneTabStop } from './roving.ts';
import { BAR_ORDER, useBarItems } from './use-bar-items.ts';

/** px between two of them, and beside them all: the style sheet’s. */
const BETWEEN = 2;
const BESIDE = 8;

export interface ToolbarProps {
  /** Buttons at its end, for readers too. */
  readonly children: ReactNode;
}

/** What one can do with the text, in a row above it: one stop of Tab, arrows walk. Alt+F10 leads to it from the text, Escape back. */
export function Toolbar({ children }: ToolbarProps): JSX.Element {
  const [editor] = useLexicalComposerContext();
  const { text, editable } = useEditorScope();
  const bar = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (bar.current !== null) oneTabStop(bar.current);
  });
  useEffect(
    () =>
      editor.registerCommand(
        KEY_DOWN_COMMAND,
        (event) => {
          if (event.key !== 'F10' || !event.altKey || event.isComposing) return false;
          event.preventDefault();
          bar.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus();
          return true;
        },
        COMMAND_PRIORITY_HIGH,
      ),
    [editor],
  );
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={text.writing.toolbar}
      aria-orientation="horizontal"
      className="toolbar"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return moveInBar(event);
        event.preventDefault();
        returnToText(editor);
      }}
      onFocus={({ currentTarget, target }) => oneTabStop(currentTarget, target)}
    >
      {editable ? <Items editor={editor} /> : <span className="toolbar-items" />}
      <div className="toolbar-end">{children}</div>
    </div>
  );
}

function Items({ editor }: { readonly editor: LexicalEditor }): JSX.Element {
  const { text } = useEditorScope();
  const all = useBarItems(editor);
  const row = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(BAR_ORDER.length);
  const { kind, own } = all;
  const choices = own === undefined ? 1 : 2;

  useLayoutEffect(() => {
    const element = row.current;
    if (element === null) return;
    const measure = (): void => {
      const choice = (element.querySelector<HTMLElement>('.bar-choice')?.offsetWidth ?? 128) + BETWEEN;
      const one = (element.querySelector<HTMLElement>('.icon-button')?.offsetWidth ?? 32) + BETWEEN;
      const fits = Math.floor((element.clientWidth - BESIDE - choices * choice) / one);
      // One of those that fit is the menu of the others.
      setRoom(fits >= BAR_ORDER.length ? BAR_ORDER.length : Math.max(0, fits - 1));
    };
    // Before it is painted: else for a moment buttons stand where there is no room.
    const observer = new ResizeObserver(() => flushSync(measure));
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [choices]);

  const items = BAR_ORDER.flatMap((id) => all[id] ?? []);
  const rest = items.slice(room).map(
    ({ id, label, pressed, run }): MenuItem => ({
      id,
      label,
      ...(pressed !== undefined && { checked: pressed }),
      onSelect: () => run?.(),
    }),
  );
  const more: BarItem = { id: 'more', icon: Ellipsis, label: text.writing.more, menu: [{ items: rest }] };
  return (
    <div ref={row} className="toolbar-items">
      {kind !== undefined && <BarButton item={kind} editor={editor} />}
      {own !== undefined && <BarButton item={own} editor={editor} />}
      {items.slice(0, room).map((item) => (
        <BarButton key={item.id} item={item} editor={editor} />
      ))}
      {rest.length > 0 && <BarButton item={more} editor={editor} />}
    </div>
  );
}

import { COMMAND_PRIORITY_HIGH, KEY_DOWN_COMMAND, type LexicalEditor } from 'lexical';
import { Ellipsis } from 'lucide-react';
import { type JSX, useEffect, useRef, useState } from 'react';
import { Menu, type MenuGroup } from '../../components/menu.tsx';
import { useLatest } from '../../hooks/use-latest.ts';
import { useEditorScope } from '../editor-scope.ts';
import { useCellPlace } from './use-cell-place.ts';
import { useTableMenu } from './use-table-menu.ts';
import { useTables } from './use-tables.ts';

/** Tables: what keys and pointers do in them, and a handle at the caret's cell that opens their menu. */
export function TableTools({ editor }: { readonly editor: LexicalEditor }): JSX.Element | null {
  const { editable, container, announce, text } = useEditorScope();
  const words = text.tables;
  const handle = useRef<HTMLButtonElement>(null);
  const [groups, setGroups] = useState<readonly MenuGroup[] | null>(null);
  const place = useCellPlace(editor, container);
  const offered = useTableMenu(editor);
  useTables(editor, () => announce(words.rowAdded));

  const open = useLatest((): boolean => {
    const now = handle.current === null ? null : offered();
    setGroups(now);
    return now !== null;
  });
  useEffect(
    () =>
      editor.registerCommand(
        KEY_DOWN_COMMAND,
        (event) => {
          if (!opensMenu(event) || editor.isComposing() || !open.current()) return false;
          event.preventDefault();
          return true;
        },
        COMMAND_PRIORITY_HIGH,
      ),
    [editor, open],
  );

  if (!editable || place === null) return null;
  return (
    <>
      <button
        ref={handle}
        type="button"
        tabIndex={-1}
        className="table-handle"
        style={{ left: place.right, top: place.top }}
        aria-label={words.menu}
        title={words.menu}
        aria-haspopup="menu"
        aria-expanded={groups !== null}
        aria-keyshortcuts="Control+Alt+T Shift+F10"
        // The caret stays where it is: the menu is about its cell.
        onPointerDown={(event) => event.preventDefault()}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => open.current()}
      >
        <Ellipsis aria-hidden="true" size={14} />
      </button>
      {groups !== null && handle.current !== null && (
        <Menu
          label={words.menu}
          groups={groups}
          anchor={handle.current}
          onClose={() => {
            setGroups(null);
            editor.getRootElement()?.focus({ preventScroll: true });
            editor.focus();
          }}
        />
      )}
    </>
  );
}

/** The key for a context menu stays the browser's, whose menu corrects spelling. */
function opensMenu(event: KeyboardEvent): boolean {
  if (event.isComposing || event.metaKey) return false;
  if (event.key === 'F10') return event.shiftKey && !event.ctrlKey && !event.altKey;
  return event.code === 'KeyT' && event.ctrlKey && event.altKey && !event.shiftKey;
}

import { COMMAND_PRIORITY_CRITICAL, HISTORY_PUSH_TAG, KEY_DOWN_COMMAND, type LexicalEditor } from 'lexical';
import { type JSX, type ReactNode, useEffect, useId, useMemo, useState } from 'react';
import { useLatest } from '../../../hooks/use-latest.ts';
import { useEditorScope } from '../../editor-scope.ts';
import { Floating } from '../../floating.tsx';
import { $selectTyped, type Typed } from './typed.ts';
import { useListboxOwner } from './use-listbox-owner.ts';

/** A line of the list. */
export interface Suggestion {
  readonly id: string;
  readonly name: string;
  readonly hint?: string;
  readonly icon: ReactNode;
  /** Called in an update, with what was typed selected: puts something in its place. */
  readonly $insert: () => void;
  /** Called behind that update. */
  readonly inserted?: () => void;
}

export interface SuggestionGroup {
  readonly label: string;
  readonly items: readonly Suggestion[];
}

export interface SuggestListProps {
  readonly editor: LexicalEditor;
  readonly typed: Typed;
  readonly label: string;
  /** None of them empty. */
  readonly groups: readonly SuggestionGroup[];
  readonly onDismiss: () => void;
}

/**
 * The list below what is being typed. The focus stays in the text, which has its keys while the list is open. A sentence that finds nothing
 * was no search: then there is no list, and the keys do what they always do.
 */
export function SuggestList(props: SuggestListProps): JSX.Element | null {
  const { typed, groups } = props;
  return groups.length === 0 && /\s/.test(typed.query) ? null : <OpenList {...props} />;
}

function OpenList({ editor, typed, label, groups, onDismiss }: SuggestListProps): JSX.Element {
  const { text, announce } = useEditorScope();
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const [active, setActive] = useState<{ readonly query: string; readonly item: string } | null>(null);
  // Another query begins at the first line again.
  const walkedTo = items.findIndex((item) => active?.query === typed.query && item.id === active.item);
  const at = Math.max(0, walkedTo);
  const id = useId();
  const said = items.length === 0 ? text.insert.nothing : text.insert.offered(items.length);
  useEffect(() => announce(said), [announce, said]);
  useListboxOwner(editor, id, items.length === 0 ? null : `${id}${at}`);

  const choose = (item: Suggestion | undefined): void => {
    if (item === undefined) return;
    onDismiss();
    editor.update(
      () => {
        if ($selectTyped(typed)) item.$insert();
      },
      { discrete: true, tag: HISTORY_PUSH_TAG },
    );
    item.inserted?.();
  };
  const onKey = useLatest((event: KeyboardEvent): boolean => {
    if (event.isComposing || editor.isComposing() || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'Escape') onDismiss();
    else if (items.length === 0 || event.shiftKey) return false;
    else if (event.key === 'Enter' || event.key === 'Tab') choose(items[at]);
    else {
      const next = walked(event.key, at, items.length);
      if (next === null) return false;
      setActive({ query: typed.query, item: items[next]?.id ?? '' });
    }
    event.preventDefault();
    // Escape closes the list, not what is around the editor.
    event.stopPropagation();
    return true;
  });
  useEffect(() => editor.registerCommand(KEY_DOWN_COMMAND, (event) => onKey.current(event), COMMAND_PRIORITY_CRITICAL), [editor, onKey]);
  useEffect(() => {
    document.getElementById(`${id}${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);

  return (
    <Floating
      anchor={() => rectOf(editor, typed)}
      within={editor.getRootElement()}
      placement="bottom-start"
      className="suggest"
      // Else the text loses the focus, and with it what is being typed.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {items.length === 0 && <p className="suggest-nothing">{text.insert.nothing}</p>}
      <div id={id} role="listbox" aria-label={label} hidden={items.length === 0}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a listbox.
          <div key={group.label} role="group" aria-label={group.label} className="suggest-group">
            <p aria-hidden="true" className="suggest-label">
              {group.label}
            </p>
            {group.items.map((item) => {
              const place = items.indexOf(item);
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the text has the keys.
                <div
                  key={item.id}
                  id={`${id}${place}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={place === at}
                  className="suggest-option"
                  onPointerMove={() => place !== at && setActive({ query: typed.query, item: item.id })}
                  onClick={() => choose(item)}
                >
                  <span className="suggest-icon">{item.icon}</span>
                  <span className="suggest-name">{item.name}</span>
                  {item.hint !== undefined && <span className="suggest-hint">{item.hint}</span>}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </Floating>
  );
}

/** Which line a key leads to; null for a key that leads nowhere. */
function walked(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Where the sign stands in the window. */
function rectOf(editor: LexicalEditor, { key, start }: Typed): DOMRect | null {
  let text: Node | null = editor.getElementByKey(key);
  while (text instanceof Element) text = text.firstChild;
  if (!(text instanceof Text) || text.length < start + 1) return null;
  const range = document.createRange();
  range.setStart(text, start);
  range.setEnd(text, start + 1);
  return range.getBoundingClientRect();
}

import { Plus } from 'lucide-react';
import { type FocusEvent, type JSX, type KeyboardEvent, useLayoutEffect, useMemo, useRef } from 'react';
import { flushSync } from 'react-dom';
import { newId } from '../../../shared/ids.ts';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import type { Column } from '../../../shared/model/records.ts';
import { useDraft } from '../../hooks/use-draft.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useBoardContext } from './board-context.ts';
import { idsIn, placeOf } from './board-places.ts';

/** Adds cards to a column one after the other: Enter makes one, Escape or leaving an empty field ends it. What is begun waits for whoever leaves the board or reloads. */
export function QuickAdd({ column, open }: { readonly column: Column; readonly open: boolean }): JSX.Element {
  const { projectId, store, whole, text, ui, actions } = useBoardContext();
  const draft = useDraft(projectId, `new card in ${column.id}`);
  const begun = useMemo(() => (open ? draft.read() : ''), [open, draft]);
  const field = useRef<HTMLTextAreaElement>(null);

  const empty = (): void => {
    if (field.current !== null) field.current.value = '';
    draft.keep('');
  };
  const add = (): string | null => {
    const title = (field.current?.value ?? '').replace(/\s+/g, ' ').trim();
    empty();
    if (title === '') return null;
    const id = newId('task_', Math.random);
    // Somebody may have removed the column meanwhile: its cards are in the first one.
    const columns = whole.columns.getSnapshot();
    const target = columns.find((known) => known.id === column.id) ?? columns[0] ?? column;
    ui.act(() => actions.createTask({ title, status: target.id }, id), {
      said: text.added(title, target.title),
      undo: () => actions.binTask(id),
    });
    if (placeOf(store, id) === null) ui.tell(text.addedUnseen(title, target.title));
    return id;
  };
  const leave = useLatest(() => {
    if (!whole.columns.getSnapshot().some(({ id }) => id === column.id)) add();
  });
  // The column goes while a card is written for it: the words become a card all the same. Where the whole board goes, nothing is written any more.
  useLayoutEffect(() => () => leave.current(), [leave]);
  useLayoutEffect(() => field.current?.setSelectionRange(begun.length, begun.length), [begun]);
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      add();
    } else if (event.key === 'Escape') {
      const last = idsIn(store, column.id).at(-1);
      empty();
      flushSync(() => ui.addTo(null));
      if (last === undefined) ui.focusColumn(column.id);
      else ui.focusCard(last);
    }
  };
  const onBlur = (event: FocusEvent): void => {
    // A window that is left for another comes back to the same field.
    if (event.relatedTarget === null && document.activeElement === field.current) return;
    add();
    ui.addTo(null);
  };
  if (!open) {
    return (
      <button type="button" className="weft-add" onClick={() => ui.addTo(column.id)}>
        <Plus aria-hidden="true" size={16} />
        {text.newCard}
      </button>
    );
  }
  return (
    <textarea
      ref={field}
      // biome-ignore lint/a11y/noAutofocus: it opens when somebody asks for it, to be typed into at once.
      autoFocus
      className="weft-field weft-title-field weft-quick-add"
      aria-label={text.addTo(column.title)}
      placeholder={text.newCardHint}
      maxLength={BOUNDS.title}
      rows={2}
      defaultValue={begun}
      onChange={({ target }) => draft.keep(target.value)}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    />
  );
}

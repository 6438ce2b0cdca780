import { type JSX, type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useBoardContext } from './board-context.ts';

/** A card's title while it is edited: Enter keeps it, Escape leaves it as it was, and so does an empty one. */
export function TitleField({ taskId, title }: { readonly taskId: string; readonly title: string }): JSX.Element {
  const { handle, whole, text, ui, actions } = useBoardContext();
  const field = useRef<HTMLTextAreaElement>(null);
  const ended = useRef(false);
  /** What others call the card meanwhile is theirs: only what was typed here is written. */
  const first = useRef(title);

  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const words = (): string => (field.current?.value ?? '').replace(/\s+/g, ' ').trim();
  const end = (keep: boolean, byKey: boolean): void => {
    if (ended.current) return;
    ended.current = true;
    const typed = words();
    if (keep && typed !== '' && typed !== first.current) {
      ui.act(() => actions.changeTask(taskId, { title: typed }), {
        said: text.renamed(typed),
        undo: () => (whole.task(taskId).getSnapshot()?.title === typed ? actions.changeTask(taskId, { title }) : null),
      });
    }
    if (byKey) ui.focusCard(taskId);
    ui.edit(null);
  };
  const leave = useLatest(() => {
    // Where the whole board was taken away nobody takes them.
    if (handle.status.getSnapshot().editable && words() !== first.current) end(true, false);
  });
  // The card leaves the board while its title is typed, as when somebody puts it into the bin: it takes the words along.
  useLayoutEffect(() => () => leave.current(), [leave]);
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    end(event.key === 'Enter', true);
  };
  return (
    <textarea
      ref={field}
      className="weft-field weft-title-field"
      aria-label={text.titleOfCard}
      defaultValue={title}
      maxLength={BOUNDS.title}
      rows={1}
      onKeyDown={onKeyDown}
      onBlur={() => end(true, false)}
    />
  );
}

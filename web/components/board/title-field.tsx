import { type JSX, type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { useBoardContext } from './board-context.ts';

/** A card's title while it is edited: Enter keeps it, Escape leaves it as it was, and so does an empty one. */
export function TitleField({ taskId, title }: { readonly taskId: string; readonly title: string }): JSX.Element {
  const { text, ui, actions } = useBoardContext();
  const field = useRef<HTMLTextAreaElement>(null);
  const ended = useRef(false);

  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const end = (keep: boolean, byKey: boolean): void => {
    if (ended.current) return;
    ended.current = true;
    const typed = (field.current?.value ?? '').replace(/\s+/g, ' ').trim();
    if (keep && typed !== '' && typed !== title) {
      ui.act(() => actions.changeTask(taskId, { title: typed }), {
        said: text.renamed(typed),
        undo: () => actions.changeTask(taskId, { title }),
      });
    }
    if (byKey) ui.focusCard(taskId);
    ui.edit(null);
  };
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

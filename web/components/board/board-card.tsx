import { type JSX, memo, useLayoutEffect, useRef } from 'react';
import { useTask } from '../../hooks/use-board.ts';
import { useBoardContext } from './board-context.ts';
import { CardButton } from './card-button.tsx';
import { CardFace, nameOfCard } from './card-face.tsx';
import { TitleField } from './title-field.tsx';
import { useCardDrag } from './use-card-drag.ts';

export interface BoardCardProps {
  readonly taskId: string;
  /** Tab comes to this card of its column. */
  readonly tabStop: boolean;
  /** Its title is being edited. */
  readonly editing: boolean;
}

/** A card in its column: one walks to it, opens it, drags it. It renders anew only when its own task changes. */
export const BoardCard = memo(function BoardCard({ taskId, tabStop, editing }: BoardCardProps): JSX.Element | null {
  const { store, projectId, people, comments, language, text, ui, readOnly, renderCard, cardFooter } = useBoardContext();
  const task = useTask(store, taskId);
  const card = useRef<HTMLDivElement>(null);
  const shown = task !== null;
  useCardDrag(card, taskId, shown && !readOnly && !editing);

  useLayoutEffect(() => {
    const element = card.current;
    if (element === null || !shown || editing) return;
    if (ui.wantsFocus(taskId)) element.focus({ preventScroll: false });
    // A card that leaves with the focus takes it along to where it comes up again.
    return () => {
      if (document.activeElement === element) ui.wantFocus(taskId);
    };
  }, [ui, taskId, shown, editing]);

  if (task === null) return null;
  const title = editing ? <TitleField taskId={taskId} title={task.title} /> : undefined;
  const own = editing ? undefined : renderCard?.(task);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter does the same, see board-keys.ts.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; this is a card that one walks to.
    <div
      ref={card}
      className="weft-card"
      role="group"
      data-task={taskId}
      aria-label={nameOfCard(task, text)}
      aria-keyshortcuts={
        readOnly ? 'Enter' : 'Enter E A L D M Delete Control+ArrowUp Control+ArrowDown Control+ArrowLeft Control+ArrowRight'
      }
      tabIndex={tabStop ? 0 : -1}
      onClick={({ target }) => {
        if (target instanceof Element && target.closest('button, textarea, a, input, select') === null) ui.open(taskId);
      }}
    >
      {own ?? (
        <CardFace {...{ projectId, task, people, language, text, title }} comments={comments.store}>
          {cardFooter?.(task)}
        </CardFace>
      )}
      {!readOnly && !editing && <CardButton taskId={taskId} title={task.title} />}
    </div>
  );
});

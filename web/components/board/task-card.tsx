import { type JSX, memo, type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Task } from '../../../shared/model/records.ts';
import { useTask } from '../../hooks/use-board.ts';
import { hueOf } from '../../hooks/use-presence.ts';
import { Avatar } from '../avatar.tsx';
import { useBoardContext } from './board-context.ts';
import { CardButton } from './card-button.tsx';
import { DueDay } from './due-day.tsx';
import { TaskViewers } from './task-viewers.tsx';
import { TitleField } from './title-field.tsx';
import { useCardDrag } from './use-card-drag.ts';

/** How many labels a card shows before the rest becomes a number. */
const LABELS_SHOWN = 2;

export interface TaskCardProps {
  readonly taskId: string;
  /** Tab comes to this card of its column. */
  readonly tabStop: boolean;
  /** Its title is being edited. */
  readonly editing: boolean;
  /** More to show below the title. */
  readonly children?: ReactNode;
}

/** A card of the board: title, labels, due day, assignee. It renders anew only when its own task changes. */
export const TaskCard = memo(function TaskCard({ taskId, tabStop, editing, children }: TaskCardProps): JSX.Element | null {
  const { store, text, ui, readOnly } = useBoardContext();
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
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter does the same, see board-keys.ts.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; this is a card that one walks to.
    <div
      ref={card}
      className="weft-card"
      role="group"
      data-task={taskId}
      aria-label={describe(task, text.untitled)}
      aria-keyshortcuts={
        readOnly ? 'Enter' : 'Enter E A L D M Delete Control+ArrowUp Control+ArrowDown Control+ArrowLeft Control+ArrowRight'
      }
      tabIndex={tabStop ? 0 : -1}
      onClick={({ target }) => {
        if (target instanceof Element && target.closest('button, textarea') === null) ui.open(taskId);
      }}
    >
      {editing ? <TitleField taskId={taskId} title={task.title} /> : <p className="weft-card-title">{task.title}</p>}
      {children}
      <CardFoot task={task} />
      {!readOnly && !editing && <CardButton taskId={taskId} title={task.title} />}
    </div>
  );
});

function CardFoot({ task }: { readonly task: Task }): JSX.Element {
  const { projectId, people, text } = useBoardContext();
  const { task_id, labels, due, assignee_id } = task;
  const name = assignee_id === null ? null : (people.get(assignee_id)?.username ?? text.somebody);
  const more = labels.length - LABELS_SHOWN;
  return (
    <div className="weft-card-foot">
      {labels.slice(0, LABELS_SHOWN).map((label) => (
        <span key={label} className="weft-label" title={label}>
          {label}
        </span>
      ))}
      {more > 0 && (
        <span className="weft-label" title={labels.slice(LABELS_SHOWN).join(', ')}>
          +{more}
        </span>
      )}
      {due !== null && <DueDay day={due} />}
      <TaskViewers projectId={projectId} taskId={task_id} text={text} />
      {assignee_id !== null && name !== null && (
        <span className="weft-card-person" title={text.assignedTo(name)}>
          <Avatar className="weft-avatar" name={name} hue={hueOf(assignee_id)} />
          <span className="weft-hidden">{text.assignedTo(name)}</span>
        </span>
      )}
    </div>
  );
}

function describe({ title }: Task, untitled: string): string {
  return title.trim() === '' ? untitled : title;
}

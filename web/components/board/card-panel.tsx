import { X } from 'lucide-react';
import { type JSX, type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import type { Task, TaskPatch } from '../../../shared/model/records.ts';
import { useColumns, useTask } from '../../hooks/use-board.ts';
import { useBoardContext } from './board-context.ts';
import { CardFields } from './card-fields.tsx';
import { SharedField } from './shared-field.tsx';
import { StatusHistory } from './status-history.tsx';
import { TaskViewers } from './task-viewers.tsx';
import type { CardField } from './use-board-ui.ts';

export interface CardPanelProps {
  readonly projectId: string;
  readonly taskId: string;
  /** What takes the focus first. */
  readonly field: CardField;
}

/** All there is to a card, beside the board, which stays as it is. */
export function CardPanel({ projectId, taskId, field }: CardPanelProps): JSX.Element | null {
  const { store, actions, text, ui, readOnly, people, language } = useBoardContext();
  const task = useTask(store, taskId);
  const columns = useColumns(store);
  const panel = useRef<HTMLElement>(null);
  const id = useId();
  const gone = task === null;

  useLayoutEffect(() => {
    const wanted = panel.current?.querySelector<HTMLElement>(`[data-field=${field}]`);
    (wanted?.matches(':disabled') === false ? wanted : panel.current)?.focus();
  }, [field]);
  useLayoutEffect(() => {
    if (gone) ui.open(null);
  }, [gone, ui]);

  if (task === null) return null;
  const close = (): void => {
    ui.open(null);
    ui.focusCard(taskId);
  };
  const write = (patch: TaskPatch): void => ui.act(() => actions.changeTask(taskId, patch), { said: '' });
  const change = (patch: TaskPatch): void =>
    ui.act(() => actions.changeTask(taskId, patch), { said: text.changed, undo: () => actions.changeTask(taskId, pick(task, patch)) });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    close();
  };
  return (
    <aside ref={panel} role="dialog" aria-labelledby={`${id}title`} className="weft-panel" tabIndex={-1} onKeyDown={onKeyDown}>
      <header className="weft-panel-header">
        <h2 id={`${id}title`}>{text.details}</h2>
        <TaskViewers projectId={projectId} taskId={taskId} text={text} />
        <button type="button" className="weft-icon-button" aria-label={text.close} title={text.close} onClick={close}>
          <X aria-hidden="true" size={16} />
        </button>
      </header>
      {task.deleted_at !== null && (
        <p className="weft-note">
          {text.inBin}
          {!readOnly && (
            <button
              type="button"
              className="weft-button"
              onClick={() => ui.act(() => actions.restoreTask(taskId), { said: text.restored, undo: () => actions.binTask(taskId) })}
            >
              {text.restore}
            </button>
          )}
        </p>
      )}
      <SharedField
        className="weft-field weft-title-field weft-panel-title"
        data-field="title"
        aria-label={text.titleOfCard}
        maxLength={BOUNDS.title}
        readOnly={readOnly}
        rows={1}
        value={task.title}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
        onText={(typed) => {
          if (typed.trim() !== '') write({ title: typed.replace(/[\r\n]+/g, ' ') });
        }}
      />
      <CardFields task={task} onPatch={change} />
      <div className="weft-description">
        <label htmlFor={`${id}description`}>{text.description}</label>
        <SharedField
          id={`${id}description`}
          className="weft-field"
          maxLength={BOUNDS.description}
          readOnly={readOnly}
          rows={6}
          value={task.description}
          onText={(description) => write({ description })}
        />
      </div>
      <StatusHistory history={task.history} columns={columns} people={people} text={text} language={language} />
    </aside>
  );
}

/** The fields of a task that a patch would change, as they are. */
function pick(task: Task, patch: TaskPatch): TaskPatch {
  return Object.fromEntries(Object.entries(task).filter(([key]) => Object.hasOwn(patch, key)));
}

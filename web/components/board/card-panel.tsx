import { X } from 'lucide-react';
import { type JSX, type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import type { Task, TaskPatch } from '../../../shared/model/records.ts';
import { useColumns, useTask } from '../../hooks/use-board.ts';
import { useSyncFact } from '../../hooks/use-sync-status.ts';
import { BinNote } from './bin-note.tsx';
import { useBoardContext } from './board-context.ts';
import { CardComments } from './card-comments.tsx';
import { CardFields } from './card-fields.tsx';
import { isOwnPlace, keepOwnPlace } from './own-places.ts';
import { SharedField } from './shared-field.tsx';
import { StatusHistory } from './status-history.tsx';
import { TaskViewers } from './task-viewers.tsx';
import type { CardField } from './use-board-ui.ts';
import { WatchButton } from './watch-button.tsx';

export interface CardPanelProps {
  readonly projectId: string;
  readonly taskId: string;
  /** What takes the focus first. */
  readonly field: CardField;
}

/** All there is to a card, beside the board, which stays as it is. */
export function CardPanel({ projectId, taskId, field }: CardPanelProps): JSX.Element | null {
  const { whole: store, handle, actions, text, ui, readOnly, people, language } = useBoardContext();
  const { cardGone } = text;
  const task = useTask(store, taskId);
  const columns = useColumns(store);
  const panel = useRef<HTMLElement>(null);
  const id = useId();
  const gone = task === null;

  useLayoutEffect(() => {
    const wanted = panel.current?.querySelector<HTMLElement>(`[data-field=${field}]`);
    // Where one types on the screen, a card that is only looked at must not bring the keys up.
    const isQuiet = field === 'title' && matchMedia('(pointer: coarse)').matches;
    const usable = wanted?.matches(':disabled') === false && !isQuiet ? wanted : null;
    (usable ?? panel.current)?.focus();
    // Who asks for the assignee wants to type a name.
    if (field === 'assignee') usable?.click();
  }, [field]);
  // Until the board is as the server has it, a card that isn't there may still come.
  const waiting = useSyncFact(handle, ({ kind }) => kind === 'connecting');
  useEffect(() => {
    if (!gone || waiting) return;
    ui.open(null);
    ui.tell(cardGone);
  }, [gone, waiting, ui, cardGone]);

  if (task === null) return null;
  const close = (): void => ui.open(null);
  const write = (patch: TaskPatch): void => ui.act(() => actions.changeTask(taskId, patch), { said: '' });
  const put = (patch: TaskPatch): Promise<void> => {
    const changed = actions.changeTask(taskId, patch);
    if (patch.status !== undefined) keepOwnPlace(store, taskId);
    return changed;
  };
  const change = (patch: TaskPatch): void =>
    ui.act(() => put(patch), {
      said: text.changed,
      undo: () => {
        const back = takenBack(task, patch, store.task(taskId).getSnapshot());
        return back === null || (back.status !== undefined && !isOwnPlace(store, taskId)) ? null : put(back);
      },
    });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  return (
    <aside ref={panel} role="dialog" aria-labelledby={`${id}title`} className="weft-panel" tabIndex={-1} onKeyDown={onKeyDown}>
      <header className="weft-panel-header">
        <h2 id={`${id}title`}>{text.details}</h2>
        <TaskViewers projectId={projectId} taskId={taskId} text={text} />
        <WatchButton task={task} />
        <button type="button" className="weft-icon-button" aria-label={text.close} title={text.close} onClick={close}>
          <X aria-hidden="true" size={16} />
        </button>
      </header>
      <BinNote task={task} />
      <SharedField
        className="weft-field weft-title-field weft-panel-title"
        data-field="title"
        aria-label={text.titleOfCard}
        maxLength={BOUNDS.title}
        readOnly={readOnly}
        required
        rows={1}
        value={task.title}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
        onText={(typed) => write({ title: typed.replace(/[\r\n]+/g, ' ') })}
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
      <CardComments taskId={taskId} />
      <StatusHistory history={task.history} columns={columns} people={people} text={text} language={language} />
    </aside>
  );
}

/** What takes a patch back: its fields as they were before, but for what others have changed since; null where that is all. */
function takenBack(before: Task, patch: TaskPatch, now: Task | null): TaskPatch | null {
  if (now === null) return null;
  const [current, wanted] = [now, patch].map((fields) => new Map<string, unknown>(Object.entries(fields)));
  const isOurs = (key: string): boolean => key !== 'labels' && wanted?.has(key) === true && wanted.get(key) === current?.get(key);
  const fields: TaskPatch = Object.fromEntries(Object.entries(before).filter(([key]) => isOurs(key)));
  const { labels = now.labels } = patch;
  const kept = now.labels.filter((label) => before.labels.includes(label) || !labels.includes(label));
  const back = [...kept, ...before.labels.filter((label) => !labels.includes(label) && !kept.includes(label))];
  const isSame = back.length === now.labels.length && back.every((label) => now.labels.includes(label));
  const all = isSame ? fields : { ...fields, labels: back };
  return Object.keys(all).length === 0 ? null : all;
}

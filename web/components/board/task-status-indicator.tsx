import { type HTMLAttributes, type JSX, useId, useState } from 'react';
import { type Board, useBoard, useColumns, useTask } from '../../hooks/use-board.ts';
import { usePeople } from '../../hooks/use-people.ts';
import { useProject } from '../../hooks/use-project.ts';
import { LANGUAGES, type Language } from '../../i18n/languages.ts';
import { StatusHistory } from './status-history.tsx';
import { TaskViewers } from './task-viewers.tsx';
import { useNamedColumns } from './use-named-columns.ts';

export interface TaskStatusIndicatorProps extends HTMLAttributes<HTMLDivElement> {
  readonly taskId: string;
  readonly projectId: string;
  /** What shows until the task has come: a column's title. */
  readonly initialStatus?: string;
  /** Who else has the task open. */
  readonly showCollaborators?: boolean;
  readonly showStatusHistory?: boolean;
  /** English by default. */
  readonly language?: Language;
}

/** The status of one task, changeable by who may: for pages that show a task outside its board. */
export function TaskStatusIndicator(props: TaskStatusIndicatorProps): JSX.Element {
  const { taskId, projectId, initialStatus = '', showCollaborators, showStatusHistory, language = 'en', className = '', ...rest } = props;
  const board = useBoard(projectId);
  const { ready } = useProject(projectId);
  const text = LANGUAGES[language].text.board;
  return (
    <div {...rest} className={`weft-root weft-status ${className}`}>
      {board === null || !ready ? (
        <span className="weft-label">{initialStatus}</span>
      ) : (
        <LiveStatus board={board} taskId={taskId} language={language} showStatusHistory={showStatusHistory === true} />
      )}
      {showCollaborators === true && <TaskViewers projectId={projectId} taskId={taskId} text={text} />}
    </div>
  );
}

interface LiveStatusProps {
  readonly board: Board;
  readonly taskId: string;
  readonly language: Language;
  readonly showStatusHistory: boolean;
}

function LiveStatus({ board, taskId, language, showStatusHistory }: LiveStatusProps): JSX.Element | null {
  const { actions, projectId } = board;
  const text = LANGUAGES[language].text.board;
  const store = useNamedColumns(board.store, text);
  const task = useTask(store, taskId);
  const columns = useColumns(store);
  const { editable } = useProject(projectId);
  const people = usePeople(projectId);
  const [failed, setFailed] = useState(false);
  const id = useId();
  if (task === null) return null;

  const column = columns.find((known) => known.id === task.status) ?? columns[0];
  const change = (status: string): void => {
    setFailed(false);
    actions.changeTask(taskId, { status }).catch(() => setFailed(true));
  };
  return (
    <>
      <label className="weft-hidden" htmlFor={id}>
        {text.statusOf(task.title)}
      </label>
      <select id={id} className="weft-field" disabled={!editable} value={column?.id} onChange={({ target }) => change(target.value)}>
        {columns.map(({ id: value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
      {failed && <span role="alert">{text.failed}</span>}
      {showStatusHistory && <StatusHistory history={task.history} columns={columns} people={people} text={text} language={language} />}
    </>
  );
}

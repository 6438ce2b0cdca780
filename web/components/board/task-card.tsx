import type { HTMLAttributes, JSX, KeyboardEvent } from 'react';
import { type Board, useBoard, useTask } from '../../hooks/use-board.ts';
import { usePeople } from '../../hooks/use-people.ts';
import { useProject } from '../../hooks/use-project.ts';
import { type TaskComments, useTaskComments } from '../../hooks/use-task-comments.ts';
import { LANGUAGES, type Language } from '../../i18n/languages.ts';
import { CardFace, nameOfCard } from './card-face.tsx';

export interface TaskCardProps extends HTMLAttributes<HTMLDivElement> {
  readonly projectId: string;
  readonly taskId: string;
  /** English by default. */
  readonly language?: Language;
  /** Somebody wants to see more of it: a click, Enter or the space bar. Without it the card is no button. */
  readonly onOpen?: (taskId: string) => void;
}

/**
 * One card outside its board, live, to be looked at and opened: title, labels, due day, comments, assignee, who has it open; `children` stand
 * below the title. Nothing where there is no such task. It stands inside a WebSocketProvider.
 */
export function TaskCard({ projectId, ...rest }: TaskCardProps): JSX.Element | null {
  const board = useBoard(projectId);
  const comments = useTaskComments(projectId);
  const { ready } = useProject(projectId);
  return board === null || comments === null || !ready ? null : <LiveCard {...rest} board={board} comments={comments} />;
}

type LiveCardProps = Omit<TaskCardProps, 'projectId'> & { readonly board: Board; readonly comments: TaskComments };

function LiveCard({
  board,
  comments,
  taskId,
  language = 'en',
  onOpen,
  className = '',
  children,
  ...rest
}: LiveCardProps): JSX.Element | null {
  const task = useTask(board.store, taskId);
  const people = usePeople(board.projectId);
  const text = LANGUAGES[language].text.board;
  if (task === null) return null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onOpen?.(taskId);
  };
  const open = onOpen && { tabIndex: 0, onKeyDown, onClick: () => onOpen(taskId) };
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have names.
    <div
      role={onOpen === undefined ? 'group' : 'button'}
      aria-label={nameOfCard(task, text)}
      {...open}
      {...rest}
      className={`weft-root weft-card ${className}`}
    >
      <CardFace {...{ task, people, text, language }} projectId={board.projectId} comments={comments.store}>
        {children}
      </CardFace>
    </div>
  );
}

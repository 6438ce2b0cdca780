import type { HTMLAttributes, JSX, ReactNode } from 'react';
import type { Task } from '../../../shared/model/records.ts';
import { useBoard } from '../../hooks/use-board.ts';
import { useProject } from '../../hooks/use-project.ts';
import { useTaskComments } from '../../hooks/use-task-comments.ts';
import { LANGUAGES, type Language } from '../../i18n/languages.ts';
import { LiveBoard } from './live-board.tsx';

export interface TaskBoardProps extends HTMLAttributes<HTMLElement> {
  readonly projectId: string;
  /** English by default. */
  readonly language?: Language;
  /** Nobody may change anything here, even those who might. */
  readonly readOnly?: boolean;
  /** The card whose details are open, where the page decides that (an address, say); else the board does. Null: none. */
  readonly openTask?: string | null;
  /** Somebody opened a card, or closed it; null also where the card that was to be open isn't there (any more). */
  readonly onOpenTask?: (taskId: string | null) => void;
  /** A new card begins to be written when this becomes true. */
  readonly newCard?: boolean;
  /** It has begun. */
  readonly onNewCard?: () => void;
  /** How somebody who may only read or comment says that they watch a task, or no longer: REST's `PUT …/tasks/<id>/watch`. Without it they aren't asked. */
  readonly onWatch?: (taskId: string, on: boolean) => Promise<unknown>;
  /** What stands on a card instead of title, labels and the rest; undefined for a card that is to look as usual. Stable, or all cards render anew. */
  readonly renderCard?: (task: Task) => ReactNode;
  /** More to show below a card's title. Stable, or all cards render anew. */
  readonly cardFooter?: (task: Task) => ReactNode;
  /** Stands above the columns. */
  readonly children?: ReactNode;
}

/** A project's board, live for everyone: it fills the height it is given. It stands inside a WebSocketProvider. */
export function TaskBoard({ projectId, readOnly = false, ...rest }: TaskBoardProps): JSX.Element {
  const board = useBoard(projectId);
  const comments = useTaskComments(projectId);
  const { ready, editable } = useProject(projectId);
  if (board === null || comments === null || !ready) return <Waiting {...rest} />;
  return <LiveBoard key={projectId} {...rest} board={board} comments={comments} readOnly={readOnly || !editable} speaks={!readOnly} />;
}

type Frame = Omit<TaskBoardProps, 'projectId' | 'readOnly'>;

/** Shows after 200 ms: what is there sooner needs no stand-in. */
function Waiting({ language = 'en', className = '', id, style }: Frame): JSX.Element {
  return (
    <section
      {...(id !== undefined && { id })}
      style={style}
      className={`weft-root weft-board ${className}`}
      aria-busy="true"
      aria-label={LANGUAGES[language].text.board.board}
    >
      <div className="weft-columns weft-waiting" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
    </section>
  );
}

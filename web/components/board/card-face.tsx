import type { JSX, ReactNode } from 'react';
import type { Person, Task } from '../../../shared/model/records.ts';
import type { TaskCommentsStore } from '../../hooks/use-task-comments.ts';
import type { BoardText } from '../../i18n/board.ts';
import { Avatar } from '../avatar.tsx';
import { shownPerson } from '../shown-person.ts';
import { CommentCount } from './comment-count.tsx';
import { DueDay } from './due-day.tsx';
import { TaskViewers } from './task-viewers.tsx';

/** How many labels a card shows before the rest becomes a number. */
const LABELS_SHOWN = 2;

export interface CardFaceProps {
  readonly projectId: string;
  readonly task: Task;
  readonly people: ReadonlyMap<string, Person>;
  readonly comments: TaskCommentsStore;
  readonly text: BoardText;
  /** BCP 47, for dates. */
  readonly language: string;
  /** Stands where the title stands, while that is edited. */
  readonly title?: ReactNode;
  /** More to show below the title. */
  readonly children?: ReactNode;
}

/** What is written on a card: title, labels, due day, number of comments, assignee, and who else looks at it. */
export function CardFace({ projectId, task, people, comments, text, language, title, children }: CardFaceProps): JSX.Element {
  const { task_id, labels, due, assignee_id } = task;
  const assignee = assignee_id === null ? null : shownPerson(people, assignee_id, text);
  const more = labels.length - LABELS_SHOWN;
  return (
    <>
      {title ?? <p className="weft-card-title">{task.title}</p>}
      {children}
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
        {due !== null && <DueDay day={due} text={text} language={language} />}
        <CommentCount store={comments} taskId={task_id} text={text} />
        <TaskViewers projectId={projectId} taskId={task_id} text={text} />
        {assignee !== null && (
          <span className="weft-card-person" title={text.assignedTo(assignee.name)}>
            <Avatar size="small" name={assignee.name} hue={assignee.hue} />
            <span className="weft-hidden">{text.assignedTo(assignee.name)}</span>
          </span>
        )}
      </div>
    </>
  );
}

/** What a card is called where it can't be seen. */
export function nameOfCard({ title }: Task, { untitled }: BoardText): string {
  return title.trim() === '' ? untitled : title;
}

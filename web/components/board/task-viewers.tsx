import type { CSSProperties, JSX } from 'react';
import { useTaskViewers } from '../../hooks/use-task-viewers.ts';
import type { BoardText } from '../../i18n/board.ts';
import { Avatar } from '../avatar.tsx';

export interface TaskViewersProps {
  readonly projectId: string;
  readonly taskId: string;
  readonly text: BoardText;
}

/** Who else has a task open. On a card its border has the first one's colour. */
export function TaskViewers({ projectId, taskId, text }: TaskViewersProps): JSX.Element | null {
  const viewers = useTaskViewers(projectId, taskId);
  const [first] = viewers;
  if (first === undefined) return null;
  return (
    <ul className="weft-viewers" style={{ '--weft-hue': first.hue } as CSSProperties} aria-label={text.viewers}>
      {viewers.map(({ id, name, hue }) => (
        <li key={id} title={name}>
          <Avatar size="small" name={name} hue={hue} />
          <span className="weft-hidden">{name}</span>
        </li>
      ))}
    </ul>
  );
}

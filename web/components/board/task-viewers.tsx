import type { JSX } from 'react';
import { useOnlineUsers } from '../../hooks/use-online-users.ts';
import type { BoardText } from '../../i18n/board.ts';
import { Avatar } from '../avatar.tsx';

export interface TaskViewersProps {
  readonly projectId: string;
  readonly taskId: string;
  readonly text: BoardText;
}

/** Who else has a task open. */
export function TaskViewers({ projectId, taskId, text }: TaskViewersProps): JSX.Element | null {
  const { onlineUsers } = useOnlineUsers(projectId);
  const viewers = onlineUsers.filter(({ self, place }) => !self && place?.kind === 'task' && place.id === taskId);
  if (viewers.length === 0) return null;
  return (
    <ul className="weft-viewers" aria-label={text.viewers}>
      {viewers.map(({ id, name, hue }) => (
        <li key={id} title={name}>
          <Avatar className="weft-avatar" name={name} hue={hue} />
          <span className="weft-hidden">{name}</span>
        </li>
      ))}
    </ul>
  );
}

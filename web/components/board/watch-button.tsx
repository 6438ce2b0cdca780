import { Eye, EyeOff } from 'lucide-react';
import type { JSX } from 'react';
import type { Task } from '../../../shared/model/records.ts';
import { useBoardContext } from './board-context.ts';

/** Whether one is told of what happens to a card, and how to change that: nothing where nobody could be told. */
export function WatchButton({ task }: { readonly task: Task }): JSX.Element | null {
  const { actions, text, ui, userId, people, readOnly, onWatch } = useBoardContext();
  if (userId === null || !people.has(userId)) return null;
  const change = readOnly ? onWatch : actions.watchTask;
  if (change === undefined) return null;
  const { task_id } = task;
  // Whose card it is watches without saying so.
  const watching = task.watchers[userId] ?? (task.assignee_id === userId || task.created_by === userId);
  const Icon = watching ? Eye : EyeOff;
  return (
    <button
      type="button"
      className="weft-icon-button weft-watch"
      aria-pressed={watching}
      aria-label={text.watch}
      title={watching ? text.watching : text.notWatching}
      onClick={() => ui.act(() => change(task_id, !watching), { said: watching ? text.notWatching : text.watching })}
    >
      <Icon aria-hidden="true" size={16} />
    </button>
  );
}

import type { TaskPlace } from '../../../shared/model/records.ts';
import type { BoardStore } from '../../hooks/use-board.ts';
import type { BoardContextValue } from './board-context.ts';
import { type CardPlace, type Direction, idsIn, placeOf, step } from './board-places.ts';
import { isOwnPlace, keepOwnPlace } from './own-places.ts';

type Parts = Pick<BoardContextValue, 'store' | 'whole' | 'actions' | 'text' | 'ui'>;

/** Moves a card, says where to, and remembers where it was. */
export function moveCard(parts: Parts, taskId: string, place: TaskPlace): void {
  const { store, whole, actions, text, ui } = parts;
  const before = placeOf(whole, taskId);
  const title = titleOf(parts, taskId);
  if (before === null || title === null) return;
  const put = (to: TaskPlace): Promise<void> => {
    const moved = actions.moveTask(taskId, to);
    keepOwnPlace(whole, taskId);
    return moved;
  };
  ui.act(() => put(place), {
    said: '',
    undo: () => {
      const back = placeBack(whole, taskId, before);
      return back === null || !isOwnPlace(whole, taskId) ? null : put(back);
    },
  });
  // The document has changed already: the store tells where the card is now.
  const now = placeOf(store, taskId);
  const column = store.columns.getSnapshot().find(({ id }) => id === now?.columnId);
  if (now !== null && column !== undefined) ui.say(text.moved(title, column.title, now.index + 1, now.ids.length));
}

/** Moves a card one step and keeps the focus on it. */
export function stepCard(parts: Parts, taskId: string, direction: Direction): void {
  const place = step(parts.store, taskId, direction);
  if (place === null) return parts.ui.say(parts.text.noFurther);
  moveCard(parts, taskId, place);
  parts.ui.focusCard(taskId);
}

/** Puts a card into the bin; the focus goes to the next one. */
export function binCard(parts: Parts, taskId: string): void {
  const { store, actions, text, ui } = parts;
  const title = titleOf(parts, taskId);
  const place = placeOf(store, taskId);
  if (title === null || place === null) return;
  const next = place.ids[place.index + 1] ?? place.ids[place.index - 1];
  if (next !== undefined) ui.focusCard(next);
  else ui.focusColumn(place.columnId);
  ui.act(() => actions.binTask(taskId), { said: text.binned(title), undo: () => actions.restoreTask(taskId), bar: true });
}

/** Behind the nearest card that stood before it and still is in that column; null where the column is gone. */
function placeBack(whole: BoardStore, taskId: string, { columnId, index, ids }: CardPlace): TaskPlace | null {
  if (!whole.columns.getSnapshot().some(({ id }) => id === columnId)) return null;
  const now = new Set(idsIn(whole, columnId));
  const after = ids.slice(0, index).findLast((id) => id !== taskId && now.has(id));
  return { status: columnId, after: after ?? null };
}

function titleOf({ store }: Parts, taskId: string): string | null {
  return store.task(taskId).getSnapshot()?.title ?? null;
}

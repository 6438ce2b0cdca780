import type { TaskPlace } from '../../../shared/model/records.ts';
import type { BoardStore } from '../../hooks/use-board.ts';

/** Where a card is on the board just now. */
export interface CardPlace {
  readonly columnId: string;
  readonly index: number;
  /** The column's cards. */
  readonly ids: readonly string[];
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The card's place, or null where it isn't on the board. */
export function placeOf(store: BoardStore, taskId: string): CardPlace | null {
  for (const { id } of store.columns.getSnapshot()) {
    const ids = idsIn(store, id);
    const index = ids.indexOf(taskId);
    if (index >= 0) return { columnId: id, index, ids };
  }
  return null;
}

/** The card that one walks to from here; null where there is none on that side. */
export function neighbour(store: BoardStore, taskId: string, direction: Direction): string | null {
  const place = placeOf(store, taskId);
  if (place === null) return null;
  if (direction === 'up') return place.ids[place.index - 1] ?? null;
  if (direction === 'down') return place.ids[place.index + 1] ?? null;
  for (const { ids } of columnsBeside(store, place.columnId, direction)) {
    const id = ids[Math.min(place.index, ids.length - 1)];
    if (id !== undefined) return id;
  }
  return null;
}

/** Where a card comes to that is moved one step; null where it can't go further. */
export function step(store: BoardStore, taskId: string, direction: Direction): TaskPlace | null {
  const place = placeOf(store, taskId);
  if (place === null) return null;
  const { columnId, index, ids } = place;
  if (direction === 'up') return index === 0 ? null : { status: columnId, after: ids[index - 2] ?? null };
  if (direction === 'down') return index === ids.length - 1 ? null : { status: columnId, after: ids[index + 1] as string };
  const beside = columnsBeside(store, columnId, direction)[0];
  if (beside === undefined) return null;
  return { status: beside.id, after: beside.ids[Math.min(index, beside.ids.length) - 1] ?? null };
}

export function idsIn(store: BoardStore, columnId: string): readonly string[] {
  return store.column(columnId).getSnapshot();
}

/** The columns on one side, the nearest first. */
function columnsBeside(store: BoardStore, columnId: string, direction: 'left' | 'right'): { id: string; ids: readonly string[] }[] {
  const columns = store.columns.getSnapshot();
  const at = columns.findIndex(({ id }) => id === columnId);
  const beside = direction === 'left' ? columns.slice(0, at).reverse() : columns.slice(at + 1);
  return beside.map(({ id }) => ({ id, ids: idsIn(store, id) }));
}

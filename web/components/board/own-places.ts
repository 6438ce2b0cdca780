import type { BoardStore } from '../../hooks/use-board.ts';

/** By board and card: where one put it oneself last. */
const places = new WeakMap<BoardStore, Map<string, string>>();

/** Remembers that one has just put a card oneself where it is. */
export function keepOwnPlace(whole: BoardStore, taskId: string): void {
  const own = places.get(whole) ?? new Map<string, string>();
  places.set(whole, own);
  own.set(taskId, placeNow(whole, taskId));
}

/** Whether a card is still where one put it: what somebody else has moved since isn't put back by undo. */
export function isOwnPlace(whole: BoardStore, taskId: string): boolean {
  return places.get(whole)?.get(taskId) === placeNow(whole, taskId);
}

function placeNow(whole: BoardStore, taskId: string): string {
  const task = whole.task(taskId).getSnapshot();
  return task === null ? '' : `${task.status} ${task.order}`;
}

import { useEffect } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import type { BoardContextValue } from './board-context.ts';
import { type Direction, neighbour, placeOf } from './board-places.ts';
import { binCard, stepCard } from './card-deeds.ts';

const ARROWS: Readonly<Record<string, Direction>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };

/** What has keys of its own, or is typed into. */
const ELSEWHERE = 'input, textarea, select, [contenteditable], [role=menu], [role=listbox], [popover], dialog, [role=dialog]';

/** What is open over the page: keys belong to it, wherever the focus is. */
const OVER = 'dialog[open], [popover]:popover-open';

/** What a key does on a board: arrows walk, with Ctrl or Alt they move the card; letters do one thing each. */
export function onBoardKey(context: BoardContextValue, event: KeyboardEvent): void {
  const { target } = event;
  if (!(target instanceof Element) || event.isComposing || target.closest(ELSEWHERE) !== null) return;
  // A button on a card has keys of its own.
  if (actOn(context, event, target.getAttribute('data-task'), target)) event.preventDefault();
}

/** The keys of the board as such work wherever nothing else takes them, for as long as the board is there. */
export function usePageKeys(context: BoardContextValue): void {
  const latest = useLatest(context);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      if (!(target instanceof Element) || target.closest(`.weft-board, ${ELSEWHERE}`) !== null) return;
      if (document.querySelector(OVER) === null && boardKey(latest.current, event.key, target)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [latest]);
}

function actOn(context: BoardContextValue, event: KeyboardEvent, taskId: string | null, target: Element): boolean {
  const { readOnly } = context;
  const moving = event.ctrlKey || event.altKey;
  const direction = ARROWS[event.key];
  if (taskId !== null && direction !== undefined) {
    if (!moving) return walkTo(context, neighbour(context.store, taskId, direction));
    if (!readOnly) stepCard(context, taskId, direction);
    return true;
  }
  if (moving || event.metaKey) return false;
  return (taskId !== null && cardKey(context, event.key, taskId, target)) || boardKey(context, event.key, target);
}

function cardKey(context: BoardContextValue, key: string, taskId: string, card: Element): boolean {
  const { store, ui, readOnly } = context;
  const ids = placeOf(store, taskId)?.ids ?? [];
  if (key === 'Home') return walkTo(context, ids[0] ?? null);
  if (key === 'End') return walkTo(context, ids.at(-1) ?? null);
  if (key === 'Enter') ui.open(taskId);
  else if (readOnly) return false;
  else if (key === 'Delete' || key === 'Backspace') binCard(context, taskId);
  else if (key === 'e' || key === 'E') ui.edit(taskId);
  else if (key === 'm' || key === 'M') ui.openMenu({ kind: 'card', taskId, anchor: card });
  else if (key === 'a' || key === 'A') ui.open(taskId, 'assignee');
  else if (key === 'l' || key === 'L') ui.open(taskId, 'labels');
  else if (key === 'd' || key === 'D') ui.open(taskId, 'due');
  else return false;
  return true;
}

function boardKey({ store, ui, readOnly }: BoardContextValue, key: string, target: Element): boolean {
  if (key === '?') ui.showHelp(true);
  else if (key === '/') ui.focusFilter();
  else if (key === 'Escape') ui.open(null);
  else if (readOnly) return false;
  else if (key === 'z' || key === 'Z') ui.undo();
  else if (key === 'c' || key === 'C') {
    const here = target.closest('[data-column]')?.getAttribute('data-column');
    ui.addTo(here ?? store.columns.getSnapshot()[0]?.id ?? null);
  } else return false;
  return true;
}

function walkTo({ ui }: BoardContextValue, taskId: string | null): boolean {
  if (taskId !== null) ui.focusCard(taskId);
  return true;
}

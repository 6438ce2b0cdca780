import { type JSX, useCallback, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useLocationProperty } from 'wouter/use-browser-location';
import { TaskBoard } from '../../components/board/task-board.tsx';
import { addressOf } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import type { ProjectPageProps } from '../pages.tsx';

export interface BoardPageProps extends ProjectPageProps {
  /** The card that is open. */
  readonly task: string | null;
}

/** Behind a board's address: begin a new card. */
const NEW = '#new';

/** Marks an entry of the browser's history that was pushed from the board: the way back leads there. */
const FROM_BOARD = 'weft board';

/** A project's board. An open card is a page of its own in the browser's history: its way back closes it. */
export default function BoardPage({ project, task }: BoardPageProps): JSX.Element {
  const { language } = useApp();
  const [, navigate] = useLocation();
  const wantsNew = useLocationProperty(() => location.hash === NEW);
  const board = addressOf.board(project);
  const onOpenTask = (next: string | null): void => {
    const fromBoard = history.state === FROM_BOARD;
    if (next === task) return;
    if (next !== null && task === null) navigate(addressOf.task(project, next), { state: FROM_BOARD });
    else if (next !== null) navigate(addressOf.task(project, next), { replace: true, state: history.state });
    else if (fromBoard) history.back();
    else navigate(board, { replace: true });
  };
  const onWatch = useCallback((id: string, on: boolean) => api.watchTask(project, id, on), [project]);
  useOnePanel(task !== null, () => onOpenTask(null));
  return (
    <TaskBoard
      projectId={project}
      language={language}
      openTask={task}
      onOpenTask={onOpenTask}
      newCard={wantsNew}
      onNewCard={() => navigate(task === null ? board : addressOf.task(project, task), { replace: true })}
      onWatch={onWatch}
    />
  );
}

/** Never more than one panel on the right: whichever of inbox and card opens closes the other. */
function useOnePanel(cardOpen: boolean, closeCard: () => void): void {
  const { layer, close } = useApp();
  const inboxOpen = layer?.kind === 'inbox';
  const before = useRef({ cardOpen: false, inboxOpen });
  useEffect(() => {
    const last = before.current;
    before.current = { cardOpen, inboxOpen };
    if (!cardOpen || !inboxOpen) return;
    if (!last.inboxOpen) closeCard();
    else if (!last.cardOpen) close();
  });
}

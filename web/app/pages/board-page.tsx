import { type JSX, useCallback, useEffect, useRef, useState } from 'react';
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
  const { shown, onOpenTask } = useOpenTask(project, task);
  const onWatch = useCallback((id: string, on: boolean) => api.watchTask(project, id, on), [project]);
  useOnePanel(shown !== null, () => onOpenTask(null));
  return (
    <TaskBoard
      projectId={project}
      language={language}
      openTask={shown}
      onOpenTask={onOpenTask}
      newCard={wantsNew}
      onNewCard={() => navigate(task === null ? board : addressOf.task(project, task), { replace: true })}
      onWatch={onWatch}
    />
  );
}

interface OpenTask {
  /** The card that shows: the address's, but for the moment in which the browser is on its way back. */
  readonly shown: string | null;
  readonly onOpenTask: (next: string | null) => void;
}

/** Keeps the open card in the address. The browser goes back some time after it was asked to; nobody waits for that, as with Escape and Enter in a row. */
function useOpenTask(project: string, task: string | null): OpenTask {
  const [, navigate] = useLocation();
  const [back, setBack] = useState<{ readonly next: string | null } | null>(null);
  useEffect(() => {
    if (back === null || task !== null) return;
    if (back.next !== null) navigate(addressOf.task(project, back.next), { state: FROM_BOARD });
    setBack(null);
  }, [back, task, project, navigate]);
  const onOpenTask = (next: string | null): void => {
    if (back !== null) setBack({ next });
    else if (next === task) return;
    else if (next !== null && task === null) navigate(addressOf.task(project, next), { state: FROM_BOARD });
    else if (next !== null) navigate(addressOf.task(project, next), { replace: true, state: history.state });
    else if (history.state === FROM_BOARD) {
      setBack({ next: null });
      history.back();
    } else navigate(addressOf.board(project), { replace: true });
  };
  return { shown: back === null ? task : back.next, onOpenTask };
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

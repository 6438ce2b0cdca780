import { createContext, type ReactNode, useContext } from 'react';
import type { Person, Task } from '../../../shared/model/records.ts';
import type { BoardActions, BoardStore } from '../../hooks/use-board.ts';
import type { Synced } from '../../hooks/use-sync-status.ts';
import type { TaskComments } from '../../hooks/use-task-comments.ts';
import type { BoardText } from '../../i18n/board.ts';
import type { BoardUi } from './use-board-ui.ts';

/** What every part of a board needs. It changes with people and language, never with cards. */
export interface BoardContextValue {
  /** The board as it shows: with the cards alone that the filter lets through. */
  readonly store: BoardStore;
  /** All of it. */
  readonly whole: BoardStore;
  readonly actions: BoardActions;
  readonly comments: TaskComments;
  /** How the board's edits stand. */
  readonly handle: Synced;
  readonly projectId: string;
  /** Who is at this browser, or null. */
  readonly userId: string | null;
  readonly text: BoardText;
  /** BCP 47, for dates. */
  readonly language: string;
  readonly people: ReadonlyMap<string, Person>;
  readonly readOnly: boolean;
  /** Comments may be written as far as one's role allows: who may not change the board may still speak. */
  readonly speaks: boolean;
  readonly renderCard: ((task: Task) => ReactNode) | undefined;
  readonly cardFooter: ((task: Task) => ReactNode) | undefined;
  /** How somebody says that they watch a task, who may not write in the board. */
  readonly onWatch: ((taskId: string, on: boolean) => Promise<unknown>) | undefined;
  readonly ui: BoardUi;
}

export const BoardContext = createContext<BoardContextValue | null>(null);

export function useBoardContext(): BoardContextValue {
  const value = useContext(BoardContext);
  if (value === null) throw new Error('Parts of a board stand inside <TaskBoard> alone.');
  return value;
}

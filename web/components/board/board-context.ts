import { createContext, useContext } from 'react';
import type { Person } from '../../../shared/model/records.ts';
import type { BoardActions, BoardStore } from '../../hooks/use-board.ts';
import type { BoardText } from '../../i18n/board.ts';
import type { BoardUi } from './use-board-ui.ts';

/** What every part of a board needs. It changes with people and language, never with cards. */
export interface BoardContextValue {
  /** The board as it shows: with the cards alone that the filter lets through. */
  readonly store: BoardStore;
  /** All of it. */
  readonly whole: BoardStore;
  readonly actions: BoardActions;
  readonly projectId: string;
  readonly text: BoardText;
  /** BCP 47, for dates. */
  readonly language: string;
  readonly people: ReadonlyMap<string, Person>;
  readonly readOnly: boolean;
  readonly ui: BoardUi;
}

export const BoardContext = createContext<BoardContextValue | null>(null);

export function useBoardContext(): BoardContextValue {
  const value = useContext(BoardContext);
  if (value === null) throw new Error('Parts of a board stand inside <TaskBoard> alone.');
  return value;
}

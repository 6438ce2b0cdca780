import { createContext, useContext } from 'react';
import type { Person } from '../../../shared/model/records.ts';
import type { CommentEdits } from '../../hooks/use-document-threads.ts';
import type { CommentText } from '../../i18n/comments.ts';

/** What comments need of what they stand in: a card's details, or what stands beside a text. */
export interface CommentsContextValue {
  readonly projectId: string;
  /** Who is at this browser, or null. */
  readonly userId: string | null;
  readonly people: ReadonlyMap<string, Person>;
  readonly edits: CommentEdits;
  readonly text: CommentText;
  /** BCP 47, for dates. */
  readonly language: string;
  /** Does something and tells it; that it failed is told too. */
  readonly act: (attempt: () => Promise<unknown>, said: string) => void;
  /** Tells why something can't be done. */
  readonly tell: (words: string) => void;
}

export const CommentsContext = createContext<CommentsContextValue | null>(null);

export function useCommentsContext(): CommentsContextValue {
  const value = useContext(CommentsContext);
  if (value === null) throw new Error('Comments stand inside a <CommentsContext> alone.');
  return value;
}

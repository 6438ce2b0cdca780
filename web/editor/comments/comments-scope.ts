import { createContext, useContext } from 'react';
import type { Anchor } from '../../../shared/model/records.ts';
import type { DocumentThread, DocumentThreads } from '../../hooks/use-document-threads.ts';
import type { ThreadPlace, ThreadPlaces } from './thread-places.ts';

export const THREAD_TABS = ['open', 'resolved'] as const;
export type ThreadTab = (typeof THREAD_TABS)[number];

/** What is open beside a place in the text: threads, or a new one that is being written. */
export type InPlace =
  | { readonly kind: 'threads'; readonly ids: readonly string[]; readonly focus: boolean }
  | { readonly kind: 'new'; readonly anchor: Anchor };

/** A document's comments, for what shows them. */
export interface CommentsScope {
  readonly threads: DocumentThreads;
  readonly list: readonly DocumentThread[];
  /** By id, in the order of the text. */
  readonly places: readonly ThreadPlace[];
  readonly finder: ThreadPlaces;
  /** One may say something here. */
  readonly speaks: boolean;
  readonly tab: ThreadTab;
  /** The thread that is looked at. */
  readonly active: string | null;
  readonly inPlace: InPlace | null;
  readonly setTab: (tab: ThreadTab) => void;
  readonly activate: (thread: string | null) => void;
  readonly openInPlace: (inPlace: InPlace | null) => void;
  /** Begins a comment on what is selected; with nothing selected it opens the comments where the caret is. */
  readonly comment: () => void;
  /** Shows a thread's words in the text, and says so. */
  readonly goTo: (thread: DocumentThread) => void;
  readonly resolve: (thread: DocumentThread) => void;
  readonly reopen: (thread: DocumentThread) => void;
}

/** Null until the comments and the editor are there. */
export const CommentsScopeContext = createContext<CommentsScope | null>(null);

/** The comments around what shows them. It throws where there are none yet. */
export function useCommentsScope(): CommentsScope {
  const scope = useContext(CommentsScopeContext);
  if (scope === null) throw new Error('What shows comments stands where they are there.');
  return scope;
}

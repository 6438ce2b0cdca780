import { commentsRoom } from '../../shared/rooms.ts';
import {
  type CommentEdits,
  type DocumentThread,
  type DocumentThreadActions,
  type DocumentThreads,
  type DocumentThreadsStore,
  newThreadId,
  type PlacedComment,
} from './document-threads.ts';
import { useKit } from './kit-context.ts';
import { useCounted } from './use-counted.ts';

export type { CommentEdits, DocumentThread, DocumentThreadActions, DocumentThreads, DocumentThreadsStore, PlacedComment };
export { newThreadId };

/** What is said about a document, open while somebody on the page looks at it: null on the first render, then always the same. */
export function useDocumentThreads(projectId: string, documentId: string): DocumentThreads | null {
  return useCounted(useKit()?.threads, commentsRoom(projectId, documentId));
}

import type { CommentEdits, PlacedComment } from '../client/comment-edits.ts';
import {
  createDocumentThreadActions,
  createDocumentThreadsStore,
  type DocumentThread,
  type DocumentThreadActions,
  type DocumentThreadsStore,
  newThreadId,
} from '../client/document-threads.ts';
import type { RoomHandle, WebSocketService } from '../client/service-types.ts';
import { type Counted, createCounted } from './counted.ts';

export type { CommentEdits, DocumentThread, DocumentThreadActions, DocumentThreadsStore, PlacedComment };
export { newThreadId };

/** What is said about a document. */
export interface DocumentThreads {
  readonly store: DocumentThreadsStore;
  readonly actions: DocumentThreadActions;
  /** Who is at this browser; null where nobody said a name. */
  readonly userId: string | null;
  readonly handle: RoomHandle;
}

/** What is said about each document, by the name of the room that holds it. @param userId who speaks; null where nobody said a name */
export function createDocumentThreads(service: WebSocketService, userId: string | null): Counted<DocumentThreads> {
  return createCounted((room) => {
    const handle = service.open(room);
    const store = createDocumentThreadsStore(handle.doc);
    return {
      value: { store, actions: createDocumentThreadActions({ handle, by: userId }), handle, userId },
      stop: () => {
        store.stop();
        handle.release();
      },
    };
  });
}

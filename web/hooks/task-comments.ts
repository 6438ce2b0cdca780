import { commentsRoom } from '../../shared/rooms.ts';
import type { RoomHandle, WebSocketService } from '../client/service-types.ts';
import {
  createTaskCommentActions,
  createTaskCommentsStore,
  type TaskComment,
  type TaskCommentActions,
  type TaskCommentsStore,
} from '../client/task-comments.ts';
import { type Counted, createCounted } from './counted.ts';

export type { TaskComment, TaskCommentActions, TaskCommentsStore };

/** What is said about the tasks of a project's board. */
export interface TaskComments {
  readonly store: TaskCommentsStore;
  readonly actions: TaskCommentActions;
  readonly handle: RoomHandle;
}

/** The comments on the tasks of each project. @param userId who speaks; null where nobody said a name */
export function createTaskComments(service: WebSocketService, userId: string | null): Counted<TaskComments> {
  return createCounted((projectId) => {
    const handle = service.open(commentsRoom(projectId, null));
    const store = createTaskCommentsStore(handle.doc);
    return {
      value: { store, actions: createTaskCommentActions({ handle, by: userId }), handle },
      stop: () => {
        store.stop();
        handle.release();
      },
    };
  });
}

import { projectRoom } from '../../shared/rooms.ts';
import { type BoardActions, createBoardActions } from '../client/board-actions.ts';
import { type BoardStore, createBoardStore } from '../client/board-store.ts';
import type { RoomHandle, WebSocketService } from '../client/service-types.ts';
import { type Counted, createCounted } from './counted.ts';

export type { BoardActions, BoardStore };

/** A project's board: what it shows, and what can be done to it. */
export interface Board {
  readonly projectId: string;
  readonly store: BoardStore;
  /** Each changes the board at once; its promise settles when the change is saved. */
  readonly actions: BoardActions;
  readonly handle: RoomHandle;
  /** Who acts; null where nobody said a name. */
  readonly userId: string | null;
}

/** The boards of a service, by project. @param userId who acts; null where nobody said a name */
export function createBoards(service: WebSocketService, userId: string | null): Counted<Board> {
  return createCounted((projectId) => {
    const handle = service.open(projectRoom(projectId));
    const store = createBoardStore(handle.doc);
    const actions = createBoardActions({ handle, me: { id: userId } });
    return {
      value: { projectId, store, actions, handle, userId },
      stop: () => {
        store.stop();
        handle.release();
      },
    };
  });
}

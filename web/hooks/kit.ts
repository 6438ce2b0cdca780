import type { WebSocketService } from '../client/service-types.ts';
import { systemTime } from '../client/time.ts';
import { createBoards } from './boards.ts';
import { createDocumentThreads } from './document-threads.ts';
import { createInboxes } from './inboxes.ts';
import { createJoinedProjects } from './joined-projects.ts';
import { browserChoice } from './own-choice.ts';
import { browserActivity, createOwnStatus } from './own-status.ts';
import { createActivity, createDocuments, createMembers, createOnline, createRooms, createViewers } from './project-views.ts';
import { createTaskComments } from './task-comments.ts';
import { createTexts } from './texts.ts';

/** The service of one provider, and what its components share: one store of a thing, however many look at it. */
export type Kit = ReturnType<typeof createKit>;

/** @param userId whose edits and whose inbox these are; null where nobody said a name */
export function createKit(service: WebSocketService, userId: string | null) {
  const boards = createBoards(service, userId);
  const online = createOnline(service);
  const ownStatus = createOwnStatus({
    service,
    time: systemTime,
    activity: browserActivity,
    kept: userId === null ? null : browserChoice(userId),
  });
  return {
    service,
    userId,
    rooms: createRooms(service),
    boards,
    comments: createTaskComments(service, userId),
    threads: createDocumentThreads(service, userId),
    online,
    members: createMembers(service, online),
    viewers: createViewers(online),
    documents: createDocuments(service),
    activity: createActivity(service),
    inboxes: createInboxes(service),
    texts: createTexts(service),
    joined: createJoinedProjects(boards),
    ownStatus,
    /** Ends the service; components that still hold something let go of it without harm. */
    stop: () => {
      ownStatus.stop();
      service.destroy();
    },
  };
}

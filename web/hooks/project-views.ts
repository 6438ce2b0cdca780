import { projectRoom } from '../../shared/rooms.ts';
import { type ActivityStore, createActivityStore } from '../client/activity-store.ts';
import { createDocumentsStore, type DocumentsStore } from '../client/documents-store.ts';
import { createOnlineStore, type OnlineStore } from '../client/online-store.ts';
import { createPeopleStore, type PeopleStore } from '../client/people-store.ts';
import type { RoomHandle, WebSocketService } from '../client/service-types.ts';
import { createTaskViewers, type TaskViewersStore } from '../client/task-viewers.ts';
import { type Counted, createCounted } from './counted.ts';

/** Rooms by their names, as they are. */
export function createRooms(service: WebSocketService): Counted<RoomHandle> {
  return createCounted((room) => {
    const handle = service.open(room);
    return { value: handle, stop: () => handle.release() };
  });
}

/** Who is in each room, by the room's name. */
export function createOnline(service: WebSocketService): Counted<OnlineStore> {
  return createCounted((room) => {
    const handle = service.open(room);
    const store = createOnlineStore(handle.awareness);
    return {
      value: store,
      stop: () => {
        store.stop();
        handle.release();
      },
    };
  });
}

/** Who has which task open, by project. */
export function createViewers(online: Counted<OnlineStore>): Counted<TaskViewersStore> {
  return createCounted((projectId) => {
    const here = online.take(projectRoom(projectId));
    const store = createTaskViewers(here.value.people);
    return {
      value: store,
      stop: () => {
        store.stop();
        here.release();
      },
    };
  });
}

/** The members of each project. */
export function createMembers(service: WebSocketService, online: Counted<OnlineStore>): Counted<PeopleStore> {
  return createCounted((projectId) => {
    const room = projectRoom(projectId);
    const handle = service.open(room);
    const here = online.take(room);
    const store = createPeopleStore(handle.doc, here.value);
    return {
      value: store,
      stop: () => {
        store.stop();
        here.release();
        handle.release();
      },
    };
  });
}

/** The documents of each project. */
export function createDocuments(service: WebSocketService): Counted<DocumentsStore> {
  return createCounted((projectId) => {
    const handle = service.open(projectRoom(projectId));
    const store = createDocumentsStore(handle.doc);
    return {
      value: store,
      stop: () => {
        store.stop();
        handle.release();
      },
    };
  });
}

/** What has happened in each project. */
export function createActivity(service: WebSocketService): Counted<ActivityStore> {
  return createCounted((projectId) => {
    const handle = service.open(projectRoom(projectId));
    const store = createActivityStore(handle.doc);
    return {
      value: store,
      stop: () => {
        store.stop();
        handle.release();
      },
    };
  });
}

import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import type { Random, Time } from '../../shared/time.ts';
import type { DocumentFacts } from '../access/access.ts';
import type { Directory } from '../access/directory.ts';
import type { Invites } from '../access/invites.ts';
import type { FileStore } from '../store/files.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Rooms } from '../sync/rooms.ts';
import { type Archives, createArchives } from './archive/archive.ts';
import { createDocuments, type Documents } from './documents/documents.ts';
import { createEvents, type Events } from './events/events.ts';
import { createOnline, type Online } from './events/online.ts';
import { createFiles, type Files, type OnFile } from './files/files.ts';
import { createFollower } from './follow/follower.ts';
import { createInboxWriter } from './inbox/inbox-writer.ts';
import { createNotifications, type Notifications } from './inbox/notifications.ts';
import { createSweep } from './inbox/sweep.ts';
import { createPeople } from './projects/people.ts';
import { createProjects, type Projects } from './projects/projects.ts';
import { createTasks, type Tasks } from './tasks/tasks.ts';
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts';

/** Everything that can be done with projects: operations on rooms and on the records beside them. */
export interface Workspace {
  readonly projects: Projects;
  readonly tasks: Tasks;
  readonly documents: Documents & DocumentFacts;
  readonly files: Files;
  readonly archives: Archives;
  readonly notifications: Notifications;
  readonly events: Events;
  readonly webhooks: Webhooks;
  readonly online: Online;
}

export interface WorkspaceOptions {
  readonly rooms: Rooms;
  readonly store: RoomStore;
  /** Open. */
  readonly files: FileStore;
  readonly directory: Directory;
  readonly invites: Invites;
  /** Projects come with tokens, or from the integrator: the first mention of one makes it. */
  readonly implicit: boolean;
  /** Webhooks may go to private addresses. */
  readonly privateTargets: boolean;
  /** A document was binned, restored or deleted: whoever has it open may do something else now. */
  readonly onDocuments: (project: string, document: string) => void;
  /** Whether somebody who is no member here may know of a project all the same: asked before they are notified. */
  readonly mayKnow: (project: string, user: string) => Promise<boolean>;
  /** Events for webhooks were given up. */
  readonly onDropped: (events: number) => void;
  /** A file was sent. */
  readonly onFile: OnFile;
  readonly limits: Limits;
  readonly time: Time;
  readonly log: Log;
  readonly random: Random;
}

export interface RunningWorkspace extends Workspace {
  /** Deals with what was committed before the last stop. Resolves when that has begun. */
  start(): Promise<void>;
  /** Resolves when everything that is committed now has had its effects: notifications, events, history. */
  settled(): Promise<void>;
  /** Stops what runs by itself. What was committed and not dealt with is dealt with after the next start. */
  stop(): Promise<void>;
}

export async function createWorkspace(options: WorkspaceOptions): Promise<RunningWorkspace> {
  const { rooms, store, directory, invites, implicit, privateTargets, onDocuments, onDropped, onFile, mayKnow } = options;
  const { limits, time, log, random } = options;
  const webhooks = await createWebhooks({ store, limits, time, log, random, privateTargets, onDropped });
  const events = await createEvents({ store, queue: webhooks, limits, time, log, random });
  const inbox = createInboxWriter({ rooms, limits, random });
  const people = createPeople({ rooms, directory, log });
  const has = (project: string): boolean => directory.project(project) !== null;
  const files = await createFiles({ files: options.files, store, has, onFile, limits, log });
  const projects = createProjects({ rooms, store, directory, invites, events, webhooks, files, inbox, implicit, limits, time, random });
  const online = createOnline({ rooms, directory, events, time });
  const follower = createFollower({ rooms, store, directory, inbox, events, limits, time, log, random, onDocuments, mayKnow });
  const sweep = createSweep({ rooms, store, limits, time, log });
  const documents = createDocuments({ rooms, projects, limits, time, random });
  return {
    projects,
    tasks: createTasks({ rooms, store, projects, limits, time, random }),
    documents,
    files,
    archives: createArchives({ rooms, projects, documents, files }),
    notifications: createNotifications({ rooms, inbox, events, time, random }),
    events,
    webhooks,
    online,
    start: () => follower.start(),
    settled: () => follower.settled(),
    stop: async () => {
      sweep.stop();
      online.stop();
      await people.stop();
      await follower.stop();
      await webhooks.stop();
    },
  };
}

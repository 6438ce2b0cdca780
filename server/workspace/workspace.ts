import type { Documents } from './documents.ts';
import type { Events } from './events.ts';
import type { Notifications } from './notifications.ts';
import type { Online } from './online.ts';
import type { Projects } from './projects.ts';
import type { Tasks } from './tasks.ts';
import type { Webhooks } from './webhooks.ts';

/** Everything that can be done with projects: operations on rooms and on the records beside them. */
export interface Workspace {
  readonly projects: Projects;
  readonly tasks: Tasks;
  readonly documents: Documents;
  readonly notifications: Notifications;
  readonly events: Events;
  readonly webhooks: Webhooks;
  readonly online: Online;
}

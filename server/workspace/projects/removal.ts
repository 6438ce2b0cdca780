import { projectRoom } from '../../../shared/rooms.ts';
import type { Directory } from '../../access/directory.ts';
import type { Invites } from '../../access/invites.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { Put } from '../../store/store.ts';
import type { Rooms } from '../../sync/rooms.ts';
import type { Events } from '../events/events.ts';
import type { ProjectFiles } from '../files/files.ts';
import { unindexTask } from '../tasks/task-index.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';

export interface RemovalOptions {
  readonly rooms: Rooms;
  readonly store: RoomStore;
  readonly directory: Directory;
  readonly invites: Invites;
  readonly events: Pick<Events, 'forget'>;
  readonly webhooks: Pick<Webhooks, 'forget'>;
  readonly files: Pick<ProjectFiles, 'removal' | 'remove'>;
}

/**
 * Deletes a project with all that is kept for it, in one commit: rooms, members, invites, webhooks, events, and the rows that lead to its tasks. Its
 * files go after that.
 * Whoever is in one of its rooms is closed.
 */
export async function removeProject(options: RemovalOptions, project: string): Promise<void> {
  const { rooms, store, directory, invites, events, webhooks, files } = options;
  const drops = [projectRoom(project), ...(await roomsBelow(store, project))];
  const rows = [
    ...(await events.forget(project)),
    ...(await webhooks.forget(project)),
    ...(await taskRows(options, project)),
    ...drops.map(mentionRow),
    files.removal(project),
  ];
  await rooms.commit({ drops, records: () => [...directory.removeProject(project), ...invites.removeAll(project), ...rows] });
  // What was on its way to the disk when all that was listed: nobody can enter any more, so this is the last of it.
  const late = await roomsBelow(store, project);
  const lateRows = [...(await events.forget(project)), ...late.map(mentionRow)];
  if (lateRows.length > 0) await rooms.commit({ drops: late, records: () => lateRows });
  await files.remove(project);
}

async function roomsBelow(store: RoomStore, project: string): Promise<string[]> {
  const found: string[] = [];
  for await (const room of store.rooms(`${projectRoom(project)}/`)) found.push(room);
  return found;
}

/** Where the notifier keeps which mentions of a room it has told. */
export function mentionRow(room: string): Put {
  return { table: 'mention', key: room, value: null };
}

async function taskRows({ rooms }: RemovalOptions, project: string): Promise<readonly Put[]> {
  const tasks = await rooms.read(projectRoom(project), (doc) => [...doc.getMap('tasks').keys()]);
  return tasks.map((task) => unindexTask(task, project));
}

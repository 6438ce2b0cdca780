import type { Role } from '../../../shared/access.ts';
import type { Log } from '../../../shared/log.ts';
import { mirrorPeople } from '../../../shared/model/people.ts';
import type { Person } from '../../../shared/model/records.ts';
import { projectRoom } from '../../../shared/rooms.ts';
import type { Directory } from '../../access/directory.ts';
import { type RoomEdit, SERVER_USER } from '../../sync/edits.ts';
import type { Rooms } from '../../sync/rooms.ts';

/** A membership that is part of the same change: the directory knows of it a moment later. `role` null: no member any more. */
export interface Joining {
  readonly user: string;
  readonly role: Role | null;
}

export interface PeopleOptions {
  readonly rooms: Pick<Rooms, 'commit'>;
  readonly directory: Directory;
  readonly log: Log;
}

/** The members of a project in its room, so that boards have names while offline. */
export interface People {
  /** The edit that makes a project's room say what the directory says now. */
  mirror(project: string): RoomEdit;
  /** Lets go of the directory. Resolves when the edit that is under way has ended; the others are left to the next change. */
  stop(): Promise<void>;
}

/** Mirrors by itself what happens elsewhere: a new name, a member who came by a token. */
export function createPeople({ rooms, directory, log }: PeopleOptions): People {
  const waiting = new Set<string>();
  let working: Promise<void> | null = null;
  let stopped = false;

  const mirrorAll = async (): Promise<void> => {
    for (const project of waiting) {
      waiting.delete(project);
      if (stopped || directory.project(project) === null) continue;
      try {
        await rooms.commit({ edits: [mirror(project)] });
      } catch (error) {
        log.warn({ err: error, project }, "A project's people could not be written into its room; the next change of them writes all.");
      }
    }
  };
  /** One project after the other: somebody with hundreds of them doesn't hold others up. */
  const plan = (project: string): void => {
    waiting.add(project);
    working ??= Promise.resolve()
      .then(mirrorAll)
      .finally(() => {
        working = null;
      });
  };
  const mirror = (project: string): RoomEdit => peopleEdit(directory, project);
  const stops = [
    directory.onAccount(({ user_id }) => {
      for (const { project } of directory.projectsOf(user_id)) plan(project.project_id);
    }),
    directory.onChange(({ project, user }) => {
      if (user !== null) plan(project);
    }),
  ];
  return {
    mirror,
    stop: async () => {
      stopped = true;
      for (const stop of stops) stop();
      await working;
    },
  };
}

/** The edit that writes a project's members as they are when it is made, or as they are about to be. */
export function peopleEdit(directory: Directory, project: string, joining?: Joining): RoomEdit {
  return { room: projectRoom(project), author: SERVER_USER, edit: (doc) => mirrorPeople(doc, peopleOf(directory, project, joining)) };
}

function peopleOf(directory: Directory, project: string, joining: Joining | undefined): readonly Person[] {
  const roles = new Map<string, Role>(directory.members(project).map(({ user_id, role }) => [user_id, role]));
  if (joining?.role === null) roles.delete(joining.user);
  else if (joining !== undefined) roles.set(joining.user, joining.role);
  return [...roles].map(([user, role]) => personOf(directory, user, role));
}

/** A member as others see them: by their id where the directory has no account, as with users of the integrator's who never came. */
export function personOf(directory: Directory, user: string, role: Role): Person {
  const account = directory.account(user);
  return { user_id: user, username: account?.username ?? user, color: account?.color ?? '', role };
}

import type * as Y from 'yjs';
import type { Role } from '../../../shared/access.ts';
import { newId } from '../../../shared/ids.ts';
import type { Limits } from '../../../shared/limits.ts';
import { readActivity } from '../../../shared/model/activity.ts';
import { setProjectName } from '../../../shared/model/project.ts';
import type { Activity } from '../../../shared/model/records.ts';
import { Problem } from '../../../shared/problems.ts';
import { isId, projectRoom } from '../../../shared/rooms.ts';
import type { Random, Time } from '../../../shared/time.ts';
import type { Directory } from '../../access/directory.ts';
import type { Invite, Invites } from '../../access/invites.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { Rooms } from '../../sync/rooms.ts';
import type { Actor, Also } from '../actor.ts';
import { asProblem } from '../as-problem.ts';
import type { Events } from '../events/events.ts';
import type { ProjectFiles } from '../files/files.ts';
import type { InboxWriter } from '../inbox/notifications.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { createInviting } from './invites.ts';
import { createMembers } from './members.ts';
import { peopleEdit } from './people.ts';
import { removeProject } from './removal.ts';

export interface ProjectView {
  readonly project_id: string;
  readonly name: string;
  readonly created_at: number;
}

export interface MemberView {
  readonly user_id: string;
  readonly username: string;
  readonly color: string;
  readonly role: Role;
  readonly since: number;
}

export interface InviteDraft {
  readonly role: Role;
  /** ms that it is good for; `limits.inviteLife` when absent. */
  readonly lifetime?: number;
  readonly uses_max?: number | null;
}

/** Projects, their members and invites. Rights are the caller's to check; what is impossible is a Problem. */
export interface Projects {
  /** With a board of three columns. The actor becomes its owner. @throws Problem `limit.projects`; `request.invalid`, also for an id that is taken */
  create(actor: Actor, draft: { readonly name: string; readonly project_id?: string }, also?: Also<ProjectView>): Promise<ProjectView>;
  /** Makes sure that a project is known: where projects come with tokens or from the integrator, the first mention makes it. @throws Problem `project.unknown` */
  ensure(project: string): Promise<void>;
  /** Whether there is such a project, without making it. */
  has(project: string): boolean;
  /** @throws Problem `project.unknown` */
  get(project: string): ProjectView;
  rename(actor: Actor, project: string, name: string): Promise<ProjectView>;
  /** Deletes it with all rooms, files, events, invites and webhooks, for good. Open sockets close 4404. */
  remove(actor: Actor, project: string): Promise<void>;

  /** What has happened in it, newest first. */
  activity(project: string): Promise<readonly Activity[]>;
  members(project: string): readonly MemberView[];
  /** Makes a known user a member, or changes the role: `role` and `invited` notifications, `people` in the project's room. @throws Problem `user.unknown`, … */
  setRole(actor: Actor, project: string, user: string, role: Role): Promise<MemberView>;
  /** Or leaves, where the actor is the user. */
  removeMember(actor: Actor, project: string, user: string): Promise<void>;

  invites(project: string): readonly Invite[];
  /** The secret is shown once. */
  invite(
    actor: Actor,
    project: string,
    draft: InviteDraft,
    also?: Also<{ invite: Invite; secret: string }>,
  ): Promise<{ invite: Invite; secret: string }>;
  revokeInvite(actor: Actor, project: string, invite: string): Promise<void>;
  /** What an invite is for, for somebody who has its secret. @throws Problem `invite.*` */
  lookAtInvite(secret: string): { readonly project: ProjectView; readonly role: Role; readonly expires_at: number };
  /** Joins, or gains a higher role. Somebody who has that already, or a higher one, keeps it, and no use is counted. */
  acceptInvite(actor: Actor, secret: string): Promise<{ readonly project: ProjectView; readonly role: Role }>;
}

export interface ProjectsOptions {
  readonly rooms: Rooms;
  readonly store: RoomStore;
  readonly directory: Directory;
  readonly invites: Invites;
  readonly events: Pick<Events, 'record' | 'forget'>;
  readonly webhooks: Pick<Webhooks, 'forget'>;
  readonly files: Pick<ProjectFiles, 'removal' | 'remove'>;
  readonly inbox: InboxWriter;
  /** The first mention of a project makes it. */
  readonly implicit: boolean;
  readonly limits: Limits;
  readonly time: Time;
  readonly random: Random;
}

export function createProjects(options: ProjectsOptions): Projects {
  const { rooms, directory, implicit, time, random } = options;

  const get = (project: string): ProjectView => {
    const record = directory.project(project);
    if (record === null) throw unknown();
    return record;
  };
  const members = createMembers({ ...options, get });

  return {
    members: members.members,
    setRole: members.setRole,
    removeMember: members.removeMember,
    ...createInviting({ ...options, members, get }),
    get,
    has: (project) => directory.project(project) !== null,
    activity: async (project) => {
      get(project);
      return asProblem(rooms.read(projectRoom(project), (doc) => [...readActivity(doc).items].reverse()));
    },
    create: async (actor, { name, project_id = newId('prj_', random) }, also) => {
      // Before its room is opened: another project's room is left alone.
      if (!isId(project_id)) throw badId('must be an id: 1 to 128 characters without "/" and control characters');
      if (directory.project(project_id) !== null) throw badId('is taken');
      const view: ProjectView = { project_id, name, created_at: time.now() };
      const owner = actor.userId === '' ? null : actor.userId;
      const naming = { room: projectRoom(project_id), author: actor.userId, edit: (doc: Y.Doc) => setProjectName(doc, name) };
      const people = owner === null ? [] : [peopleEdit(directory, project_id, { user: owner, role: 'owner' })];
      const records = () => [...directory.addProject(view, owner), ...(also?.(view) ?? [])];
      await asProblem(rooms.commit({ edits: [naming, ...people], records }));
      return view;
    },
    ensure: async (project) => {
      if (directory.project(project) !== null) return;
      if (!implicit || !isId(project)) throw unknown();
      const record: ProjectView = { project_id: project, name: project, created_at: time.now() };
      // Looked at again where it is written: several may ask at once.
      await asProblem(rooms.commit({ records: () => (directory.project(project) === null ? directory.addProject(record, null) : []) }));
    },
    rename: async (actor, project, name) => {
      get(project);
      const edit = (doc: Y.Doc): void => setProjectName(doc, name);
      const records = () => directory.renameProject(project, name);
      await asProblem(rooms.commit({ edits: [{ room: projectRoom(project), author: actor.userId, edit }], records }));
      // Not what the directory says by now: others rename too.
      return { ...get(project), name };
    },
    remove: async (_actor, project) => {
      get(project);
      await asProblem(removeProject(options, project));
    },
  };
}

function unknown(): Problem {
  return new Problem('project.unknown', 'There is no such project, or you are no member of it.');
}

function badId(message: string): Problem {
  return new Problem('request.invalid', `The project is not as it must be: project_id ${message}.`, {
    faults: [{ field: 'project_id', message }],
  });
}

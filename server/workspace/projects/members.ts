import type { Role } from '../../../shared/access.ts';
import { Problem } from '../../../shared/problems.ts';
import type { Time } from '../../../shared/time.ts';
import type { Directory, Membership } from '../../access/directory.ts';
import type { Put } from '../../store/store.ts';
import type { Rooms } from '../../sync/rooms.ts';
import type { Actor } from '../actor.ts';
import { asProblem } from '../as-problem.ts';
import type { Events } from '../events/events.ts';
import type { InboxWriter, NotificationDraft } from '../inbox/notifications.ts';
import { peopleEdit, personOf } from './people.ts';
import type { MemberView, Projects, ProjectView } from './projects.ts';

export interface MembersOptions {
  readonly rooms: Rooms;
  readonly directory: Directory;
  readonly events: Pick<Events, 'record'>;
  readonly inbox: InboxWriter;
  readonly time: Pick<Time, 'now'>;
  /** @throws Problem `project.unknown` */
  readonly get: (project: string) => ProjectView;
}

export interface Members extends Pick<Projects, 'members' | 'setRole' | 'removeMember'> {
  /**
   * Changes somebody's role: the records, the people in the project's room, and what the person is told, as one. `role` null: no member any more.
   * `records` is called as `Change.records` is.
   */
  change(actor: Actor, project: string, user: string, role: Role | null, records: () => readonly Put[]): Promise<void>;
}

export function createMembers({ rooms, directory, events, inbox, time, get }: MembersOptions): Members {
  const view = ({ user_id, role, since }: Membership): MemberView => {
    const { username, color } = personOf(directory, user_id, role);
    return { user_id, username, color, role, since };
  };

  const member = (project: string, user: string): MemberView => {
    const found = directory.members(project).find(({ user_id }) => user_id === user);
    if (found === undefined) throw new Problem('member.unknown', `${JSON.stringify(user)} is no member of this project.`);
    return view(found);
  };

  const change: Members['change'] = async (actor, project, user, role, records) => {
    const news = newsOf(actor, get(project), user, directory.role(project, user), role, time.now());
    const { edits, events: drafts } = await asProblem(inbox.prepare(news));
    let tell = (): void => {};
    await asProblem(
      rooms.commit({
        edits: [peopleEdit(directory, project, { user, role }), ...edits],
        records: () => {
          const puts = records();
          const told = events.record(drafts);
          tell = told.tell;
          return [...puts, ...told.records];
        },
      }),
    );
    tell();
  };

  return {
    change,
    members: (project) => {
      get(project);
      return directory.members(project).map(view);
    },
    setRole: async (actor, project, user, role) => {
      get(project);
      const before = directory.role(project, user);
      if (directory.account(user) === null && before === null) {
        throw new Problem('user.unknown', `There is no user ${JSON.stringify(user)}. Invite people by a link.`);
      }
      if (before !== role) await change(actor, project, user, role, () => directory.setRole(project, user, role));
      return member(project, user);
    },
    removeMember: async (actor, project, user) => {
      get(project);
      member(project, user);
      await change(actor, project, user, null, () => directory.removeMember(project, user));
    },
  };
}

/** Who comes in and whose role changes is told. Who is removed is not: their inbox would lead to what they may not see. */
function newsOf(
  actor: Actor,
  { project_id, name }: ProjectView,
  user: string,
  before: Role | null,
  role: Role | null,
  now: number,
): readonly NotificationDraft[] {
  if (role === null) return [];
  const as = before === null ? ` as ${article(role)}` : ` ${article(role)}`;
  const done = before === null ? 'added' : 'made';
  const message = actor.name === '' ? `You were ${done}${as}.` : `${actor.name} ${done} you${as}.`;
  const kind = before === null ? 'invited' : 'role';
  const about = { item: `project:${project_id}`, title: name, project_id };
  return [{ ...about, user, actor: actor.userId, kind, message, facts: { name: actor.name, role }, time: now }];
}

function article(role: Role): string {
  const as = role === 'owner' || role === 'editor' ? 'an' : 'a';
  return `${as} ${role}`;
}

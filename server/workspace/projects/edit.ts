import type * as Y from 'yjs';
import { projectRoom } from '../../../shared/rooms.ts';
import type { Put } from '../../store/store.ts';
import type { RoomEdit } from '../../sync/edits.ts';
import type { Rooms } from '../../sync/rooms.ts';
import type { Actor } from '../actor.ts';
import { asProblem } from '../as-problem.ts';
import type { Projects } from './projects.ts';

export interface ProjectEditing {
  readonly rooms: Rooms;
  readonly projects: Pick<Projects, 'ensure' | 'get'>;
}

export interface ProjectEdit<T> {
  readonly actor: Actor;
  readonly project: string;
  /** Changes the project's room and answers what the caller is told. */
  edit(doc: Y.Doc): T;
  /** Edits of other rooms, after this one. */
  readonly edits?: readonly RoomEdit[];
  readonly drops?: readonly string[];
  /** Records to write beside it. */
  records?(result: T): readonly Put[];
}

/**
 * A change in a project's room. Resolves with the edit's answer when it is on disk.
 * @throws Problem `project.unknown`, also when the project is deleted meanwhile; what rooms refuse with; what the edit throws
 */
export async function editProject<T>({ rooms, projects }: ProjectEditing, change: ProjectEdit<T>): Promise<T> {
  const { actor, project, edits = [], drops = [] } = change;
  await projects.ensure(project);
  const answers: { readonly result: T }[] = [];
  const own: RoomEdit = {
    room: projectRoom(project),
    author: actor.userId,
    edit: (doc) => {
      projects.get(project);
      answers.push({ result: change.edit(doc) });
    },
  };
  const records = (): readonly Put[] => answers.flatMap(({ result }) => change.records?.(result) ?? []);
  await asProblem(rooms.commit({ edits: [own, ...edits], drops, records }));
  const [answer] = answers;
  if (answer === undefined) throw new Error('A change was committed without its edit: a bug in the rooms.');
  return answer.result;
}

/** Looks at a project's room as it is on disk. @throws Problem `project.unknown`, what rooms refuse with, what `look` throws */
export async function readProjectRoom<T>({ rooms, projects }: ProjectEditing, project: string, look: (doc: Y.Doc) => T): Promise<T> {
  await projects.ensure(project);
  return asProblem(rooms.read(projectRoom(project), look));
}

import type { EventType, UserEventData } from '../../../shared/events.ts';
import { parseRoom, projectOf, projectRoom } from '../../../shared/rooms.ts';
import type { Time } from '../../../shared/time.ts';
import type { Passage } from '../../sync/rooms.ts';
import type { Events } from './events.ts';

/** ms that somebody whose last connection has closed still counts as here: a reload of the page takes less. */
const RELOAD = 3000;

/** ms between two looks at who is here where there are no users: connections don't tell, only awareness does. */
const LOOK = 1000;

interface Visitor {
  readonly name: string;
  /** Open connections into the project's rooms; not counted where there are no users. */
  connections: number;
  cancelLeaving: (() => void) | null;
}

export interface OnlineEventsOptions {
  readonly events: Pick<Events, 'tell'>;
  /** Who is in a project, by awareness. */
  readonly look: (project: string) => readonly { readonly user_id: string; readonly username: string }[];
  readonly time: Time;
}

/** Tells who comes and goes: `connect` and `disconnect` for each connection, `user_online` and `user_offline` for each person in a project. */
export class OnlineEvents {
  readonly #options: OnlineEventsOptions;
  /** Who is in which project, or was until just now. */
  readonly #projects = new Map<string, Map<string, Visitor>>();
  /** Connections of nobody in particular, by project. */
  readonly #anonymous = new Map<string, number>();
  #stopLooking: (() => void) | null = null;

  constructor(options: OnlineEventsOptions) {
    this.#options = options;
  }

  passage({ room, userId, name, entered }: Passage): void {
    const project = projectOf(parseRoom(room));
    this.#tell(project, entered ? 'connect' : 'disconnect', { id: userId, name }, room, userId);
    if (project === null) return;
    if (userId === null) this.#anonymousPassage(project, entered);
    else if (entered) this.#arrive(project, userId, name).connections++;
    else {
      const visitor = this.#projects.get(project)?.get(userId);
      if (visitor === undefined) return;
      visitor.connections--;
      if (visitor.connections === 0) this.#leave(project, userId, visitor, userId);
    }
  }

  stop(): void {
    this.#stopLooking?.();
    for (const visitors of this.#projects.values()) for (const { cancelLeaving } of visitors.values()) cancelLeaving?.();
    this.#projects.clear();
  }

  #arrive(project: string, id: string, name: string, verified: string | null = id): Visitor {
    const visitors = this.#projects.get(project) ?? new Map<string, Visitor>();
    this.#projects.set(project, visitors);
    let visitor = visitors.get(id);
    if (visitor === undefined) {
      visitor = { name, connections: 0, cancelLeaving: null };
      visitors.set(id, visitor);
      this.#tell(project, 'user_online', { id, name }, projectRoom(project), verified);
    }
    visitor.cancelLeaving?.();
    visitor.cancelLeaving = null;
    return visitor;
  }

  #leave(project: string, id: string, visitor: Visitor, verified: string | null): void {
    visitor.cancelLeaving ??= this.#options.time.after(RELOAD, () => {
      const visitors = this.#projects.get(project);
      visitors?.delete(id);
      if (visitors?.size === 0) this.#projects.delete(project);
      this.#tell(project, 'user_offline', { id, name: visitor.name }, projectRoom(project), verified);
    });
  }

  #anonymousPassage(project: string, entered: boolean): void {
    const connections = (this.#anonymous.get(project) ?? 0) + (entered ? 1 : -1);
    if (connections > 0) this.#anonymous.set(project, connections);
    else {
      this.#anonymous.delete(project);
      this.#lookAt(project);
    }
    if (this.#anonymous.size === 0) {
      this.#stopLooking?.();
      this.#stopLooking = null;
    } else {
      this.#stopLooking ??= this.#options.time.every(LOOK, () => {
        for (const watched of this.#anonymous.keys()) this.#lookAt(watched);
      });
    }
  }

  #lookAt(project: string): void {
    const here = new Map(this.#options.look(project).map(({ user_id, username }) => [user_id, username]));
    for (const [id, name] of here) this.#arrive(project, id, name, null);
    for (const [id, visitor] of this.#projects.get(project) ?? []) if (!here.has(id)) this.#leave(project, id, visitor, null);
  }

  #tell(project: string | null, type: EventType, who: { id: string | null; name: string }, room: string, verified: string | null): void {
    const data = { user_id: who.id ?? '', username: who.name, project_id: project } satisfies UserEventData;
    this.#options.events.tell({
      channel: project === null ? null : { project },
      type,
      data,
      user_id: verified,
      room_id: room,
      time: this.#options.time.now(),
    });
  }
}

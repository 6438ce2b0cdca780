import type { EventType, UserEventData } from '../../shared/events.ts';
import { parsePresence } from '../../shared/model/presence.ts';
import { projectRoom } from '../../shared/rooms.ts';
import type { Time } from '../../shared/time.ts';
import type { EventDraft } from './events-hub.ts';
import type { EventSource, Who } from './events-room.ts';

/** ms that somebody whose last tab has gone still counts as here: a reload of the page takes less. */
const RELOAD = 3_000;

interface Visitor {
  readonly name: string;
  /** Their tabs in the project's open rooms: `<room>\n<client>`. */
  readonly tabs: Set<string>;
  cancelLeaving: (() => void) | null;
}

/** Who is in one project, over all of its rooms that are open here: tells who comes and goes, each person once. */
export class Visitors {
  readonly #project: string;
  readonly #time: Time;
  readonly #tell: (draft: EventDraft) => void;
  readonly #visitors = new Map<string, Visitor>();

  constructor(project: string, time: Time, tell: (draft: EventDraft) => void) {
    this.#project = project;
    this.#time = time;
    this.#tell = tell;
  }

  /** @param told false for who was here before */
  enter(who: Who, tab: string, told: boolean): void {
    let visitor = this.#visitors.get(who.id);
    if (visitor === undefined) {
      visitor = { name: who.name, tabs: new Set(), cancelLeaving: null };
      this.#visitors.set(who.id, visitor);
      if (told) this.tell('user_online', who, projectRoom(this.#project));
    }
    visitor.cancelLeaving?.();
    visitor.cancelLeaving = null;
    visitor.tabs.add(tab);
  }

  leave(who: Who, tab: string): void {
    const visitor = this.#visitors.get(who.id);
    if (visitor?.tabs.delete(tab) !== true || visitor.tabs.size > 0) return;
    visitor.cancelLeaving = this.#time.after(RELOAD, () => {
      this.#visitors.delete(who.id);
      this.tell('user_offline', { id: who.id, name: visitor.name }, projectRoom(this.#project));
    });
  }

  /** We can't see them from here any more, whether they are there or not. */
  loseSight(who: Who, tab: string): void {
    const visitor = this.#visitors.get(who.id);
    if (visitor?.tabs.delete(tab) === true && visitor.tabs.size === 0) this.#visitors.delete(who.id);
  }

  tell(type: EventType, { id, name }: Who, room: string): void {
    const data: UserEventData = { user_id: id, username: name, project_id: this.#project };
    this.#tell({ type, data: { ...data }, user_id: id === '' ? null : id, room_id: room });
  }

  stop(): void {
    for (const { cancelLeaving } of this.#visitors.values()) cancelLeaving?.();
    this.#visitors.clear();
  }
}

/**
 * One room's part in it: `connect` and `disconnect` for each tab of others, and for our own line. While our line is down nothing is
 * known of others, and nothing is told. @returns its stop
 */
export function watchVisitors({ room, awareness, link, me }: EventSource, visitors: Visitors): () => void {
  const here = new Map<number, Who>();
  let seeing = false;

  const tabOf = (client: number): string => `${room}\n${client}`;
  const look = (client: number, told: boolean): void => {
    const presence = parsePresence(awareness.getStates().get(client));
    const before = here.get(client);
    if (client === awareness.clientID || before?.id === presence?.user.id) return;
    if (before !== undefined) {
      here.delete(client);
      visitors.leave(before, tabOf(client));
      visitors.tell('disconnect', before, room);
    }
    if (presence === null) return;
    here.set(client, presence.user);
    if (told) visitors.tell('connect', presence.user, room);
    // One's own other tabs come and go, but oneself is here all the time.
    if (presence.user.id !== me()?.id) visitors.enter(presence.user, tabOf(client), told);
  };
  const onChange = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>): void => {
    if (seeing) for (const client of [...added, ...updated, ...removed]) look(client, true);
  };
  const begin = (): void => {
    seeing = true;
    for (const client of awareness.getStates().keys()) look(client, false);
  };
  const end = (): void => {
    seeing = false;
    for (const [client, who] of here) visitors.loseSight(who, tabOf(client));
    here.clear();
  };
  const onLink = (): void => {
    const connected = link.getSnapshot() === 'connected';
    if (connected === seeing) return;
    if (connected) begin();
    else end();
    visitors.tell(connected ? 'connect' : 'disconnect', me() ?? { id: '', name: '' }, room);
  };
  if (link.getSnapshot() === 'connected') begin();
  awareness.on('change', onChange);
  const unsubscribe = link.subscribe(onLink);
  return () => {
    awareness.off('change', onChange);
    unsubscribe();
    end();
  };
}

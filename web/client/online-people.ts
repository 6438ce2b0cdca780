import type { Awareness } from 'y-protocols/awareness';
import { type Place, type Presence, type PresenceStatus, parsePresence } from '../../shared/model/presence.ts';
import { hueOf } from '../../shared/person-color.ts';

/** A person who is here, however many tabs they have open. */
export interface OnlinePerson {
  readonly id: string;
  readonly name: string;
  /** Degrees on the colour wheel: the same everywhere. */
  readonly hue: number;
  /** `busy` in one tab is busy; `away` only who is away in all of them. */
  readonly status: PresenceStatus;
  /** What they look at: in the tab in which they did something last. */
  readonly place: Place | null;
  /** This is the person at this browser. */
  readonly self: boolean;
}

interface Tab extends Presence {
  readonly self: boolean;
  /** The higher, the later it was seen to be taken up. */
  readonly taken: number;
}

/**
 * The people in the states of an awareness: oneself first, then by name. States that name nobody are left out.
 * @param takenUp when each client was last seen to be taken up, as a number that rises
 */
export function peopleOnline(awareness: Awareness, takenUp: ReadonlyMap<number, number>): readonly OnlinePerson[] {
  const tabs = new Map<string, Tab[]>();
  for (const [client, state] of awareness.getStates()) {
    const presence = parsePresence(state);
    if (presence === null) continue;
    const tab = { ...presence, self: client === awareness.clientID, taken: takenUp.get(client) ?? 0 };
    const others = tabs.get(presence.user.id);
    if (others === undefined) tabs.set(presence.user.id, [tab]);
    else others.push(tab);
  }
  return [...tabs].map(([id, all]) => personOf(id, all)).sort(comparePeople);
}

function personOf(id: string, tabs: readonly Tab[]): OnlinePerson {
  const present = tabs.filter((tab) => tab.status !== 'away');
  const last = (present.length > 0 ? present : tabs).reduce((a, b) => (isLater(b, a) ? b : a));
  const status = present.length === 0 ? 'away' : present.some((tab) => tab.status === 'busy') ? 'busy' : 'online';
  return { id, name: last.user.name, hue: hueOf(id, last.user.color), status, place: last.place, self: tabs.some((tab) => tab.self) };
}

/** What was seen here comes before what clocks say, which may differ: those order what was there before. */
function isLater(a: Tab, b: Tab): boolean {
  return a.taken === b.taken ? a.active > b.active : a.taken > b.taken;
}

function comparePeople(a: OnlinePerson, b: OnlinePerson): number {
  return Number(b.self) - Number(a.self) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
}

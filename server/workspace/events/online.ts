import { type PresenceStatus, parsePresence } from '../../../shared/model/presence.ts';
import { parseRoom, projectOf, projectRoom } from '../../../shared/rooms.ts';
import type { Time } from '../../../shared/time.ts';
import type { Directory } from '../../access/directory.ts';
import type { Present, Rooms } from '../../sync/rooms.ts';
import type { Events } from './events.ts';
import { OnlineEvents } from './online-events.ts';

/** A person who is here: one entry however many tabs. */
export interface OnlineUser {
  readonly user_id: string;
  readonly username: string;
  readonly color: string | null;
  /** `busy` if any of their tabs says so, else `online` if any does, else `away`. */
  readonly status: PresenceStatus;
  /** Which of the project's rooms they are in, sorted. */
  readonly rooms: readonly string[];
}

export interface Online {
  /** Sorted by name. Where there are no users: as the awareness of each says. */
  users(project: string): readonly OnlineUser[];
}

export interface OnlineOptions {
  readonly rooms: Pick<Rooms, 'present' | 'onPassage'>;
  readonly directory: Pick<Directory, 'account'>;
  readonly events: Pick<Events, 'tell'>;
  readonly time: Time;
}

export function createOnline({ rooms, directory, events, time }: OnlineOptions): Online & { stop(): void } {
  const users = (project: string): readonly OnlineUser[] => {
    const people = new Map<string, OnlineUser>();
    const own = projectRoom(project);
    // The prefix first: all rooms in memory are asked about.
    for (const present of rooms.present((room) => room.startsWith(own) && projectOf(parseRoom(room)) === project)) {
      const tab = tabOf(present, directory);
      if (tab !== null) people.set(tab.user_id, together(people.get(tab.user_id), tab));
    }
    return [...people.values()].sort((a, b) => a.username.localeCompare(b.username) || (a.user_id < b.user_id ? -1 : 1));
  };
  const told = new OnlineEvents({ events, look: users, time });
  const stopListening = rooms.onPassage((passage) => told.passage(passage));
  return {
    users,
    stop: () => {
      stopListening();
      told.stop();
    },
  };
}

/** Who one awareness state speaks for, or null where that can't be said. */
function tabOf({ room, userId, state }: Present, directory: Pick<Directory, 'account'>): OnlineUser | null {
  const presence = parsePresence(state);
  if (userId === null) {
    if (presence === null) return null;
    const { id, name, color } = presence.user;
    return { user_id: id, username: name, color: color === '' ? null : color, status: presence.status, rooms: [room] };
  }
  const account = directory.account(userId);
  const username = presence?.user.name ?? account?.username ?? userId;
  const color = presence?.user.color || account?.color || null;
  return { user_id: userId, username, color, status: presence?.status ?? 'online', rooms: [room] };
}

function together(known: OnlineUser | undefined, tab: OnlineUser): OnlineUser {
  if (known === undefined) return tab;
  const statuses = [known.status, tab.status];
  const status = statuses.includes('busy') ? 'busy' : statuses.includes('online') ? 'online' : 'away';
  const rooms = known.rooms.some((room) => tab.rooms.includes(room)) ? known.rooms : [...known.rooms, ...tab.rooms].sort();
  return { ...known, status, rooms };
}

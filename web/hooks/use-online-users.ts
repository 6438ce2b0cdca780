import { useMemo } from 'react';
import type { PresenceStatus } from '../../shared/model/presence.ts';
import { parseRoom, projectRoom } from '../../shared/rooms.ts';
import type { OnlinePerson } from '../client/online-people.ts';
import { useKit } from './kit-context.ts';
import { useCounted } from './use-counted.ts';
import { useStoreOr } from './use-store.ts';

export type { OnlinePerson, PresenceStatus };

const NOBODY: readonly OnlinePerson[] = Object.freeze([]);

export interface OnlineUsersState {
  /** One entry a person, oneself first, then by name. */
  readonly onlineUsers: readonly OnlinePerson[];
  /** By user id; who isn't here isn't in it. */
  readonly userStatuses: Readonly<Record<string, PresenceStatus>>;
  readonly getUserStatus: (userId: string) => PresenceStatus | 'offline';
}

/** Who is in a room. @param roomId a project's id, or a room's name as in `p/home/d/welcome` */
export function useOnlineUsers(roomId: string): OnlineUsersState {
  const room = parseRoom(roomId).kind === 'other' ? projectRoom(roomId) : roomId;
  const store = useCounted(useKit()?.online, room);
  const onlineUsers = useStoreOr(store?.people, NOBODY);
  return useMemo(() => {
    const statuses = new Map(onlineUsers.map(({ id, status }) => [id, status]));
    return {
      onlineUsers,
      userStatuses: Object.fromEntries(statuses),
      getUserStatus: (userId) => statuses.get(userId) ?? 'offline',
    };
  }, [onlineUsers]);
}

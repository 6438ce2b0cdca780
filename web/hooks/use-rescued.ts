import { useSyncExternalStore } from 'react';
import type { Rescued } from '../client/rescue/rescue.ts';
import type { RoomHandle } from './use-room.ts';

export { PUT_BACK } from '../client/rescue/put-back.ts';
export type { Rescued };

/** What was put back in a document last because what it was written in was removed meanwhile; null while nothing was. */
export function useRescued({ rescued }: Pick<RoomHandle, 'rescued'>): Rescued | null {
  return useSyncExternalStore(rescued.subscribe, rescued.getSnapshot);
}

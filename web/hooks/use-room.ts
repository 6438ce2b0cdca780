import type { RoomHandle } from '../client/service-types.ts';
import { useKit } from './kit-context.ts';
import { useCounted } from './use-counted.ts';

export type { RoomHandle };

/** A room of the provider's service, open while mounted: null on the first render and while `room` is, then always the same handle. */
export function useRoom(room: string | null): RoomHandle | null {
  return useCounted(useKit()?.rooms, room);
}

import * as Y from 'yjs';
import type { RoomHandle, UnsentEdits } from './service-types.ts';

/** A room's document as it is now, in the form in which what never reached the server is handed over. */
export function copyOf({ room, doc }: Pick<RoomHandle, 'room' | 'doc'>): UnsentEdits {
  return { room, update: Y.encodeStateAsUpdate(doc) };
}

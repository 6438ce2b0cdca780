import type * as Y from 'yjs';
import { Problem } from '../../shared/problems.ts';
import type { RoomHandle } from './service-types.ts';

/** What an edit needs of its room. */
export type EditableRoom = Pick<RoomHandle, 'doc' | 'status' | 'saved'>;

/**
 * Makes an edit at once, and waits until it is saved on the server. Rejects with what `edit` throws, and as `RoomHandle.saved` does.
 * @throws Problem `role.insufficient` where one may only read: nothing is changed then
 */
export async function editRoom<T>(room: EditableRoom, edit: (doc: Y.Doc) => T): Promise<T> {
  if (room.status.getSnapshot().readOnly) {
    throw new Problem('role.insufficient', 'You may read here, but not write. An owner of the project can give you another role.');
  }
  const result = edit(room.doc);
  await room.saved();
  return result;
}

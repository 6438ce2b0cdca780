import * as Y from 'yjs';
import type { EditableRoom } from '../../../web/client/edit-room.ts';
import { createStore } from '../../../web/client/store.ts';
import { isSameStatus, type SyncStatus } from '../../../web/client/sync-status.ts';

/** A room that nobody else is in, which says that all is saved: for edits as such. What saving means is tested with a real server. */
export function editableRoom(doc = new Y.Doc()): { readonly room: EditableRoom; setReadOnly(readOnly: boolean): void } {
  const saved: SyncStatus = { kind: 'saved', unsent: 0, code: null, readOnly: false, role: 'editor', ready: true, editable: true };
  const status = createStore(saved, isSameStatus);
  return {
    room: { doc, status, saved: () => Promise.resolve() },
    setReadOnly: (readOnly) => status.set({ ...saved, readOnly, editable: !readOnly }),
  };
}

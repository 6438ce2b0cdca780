import { binDocument, changeDocument, restoreDocument } from '../../shared/model/documents.ts';
import { type EditableRoom, editRoom } from './edit-room.ts';

/**
 * Edits of a project's list of documents. The list is changed before they return; the promise settles when it is saved on the server, and rejects
 * with a Problem when it can't be done at all (`document.unknown`, `request.invalid`, `role.insufficient`), or as `RoomHandle.saved` does.
 */
export interface DocumentActions {
  renameDocument(id: string, title: string): Promise<void>;
  /** Puts a document behind another one of the list, at the top for null. */
  moveDocument(id: string, after: string | null): Promise<void>;
  binDocument(id: string): Promise<void>;
  restoreDocument(id: string): Promise<void>;
}

/** @param handle the project's room. @param now ms since 1970 */
export function createDocumentActions(handle: EditableRoom, now: () => number = Date.now): DocumentActions {
  return {
    renameDocument: (id, title) => editRoom(handle, (doc) => changeDocument(doc, id, { title })),
    moveDocument: (id, after) => editRoom(handle, (doc) => changeDocument(doc, id, { after })),
    binDocument: (id) => editRoom(handle, (doc) => binDocument(doc, id, now())),
    restoreDocument: (id) => editRoom(handle, (doc) => restoreDocument(doc, id)),
  };
}

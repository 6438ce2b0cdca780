import type * as Y from 'yjs';
import { newId } from '../../shared/ids.ts';
import { addColumn, moveColumn, renameColumn } from '../../shared/model/project.ts';
import type { TaskDraft, TaskPatch, TaskPlace } from '../../shared/model/records.ts';
import {
  binTask,
  changeTask,
  createTask,
  moveTask,
  removeColumn,
  removeTask,
  restoreTask,
  setWatching,
} from '../../shared/model/task-edits.ts';
import { rootMap } from '../../shared/model/values.ts';
import { Problem } from '../../shared/problems.ts';
import type { Random } from '../../shared/time.ts';
import { type EditableRoom, editRoom } from './edit-room.ts';

export interface BoardActionsOptions {
  /** The project's room. */
  readonly handle: EditableRoom;
  /** Who acts; `id` is null where the server knows no users. */
  readonly me: { readonly id: string | null };
  /** ms since 1970. */
  readonly now?: () => number;
  readonly random?: Random;
}

/**
 * Edits of a board. The document is changed before they return, so everybody here sees it at once; the promise settles when it is saved on the
 * server, and rejects with a Problem when it can't be done at all, or as `RoomHandle.saved` does.
 */
export interface BoardActions {
  /** Makes a card at the end of its column. @param id where one is needed before it is saved; else it is made @returns its id */
  createTask(draft: TaskDraft, id?: string): Promise<string>;
  /** Changes the fields that the patch names. */
  changeTask(id: string, patch: TaskPatch): Promise<void>;
  /** Puts a card into a column: behind the card `after`, to the top for null, to the end when it is absent. */
  moveTask(id: string, place: TaskPlace): Promise<void>;
  binTask(id: string): Promise<void>;
  restoreTask(id: string): Promise<void>;
  /** Deletes a task for good. */
  removeTask(id: string): Promise<void>;
  /** Says that one wants to hear of what happens to a task, or doesn't. Who may only read says so over REST: `PUT …/tasks/<id>/watch`. */
  watchTask(id: string, on: boolean): Promise<void>;
  /** Adds a column: behind the column `after`, to the front for null, to the end when it is absent. @returns its id */
  addColumn(title: string, after?: string | null, id?: string): Promise<string>;
  renameColumn(id: string, title: string): Promise<void>;
  /** @param after as in `addColumn` */
  moveColumn(id: string, after?: string | null): Promise<void>;
  /** Takes a column away; its cards go to the end of the first one that is left. */
  removeColumn(id: string): Promise<void>;
}

export function createBoardActions({ handle, me, now = Date.now, random = Math.random }: BoardActionsOptions): BoardActions {
  const by = me.id;
  const edit = <T>(change: (doc: Y.Doc) => T): Promise<T> =>
    editRoom(handle, (doc) => {
      checkArrived(doc);
      return change(doc);
    });
  return {
    createTask: (draft, id = newId('task_', random)) =>
      edit((doc) => {
        createTask(doc, id, draft, { now: now(), by });
        return id;
      }),
    changeTask: (id, patch) => edit((doc) => changeTask(doc, id, patch)),
    moveTask: (id, place) => edit((doc) => moveTask(doc, id, place)),
    binTask: (id) => edit((doc) => binTask(doc, id, now())),
    restoreTask: (id) => edit((doc) => restoreTask(doc, id)),
    removeTask: (id) => edit((doc) => removeTask(doc, id)),
    watchTask: (id, on) => edit((doc) => setWatching(doc, id, userOf(by), on)),
    addColumn: (title, after, id = newId('col_', random)) =>
      edit((doc) => {
        addColumn(doc, id, title, after);
        return id;
      }),
    renameColumn: (id, title) => edit((doc) => renameColumn(doc, id, title)),
    moveColumn: (id, after) => edit((doc) => moveColumn(doc, id, after)),
    removeColumn: (id) => edit((doc) => removeColumn(doc, id)),
  };
}

/** Before the server's seed is here an edit would make containers that the server makes too, and one of the two would be lost. */
function checkArrived(doc: Y.Doc): void {
  const project = rootMap(doc, 'project');
  if (project === null || project.size === 0)
    throw new Problem('room.busy', 'The board has not come from the server yet. Wait until it shows.');
}

function userOf(by: string | null): string {
  if (by === null) throw new Problem('session.no-users', 'This server knows no users, so nobody can be told of what happens to a task.');
  return by;
}

import type * as Y from 'yjs';
import type { Cursor, Put } from '../store/store.ts';

/** User id under which the server's own client id in a room is kept. No person has it: ids of users never begin with `#`. */
export const SERVER_USER = '#server';

/** A change that the server makes in a room (rules SE1–SE3). */
export interface RoomEdit {
  readonly room: string;
  /** Who wants it: the log's author. '' for the system, or where there are no users. */
  readonly author: string;
  /**
   * Changes the document, synchronously, in one transaction under the server's client id. Whatever it throws aborts the whole
   * change, and nothing of it stays. It may look at what isn't on disk yet: the log puts its own change behind that.
   */
  edit(doc: Y.Doc): void;
}

/** What is to be on disk together: all of it or nothing. */
export interface Change {
  /** In this order. Several for one room are allowed. */
  readonly edits?: readonly RoomEdit[];
  /**
   * Records to write beside the edits. Called once, after the edits and in the tick in which everything is handed to the journal:
   * what it changes in memory is as durable as the rest. What it throws aborts the whole change.
   */
  readonly records?: () => readonly Put[];
  /** Cursors to advance, called like `records`. */
  readonly cursors?: () => readonly Cursor[];
  /** Rooms to delete for good. Their members are closed with 4404 `room.unknown`. */
  readonly drops?: readonly string[];
}

import type * as Y from 'yjs';
import { newId } from '../../shared/ids.ts';
import { addComment, createThread, moveThread, readThread, resolveThread } from '../../shared/model/comments.ts';
import type { Doing } from '../../shared/model/doing.ts';
import { compareText } from '../../shared/model/order.ts';
import type { Anchor, Thread } from '../../shared/model/records.ts';
import { rootMap } from '../../shared/model/values.ts';
import type { Random } from '../../shared/time.ts';
import { type CommentEdits, createCommentEdits, type PlacedComment } from './comment-edits.ts';
import { type EditableRoom, editRoom } from './edit-room.ts';
import { RecordTable, watchMaps } from './record-table.ts';
import { relist, shareRecords } from './sharing.ts';
import type { ReadableStore } from './store.ts';
import { createView } from './views.ts';

/** What is said about a place in a document: at least one comment. */
export interface DocumentThread extends Omit<Thread, 'comments' | 'task_id'> {
  /** By time, without deleted ones. */
  readonly comments: readonly PlacedComment[];
}

/** What is said about a document, as a store: what doesn't change stays the same object. */
export interface DocumentThreadsStore {
  /** By time, resolved ones too; without threads of which everything was deleted. */
  readonly threads: ReadableStore<readonly DocumentThread[]>;
  /** How many are open. */
  readonly open: ReadableStore<number>;
  /** Stops watching: what was read last stays. */
  stop(): void;
}

/** @param doc the document of the room with the comments on a document */
export function createDocumentThreadsStore(doc: Y.Doc): DocumentThreadsStore {
  const records: RecordTable<DocumentThread> = new RecordTable((id) => readLiving(doc, id, records.get(id)));
  let threads: readonly DocumentThread[] = [];
  const refresh = (ids: Iterable<string>): void => {
    const { gone, come } = records.refresh(ids);
    threads = relist(threads, gone, come, (a, b) => a.created_at - b.created_at || compareText(a.thread_id, b.thread_id));
  };
  refresh(rootMap(doc, 'threads')?.keys() ?? []);
  const views = {
    threads: createView(() => threads),
    open: createView(() => threads.filter(({ resolved_at }) => resolved_at === null).length),
  };
  const stop = watchMaps(doc, ['threads'], (touched) => {
    refresh(touched.get('threads') ?? []);
    for (const view of Object.values(views)) view.tell();
  });
  return { ...views, stop };
}

/**
 * Edits of what is said about a document, by everybody but viewers. The document is changed before they return; the promise settles when
 * it is saved on the server, and rejects with a Problem where it can't be done, or as `RoomHandle.saved` does.
 */
export interface DocumentThreadActions extends CommentEdits {
  /** Begins a thread. @param id a new one, see `newThreadId` */
  begin(id: string, anchor: Anchor, text: string): Promise<void>;
  answer(threadId: string, text: string): Promise<void>;
  /** Says where its words are now: whoever moved them does. Nothing where one may only read, since they are found without. */
  move(threadId: string, anchor: Anchor): void;
  /** Says that a thread is settled. */
  resolve(threadId: string): Promise<void>;
  reopen(threadId: string): Promise<void>;
}

export interface DocumentThreadActionsOptions {
  /** The room of the comments. */
  readonly handle: EditableRoom;
  /** Who speaks; null where the server knows no users. */
  readonly by: string | null;
  /** ms since 1970. */
  readonly now?: () => number;
  readonly random?: Random;
}

export function createDocumentThreadActions(options: DocumentThreadActionsOptions): DocumentThreadActions {
  const { handle, by, now = Date.now, random = Math.random } = options;
  const doing = (): Doing => ({ now: now(), by });
  return {
    begin: (id, anchor, text) =>
      editRoom(handle, (doc) => createThread(doc, id, { anchor, comment_id: newId('comment_', random), text }, doing())),
    answer: (thread, text) => editRoom(handle, (doc) => addComment(doc, thread, newId('comment_', random), text, doing())),
    move: (thread, anchor) => {
      if (!handle.status.getSnapshot().readOnly) moveThread(handle.doc, thread, anchor);
    },
    resolve: (thread) => editRoom(handle, (doc) => resolveThread(doc, thread, doing())),
    reopen: (thread) => editRoom(handle, (doc) => resolveThread(doc, thread, null)),
    ...createCommentEdits(handle, now),
  };
}

/** An id for a thread that is about to begin. */
export function newThreadId(random: Random = Math.random): string {
  return newId('thread_', random);
}

/** A thread on a place in the document, if anything of it is left. @param before as it was read last */
function readLiving(doc: Y.Doc, id: string, before: DocumentThread | null): DocumentThread | null {
  const thread = readThread(doc, id);
  if (thread === null || thread.task_id !== null) return null;
  const { thread_id, anchor, created_at, resolved_at, resolved_by } = thread;
  const living = thread.comments.filter(({ deleted_at }) => deleted_at === null).map((comment) => ({ ...comment, thread_id }));
  if (living.length === 0) return null;
  const comments = shareRecords(before?.comments ?? [], living, (comment) => comment.comment_id);
  return { thread_id, anchor, created_at, resolved_at, resolved_by, comments };
}

import type * as Y from 'yjs';
import { newId } from '../../shared/ids.ts';
import { addComment, createThread, readThread, readThreads } from '../../shared/model/comments.ts';
import type { Thread } from '../../shared/model/records.ts';
import { rootMap } from '../../shared/model/values.ts';
import type { Random } from '../../shared/time.ts';
import { type CommentEdits, createCommentEdits, type PlacedComment } from './comment-edits.ts';
import { type EditableRoom, editRoom } from './edit-room.ts';
import { RecordTable, watchMaps } from './record-table.ts';
import { shareRecords } from './sharing.ts';
import type { ReadableStore } from './store.ts';
import { createViewsById } from './views.ts';

const NO_COMMENTS: readonly TaskComment[] = Object.freeze([]);
const NO_THREADS: ReadonlyMap<string, Thread> = new Map();

/** What somebody said about a task. */
export type TaskComment = PlacedComment;

/** What was said about the tasks of a board, as stores: what doesn't change stays the same object, and is told to nobody. */
export interface TaskCommentsStore {
  /** How many comments a task has, without deleted ones. */
  count(taskId: string): ReadableStore<number>;
  /** A task's comments by time, without deleted ones: of all its threads, since two people can begin one each while offline. */
  comments(taskId: string): ReadableStore<readonly TaskComment[]>;
  /** Stops watching: what was read last stays. */
  stop(): void;
}

/** Tasks of which a comment, or their number, is another now. */
interface Refreshed {
  readonly changed: readonly string[];
  readonly recounted: readonly string[];
}

/** @param doc the document of the room with the comments on a board's tasks */
export function createTaskCommentsStore(doc: Y.Doc): TaskCommentsStore {
  const records = new RecordTable((id) => readThread(doc, id));
  const threads = new Map<string, Map<string, Thread>>();
  const lists = new Map<string, readonly TaskComment[]>();

  const refresh = (ids: Iterable<string>): Refreshed => {
    const { gone, come } = records.refresh(ids);
    const touched = new Set<string>();
    for (const { task_id, thread_id } of gone) {
      if (task_id === null) continue;
      touched.add(task_id);
      threads.get(task_id)?.delete(thread_id);
    }
    for (const thread of come) {
      const { task_id, thread_id } = thread;
      if (task_id === null) continue;
      touched.add(task_id);
      threads.set(task_id, (threads.get(task_id) ?? new Map()).set(thread_id, thread));
    }
    const [changed, recounted]: [string[], string[]] = [[], []];
    for (const task of touched) {
      const before = lists.get(task) ?? NO_COMMENTS;
      const now = shareRecords(before, commentsIn(threads.get(task)), idOf);
      lists.set(task, now);
      if (now !== before) changed.push(task);
      if (now.length !== before.length) recounted.push(task);
    }
    return { changed, recounted };
  };
  refresh(rootMap(doc, 'threads')?.keys() ?? []);

  const comments = createViewsById((id) => lists.get(id) ?? NO_COMMENTS);
  const counts = createViewsById((id) => lists.get(id)?.length ?? 0);
  const stop = watchMaps(doc, ['threads'], (touched) => {
    const { changed, recounted } = refresh(touched.get('threads') ?? []);
    comments.tell(changed);
    counts.tell(recounted);
  });
  return { count: counts.of, comments: comments.of, stop };
}

/**
 * Edits of the comments on a board's tasks, by everybody but viewers. The document is changed before they return; the promise settles when
 * it is saved on the server, and rejects with a Problem where it can't be done, or as `RoomHandle.saved` does.
 */
export interface TaskCommentActions extends CommentEdits {
  /** Says something about a task. @returns the comment's id */
  add(taskId: string, text: string): Promise<string>;
}

export interface TaskCommentActionsOptions {
  /** The room of the comments. */
  readonly handle: EditableRoom;
  /** Who speaks; null where the server knows no users. */
  readonly by: string | null;
  /** ms since 1970. */
  readonly now?: () => number;
  readonly random?: Random;
}

export function createTaskCommentActions({
  handle,
  by,
  now = Date.now,
  random = Math.random,
}: TaskCommentActionsOptions): TaskCommentActions {
  return {
    add: (task, text) =>
      editRoom(handle, (doc) => {
        const id = newId('comment_', random);
        const doing = { now: now(), by };
        const thread = readThreads(doc).items.find(({ task_id }) => task_id === task);
        if (thread === undefined) createThread(doc, newId('thread_', random), { task_id: task, comment_id: id, text }, doing);
        else addComment(doc, thread.thread_id, id, text, doing);
        return id;
      }),
    ...createCommentEdits(handle, now),
  };
}

function commentsIn(threads = NO_THREADS): readonly TaskComment[] {
  return [...threads.values()]
    .flatMap(({ thread_id, comments }) => comments.map((comment) => ({ ...comment, thread_id })))
    .filter(({ deleted_at }) => deleted_at === null)
    .sort((a, b) => a.created_at - b.created_at || (a.comment_id < b.comment_id ? -1 : 1));
}

function idOf({ comment_id }: TaskComment): string {
  return comment_id;
}

import { deleteComment, editComment } from '../../shared/model/comments.ts';
import type { Comment } from '../../shared/model/records.ts';
import { type EditableRoom, editRoom } from './edit-room.ts';

/** A comment, and in which thread it is. */
export interface PlacedComment extends Comment {
  readonly thread_id: string;
}

/** What may be done to a comment, wherever it stands. The promises settle as those of `editRoom`. */
export interface CommentEdits {
  /** Changes what one said; the server takes back changes of what others said. */
  edit(comment: PlacedComment, text: string): Promise<void>;
  /** Takes away what one said; an owner of the project may take away anybody's. */
  remove(comment: PlacedComment): Promise<void>;
}

/** @param room the room of the comments. @param now ms since 1970 */
export function createCommentEdits(room: EditableRoom, now: () => number): CommentEdits {
  return {
    edit: ({ thread_id, comment_id }, text) => editRoom(room, (doc) => editComment(doc, thread_id, comment_id, text, now())),
    remove: ({ thread_id, comment_id }) => editRoom(room, (doc) => deleteComment(doc, thread_id, comment_id, now())),
  };
}

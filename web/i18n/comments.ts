/** What comments say wherever they stand: on a card, and beside a text. */
export interface CommentText {
  /** Somebody whose name isn't known. */
  readonly somebody: string;
  readonly writeComment: string;
  readonly commentHint: string;
  readonly sendComment: string;
  readonly commentSent: string;
  readonly commentTooLong: string;
  /** What the list of people is called that `@` offers. */
  readonly mention: string;
  readonly edited: string;
  readonly editComment: string;
  readonly saveComment: string;
  readonly changed: string;
  readonly deleteComment: string;
  readonly deleteCommentQuestion: string;
  readonly keep: string;
  readonly commentDeleted: string;
  readonly cancel: string;
}

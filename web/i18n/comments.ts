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

/** Comments on places in a document. */
export interface ThreadsText {
  readonly title: string;
  /** What the button is called that shows them. */
  readonly show: (open: number) => string;
  /** What one does with selected words. */
  readonly comment: string;
  readonly newComment: string;
  readonly noWords: string;
  readonly tabs: { readonly open: string; readonly resolved: string };
  readonly noneOpen: string;
  readonly noneOpenToRead: string;
  readonly noneResolved: string;
  readonly about: (quote: string) => string;
  readonly aboutSeveral: string;
  readonly goTo: (quote: string) => string;
  readonly wentTo: (quote: string) => string;
  readonly removed: string;
  readonly answer: string;
  readonly answered: string;
  readonly resolve: string;
  readonly resolved: string;
  readonly resolvedBy: (name: string) => string;
  readonly reopen: string;
  readonly reopened: string;
  readonly gone: string;
  readonly failed: string;
}

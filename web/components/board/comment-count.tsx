import { MessageSquare } from 'lucide-react';
import type { JSX } from 'react';
import { type TaskCommentsStore, useCommentCount } from '../../hooks/use-task-comments.ts';
import type { BoardText } from '../../i18n/board.ts';

export interface CommentCountProps {
  readonly store: TaskCommentsStore;
  readonly taskId: string;
  readonly text: BoardText;
}

/** How much was said about a card: nothing where nothing was. As a part of its own, so that only it renders for a comment more. */
export function CommentCount({ store, taskId, text }: CommentCountProps): JSX.Element | null {
  const count = useCommentCount(store, taskId);
  if (count === 0) return null;
  return (
    <span className="weft-comment-count" title={text.commentCount(count)}>
      <MessageSquare aria-hidden="true" size={14} />
      <span aria-hidden="true">{count}</span>
      <span className="weft-hidden">{text.commentCount(count)}</span>
    </span>
  );
}

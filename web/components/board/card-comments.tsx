import { type JSX, useId, useMemo } from 'react';
import { useDraft } from '../../hooks/use-draft.ts';
import { useSyncFact } from '../../hooks/use-sync-status.ts';
import { useCommentsOf } from '../../hooks/use-task-comments.ts';
import { CommentField } from '../comments/comment-field.tsx';
import { CommentItem } from '../comments/comment-item.tsx';
import { CommentsContext, type CommentsContextValue } from '../comments/comments-context.ts';
import { useBoardContext } from './board-context.ts';

/** What was said about a card, and where one says more. */
export function CardComments({ taskId }: { readonly taskId: string }): JSX.Element {
  const { projectId, userId, people, language, comments, text, ui, speaks } = useBoardContext();
  const list = useCommentsOf(comments.store, taskId);
  const editable = useSyncFact(comments.handle, (status) => status.editable) && speaks;
  const draft = useDraft(projectId, `comment on ${taskId}`);
  const id = useId();
  const context = useMemo(
    (): CommentsContextValue => ({
      ...{ projectId, userId, people, text, language, edits: comments.actions, tell: ui.tell },
      act: (attempt, said) => ui.act(attempt, { said }),
    }),
    [projectId, userId, people, text, language, comments, ui],
  );
  return (
    <CommentsContext value={context}>
      <section className="weft-comments" aria-labelledby={id} tabIndex={-1}>
        <h3 id={id}>{text.comments}</h3>
        {list.length > 0 && (
          <ol>
            {list.map((comment) => (
              <CommentItem key={comment.comment_id} comment={comment} editable={editable} />
            ))}
          </ol>
        )}
        {list.length === 0 && !editable && <p>{text.noComments}</p>}
        {editable && (
          <CommentField
            label={text.writeComment}
            send={text.sendComment}
            initial={draft.read()}
            onTyped={draft.keep}
            onSend={(said) => ui.act(() => comments.actions.add(taskId, said), { said: text.commentSent })}
          />
        )}
      </section>
    </CommentsContext>
  );
}

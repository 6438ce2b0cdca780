import { type JSX, useId } from 'react';
import { useSyncFact } from '../../hooks/use-sync-status.ts';
import { useCommentsOf } from '../../hooks/use-task-comments.ts';
import { useBoardContext } from './board-context.ts';
import { CardComment } from './card-comment.tsx';
import { useDraft } from './comment-drafts.ts';
import { CommentField } from './comment-field.tsx';

/** What was said about a card, and where one says more. */
export function CardComments({ taskId }: { readonly taskId: string }): JSX.Element {
  const { projectId, comments, text, ui, speaks } = useBoardContext();
  const list = useCommentsOf(comments.store, taskId);
  const editable = useSyncFact(comments.handle, (status) => status.editable) && speaks;
  const draft = useDraft(projectId, taskId);
  const id = useId();
  return (
    <section className="weft-comments" aria-labelledby={id} tabIndex={-1}>
      <h3 id={id}>{text.comments}</h3>
      {list.length > 0 && (
        <ol>
          {list.map((comment) => (
            <CardComment key={comment.comment_id} comment={comment} editable={editable} />
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
  );
}

import { Pencil, Trash2 } from 'lucide-react';
import { type JSX, memo, useRef, useState } from 'react';
import { textWithLabels } from '../../../shared/model/mentions.ts';
import type { PlacedComment } from '../../hooks/use-document-threads.ts';
import { useOnlineUsers } from '../../hooks/use-online-users.ts';
import { useProject } from '../../hooks/use-project.ts';
import { Avatar } from '../avatar.tsx';
import { Confirm } from '../confirm.tsx';
import { RelativeTime } from '../relative-time.tsx';
import { shownPerson } from '../shown-person.ts';
import { CommentField } from './comment-field.tsx';
import { useCommentsContext } from './comments-context.ts';
import { piecesOf } from './mention-names.ts';

export interface CommentItemProps {
  readonly comment: PlacedComment;
  /** One may comment here. */
  readonly editable: boolean;
}

/** What somebody said, when, and, for one's own, what can be done to it. It renders anew only when it changes. */
export const CommentItem = memo(function CommentItem({ comment, editable }: CommentItemProps): JSX.Element {
  const { projectId, userId, people, edits, text, language, act } = useCommentsContext();
  const { role } = useProject(projectId);
  const item = useRef<HTMLLIElement>(null);
  const [doing, setDoing] = useState<'edit' | 'delete' | null>(null);
  const { author_id, created_at, edited_at } = comment;
  const { onlineUsers } = useOnlineUsers(projectId);
  // Where the server knows no users, names are those of who is here.
  const here = people.has(author_id) ? undefined : onlineUsers.find((person) => person.id === author_id);
  const author = here ?? shownPerson(people, author_id, text);
  const own = editable && author_id !== '' && author_id === userId;
  // What had the focus goes: it stays here, or with the other comments.
  const end = (): void => {
    item.current?.focus();
    setDoing(null);
  };
  return (
    <li ref={item} tabIndex={-1} className="weft-comment">
      <Avatar size="small" name={author.name} hue={author.hue} />
      <p className="weft-comment-head">
        <b title={author.name}>{author.name}</b>
        <RelativeTime time={created_at} language={language} />
        {edited_at !== null && <span>{text.edited}</span>}
      </p>
      {doing === null && (
        <span className="weft-comment-deeds">
          {own && (
            <button
              type="button"
              className="weft-icon-button"
              aria-label={text.editComment}
              title={text.editComment}
              onClick={() => setDoing('edit')}
            >
              <Pencil aria-hidden="true" size={14} />
            </button>
          )}
          {(own || (editable && role === 'owner')) && (
            <button
              type="button"
              className="weft-icon-button"
              aria-label={text.deleteComment}
              title={text.deleteComment}
              onClick={() => setDoing('delete')}
            >
              <Trash2 aria-hidden="true" size={14} />
            </button>
          )}
        </span>
      )}
      {doing === 'edit' ? (
        <CommentField
          label={text.editComment}
          send={text.saveComment}
          initial={textWithLabels(comment.text)}
          onCancel={end}
          onSend={(said) => {
            end();
            act(() => edits.edit(comment, said), text.changed);
          }}
        />
      ) : (
        <p className="weft-comment-text">
          {piecesOf(comment.text).map(({ words, mention, start }) =>
            mention ? (
              <span key={start} className="weft-mention">
                {words}
              </span>
            ) : (
              words
            ),
          )}
        </p>
      )}
      {doing === 'delete' && (
        <Confirm
          question={text.deleteCommentQuestion}
          yes={text.deleteComment}
          no={text.keep}
          onNo={end}
          onYes={() => {
            item.current?.closest<HTMLElement>('.weft-comments')?.focus();
            act(() => edits.remove(comment), text.commentDeleted);
          }}
        />
      )}
    </li>
  );
});

import { Check, RotateCcw } from 'lucide-react';
import { type JSX, useEffect, useRef, useState } from 'react';
import { CommentField } from '../../components/comments/comment-field.tsx';
import { CommentItem } from '../../components/comments/comment-item.tsx';
import { useCommentsContext } from '../../components/comments/comments-context.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { shownPerson } from '../../components/shown-person.ts';
import type { DocumentThread } from '../../hooks/use-document-threads.ts';
import { useDraft } from '../../hooks/use-draft.ts';
import { useEditorScope } from '../editor-scope.ts';
import { useCommentsScope } from './comments-scope.ts';

export interface ThreadCardProps {
  readonly thread: DocumentThread;
  /** Its words are in the text. */
  readonly here: boolean;
  /** It stands at its words: they needn't be told again. */
  readonly inPlace?: boolean;
}

/** What was said about a place, and what can be done about it. */
export function ThreadCard({ thread, here, inPlace = false }: ThreadCardProps): JSX.Element {
  const { active, activate, speaks, goTo, resolve, reopen } = useCommentsScope();
  const { people, text: commentText, language } = useCommentsContext();
  const words = useEditorScope().text.threads;
  const card = useRef<HTMLElement>(null);
  const { thread_id, comments, resolved_at, resolved_by } = thread;
  const quote = thread.anchor?.quote ?? '';
  const current = active === thread_id;

  useEffect(() => {
    if (current && !inPlace) card.current?.scrollIntoView({ block: 'nearest' });
  }, [current, inPlace]);

  return (
    <article
      ref={card}
      tabIndex={-1}
      className="weft-root thread"
      data-active={(current && !inPlace) || undefined}
      aria-label={words.about(quote)}
      aria-current={(current && !inPlace) || undefined}
      onFocus={() => activate(thread_id)}
    >
      <div className="thread-head">
        {!inPlace && here && (
          <button type="button" className="thread-quote" aria-label={words.goTo(quote)} onClick={() => goTo(thread)}>
            <span>{quote}</span>
          </button>
        )}
        {!here && (
          <div className="thread-removed">
            <p className="thread-quote">
              <span>{quote}</span>
            </p>
            <p>{words.removed}</p>
          </div>
        )}
        {speaks && resolved_at === null && (
          <button
            type="button"
            className="weft-icon-button thread-deed"
            aria-label={words.resolve}
            title={words.resolve}
            onClick={() => resolve(thread)}
          >
            <Check aria-hidden="true" size={16} />
          </button>
        )}
        {speaks && resolved_at !== null && (
          <button
            type="button"
            className="weft-icon-button thread-deed"
            aria-label={words.reopen}
            title={words.reopen}
            onClick={() => reopen(thread)}
          >
            <RotateCcw aria-hidden="true" size={16} />
          </button>
        )}
      </div>
      <section className="weft-comments" aria-label={words.about(quote)} tabIndex={-1}>
        <ol>
          {comments.map((comment) => (
            <CommentItem key={comment.comment_id} comment={comment} editable={speaks} />
          ))}
        </ol>
      </section>
      {resolved_at !== null && (
        <p className="thread-note">
          {words.resolvedBy(shownPerson(people, resolved_by ?? '', commentText).name)} ·{' '}
          <RelativeTime time={resolved_at} language={language} />
        </p>
      )}
      {speaks && resolved_at === null && <Answer threadId={thread_id} open={inPlace} />}
    </article>
  );
}

/** Where one answers: a button, until one wants to. @param open it is the first thing that one wants here */
function Answer({ threadId, open }: { readonly threadId: string; readonly open: boolean }): JSX.Element {
  const { threads } = useCommentsScope();
  const { projectId, act } = useCommentsContext();
  const words = useEditorScope().text.threads;
  const draft = useDraft(projectId, `answer in ${threadId}`);
  const [answering, setAnswering] = useState(() => open || draft.read() !== '');
  const field = useRef<HTMLDivElement>(null);
  const asked = useRef(false);

  useEffect(() => {
    if (answering && asked.current) field.current?.querySelector('textarea')?.focus();
    asked.current = false;
  }, [answering]);

  if (!answering) {
    return (
      <button
        type="button"
        className="weft-button thread-answer"
        onClick={() => {
          asked.current = true;
          setAnswering(true);
        }}
      >
        {words.answer}
      </button>
    );
  }
  return (
    <div ref={field}>
      <CommentField
        label={words.answer}
        send={words.answer}
        initial={draft.read()}
        onTyped={draft.keep}
        {...(!open && { onCancel: () => setAnswering(false) })}
        onSend={(said) => {
          act(() => threads.actions.answer(threadId, said), words.answered);
          draft.keep('');
        }}
      />
    </div>
  );
}

import { type JSX, type KeyboardEvent, useEffect, useRef } from 'react';
import { CommentField } from '../../components/comments/comment-field.tsx';
import { useCommentsContext } from '../../components/comments/comments-context.ts';
import { newThreadId } from '../../hooks/use-document-threads.ts';
import { useDraft } from '../../hooks/use-draft.ts';
import { useEditorScope } from '../editor-scope.ts';
import { Floating } from '../floating.tsx';
import { type CommentsScope, type InPlace, useCommentsScope } from './comments-scope.ts';
import { ThreadCard } from './thread-card.tsx';
import { useInPlaceEvents } from './use-in-place-events.ts';

/** What is said about a place, beside it; or where one begins to say something. */
export function CommentsInPlace(): JSX.Element | null {
  const comments = useCommentsScope();
  const { inPlace } = comments;
  const card = useRef<HTMLDivElement>(null);
  const back = useInPlaceEvents(comments, card);
  if (inPlace === null) return null;
  const close = (done: boolean): void => {
    comments.openInPlace(null);
    back(done);
  };
  return (
    <PlacedCard key={keyOf(inPlace)} comments={comments} inPlace={inPlace} onClose={() => close(false)}>
      <div ref={card}>
        {inPlace.kind === 'new' ? (
          <NewThread inPlace={inPlace} onClose={close} />
        ) : (
          comments.list
            .filter(({ thread_id }) => inPlace.ids.includes(thread_id))
            .map((thread) => <ThreadCard key={thread.thread_id} thread={thread} here inPlace />)
        )}
      </div>
    </PlacedCard>
  );
}

interface PlacedCardProps {
  readonly comments: CommentsScope;
  readonly inPlace: InPlace;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

/** Stands beside the words, and where they were when they go. */
function PlacedCard({ comments, inPlace, onClose, children }: PlacedCardProps): JSX.Element {
  const { container, text } = useEditorScope();
  const words = text.threads;
  const element = useRef<HTMLDivElement>(null);
  const last = useRef<DOMRect | null>(null);
  const { finder, list } = comments;
  const takesFocus = inPlace.kind === 'new' || inPlace.focus;
  const anchor = (): DOMRect | null => {
    const range = inPlace.kind === 'new' ? finder.rangeOf(inPlace.anchor) : finder.range(inPlace.ids[0] ?? '');
    last.current = range === null ? last.current : range.getBoundingClientRect();
    return last.current;
  };

  useEffect(() => {
    if (!takesFocus) return;
    // It can't have the focus until it has been put in its place.
    let frame = requestAnimationFrame(function focus() {
      const wanted = element.current?.querySelector<HTMLElement>('textarea, button');
      wanted?.focus();
      if (wanted !== document.activeElement) frame = requestAnimationFrame(focus);
    });
    return () => cancelAnimationFrame(frame);
  }, [takesFocus]);

  const about = inPlace.kind === 'new' ? null : list.filter(({ thread_id }) => inPlace.ids.includes(thread_id));
  const label = about === null ? words.newComment : about.length === 1 ? words.about(about[0]?.anchor?.quote ?? '') : words.aboutSeveral;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    <Floating
      role="dialog"
      aria-label={label}
      className="comments-in-place"
      anchor={anchor}
      within={container.current}
      placement="bottom-start"
      onKeyDown={onKeyDown}
    >
      <div ref={element}>{children}</div>
    </Floating>
  );
}

interface NewThreadProps {
  readonly inPlace: InPlace & { readonly kind: 'new' };
  /** @param done it was sent */
  readonly onClose: (done: boolean) => void;
}

function NewThread({ inPlace, onClose }: NewThreadProps): JSX.Element {
  const { threads, activate } = useCommentsScope();
  const { projectId, text, act } = useCommentsContext();
  const { document, text: words } = useEditorScope();
  const draft = useDraft(projectId, `new comment in ${document}`);
  return (
    <CommentField
      label={words.threads.newComment}
      send={words.threads.comment}
      initial={draft.read()}
      onTyped={draft.keep}
      onCancel={() => onClose(false)}
      onSend={(said) => {
        const id = newThreadId();
        act(() => threads.actions.begin(id, inPlace.anchor, said), text.commentSent);
        draft.keep('');
        activate(id);
        onClose(true);
      }}
    />
  );
}

function keyOf(inPlace: InPlace): string {
  return inPlace.kind === 'new' ? inPlace.anchor.start : inPlace.ids.join(' ');
}

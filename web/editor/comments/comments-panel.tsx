import { type JSX, type KeyboardEvent, useContext, useId } from 'react';
import { useEditorScope } from '../editor-scope.ts';
import { SidePanel } from '../side-panel.tsx';
import { CommentsScopeContext, THREAD_TABS, useCommentsScope } from './comments-scope.ts';
import { ThreadCard } from './thread-card.tsx';

/** All that is said about a document, in the order of its text. */
export function CommentsPanel(): JSX.Element {
  const words = useEditorScope().text.threads;
  const there = useContext(CommentsScopeContext) !== null;
  return <SidePanel title={words.title}>{there && <Threads />}</SidePanel>;
}

function Threads(): JSX.Element {
  const { list, places, tab, speaks } = useCommentsScope();
  const words = useEditorScope().text.threads;
  const id = useId();
  const shown = places.flatMap(({ id: place, here }) => {
    const thread = list.find(({ thread_id, resolved_at }) => thread_id === place && (resolved_at !== null) === (tab === 'resolved'));
    return thread === undefined ? [] : [{ thread, here }];
  });
  const none = tab === 'resolved' ? words.noneResolved : speaks ? words.noneOpen : words.noneOpenToRead;
  return (
    <>
      <Tabs id={id} />
      <div role="tabpanel" id={`${id}panel`} aria-labelledby={`${id}${tab}`} className="threads">
        {shown.length === 0 && <p className="threads-none">{none}</p>}
        {shown.map(({ thread, here }) => (
          <ThreadCard key={thread.thread_id} thread={thread} here={here} />
        ))}
      </div>
    </>
  );
}

/** Which threads are shown. @param id begins the ids of the tabs and of what they show */
function Tabs({ id }: { readonly id: string }): JSX.Element {
  const { list, tab, setTab } = useCommentsScope();
  const words = useEditorScope().text.threads;
  const open = list.filter(({ resolved_at }) => resolved_at === null).length;
  const counts = { open, resolved: list.length - open };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step === undefined ? undefined : THREAD_TABS.at((THREAD_TABS.indexOf(tab) + step) % THREAD_TABS.length);
    if (next === undefined) return;
    event.preventDefault();
    setTab(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus();
  };
  return (
    <div role="tablist" aria-label={words.title} className="thread-tabs" onKeyDown={onKeyDown}>
      {THREAD_TABS.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`${id}${name}`}
          data-tab={name}
          aria-selected={name === tab}
          aria-controls={`${id}panel`}
          tabIndex={name === tab ? 0 : -1}
          onClick={() => setTab(name)}
        >
          {words.tabs[name]} <span className="thread-count">{counts[name]}</span>
        </button>
      ))}
    </div>
  );
}

import { type JSX, useContext, useId } from 'react';
import { Tabs } from '../../components/tabs.tsx';
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
  const { list, places, tab, setTab, speaks } = useCommentsScope();
  const words = useEditorScope().text.threads;
  const id = useId();
  const shown = places.flatMap(({ id: place, here }) => {
    const thread = list.find(({ thread_id, resolved_at }) => thread_id === place && (resolved_at !== null) === (tab === 'resolved'));
    return thread === undefined ? [] : [{ thread, here }];
  });
  const none = tab === 'resolved' ? words.noneResolved : speaks ? words.noneOpen : words.noneOpenToRead;
  const open = list.filter(({ resolved_at }) => resolved_at === null).length;
  const counts = { open, resolved: list.length - open };
  return (
    <>
      <Tabs
        label={words.title}
        tabs={THREAD_TABS.map((name) => ({ name, label: words.tabs[name], count: counts[name] }))}
        chosen={tab}
        onChoose={setTab}
        id={id}
        panelId={`${id}panel`}
        className="weft-root thread-tabs"
      />
      <div role="tabpanel" id={`${id}panel`} aria-labelledby={`${id}${tab}`} className="threads">
        {shown.length === 0 && <p className="threads-none">{none}</p>}
        {shown.map(({ thread, here }) => (
          <ThreadCard key={thread.thread_id} thread={thread} here={here} />
        ))}
      </div>
    </>
  );
}

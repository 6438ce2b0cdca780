import { useEffect } from 'react';
import { NOT_YET, useSyncFact } from '../../hooks/use-sync-status.ts';
import { useEditorScope } from '../editor-scope.ts';
import { showRange } from '../show-range.ts';
import type { CommentsScope } from './comments-scope.ts';

/** Shows the thread that the page's address names, once it and the text are there; says so where it is gone. */
export function useAddressedThread(comments: CommentsScope | null, tell: (deed: { readonly said: string }) => void): void {
  const { thread, onThreadShown, room, showPanel, text } = useEditorScope();
  const ready = useSyncFact(room, (status) => status.ready);
  const waiting = useSyncFact(comments?.threads.handle ?? NOT_YET, ({ kind }) => kind === 'connecting');
  const { gone } = text.threads;

  useEffect(() => {
    if (thread === null || comments === null || !ready) return;
    const wanted = comments.list.find(({ thread_id }) => thread_id === thread);
    if (wanted === undefined) {
      if (waiting) return;
      tell({ said: gone });
    } else {
      // Where its words are is known a frame later.
      if (!comments.places.some(({ id }) => id === thread)) return;
      comments.setTab(wanted.resolved_at === null ? 'open' : 'resolved');
      comments.activate(thread);
      showPanel('comments');
      const range = comments.finder.range(thread);
      if (range !== null) showRange(range);
    }
    onThreadShown();
  }, [thread, onThreadShown, comments, ready, waiting, showPanel, tell, gone]);
}

import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { type JSX, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { CommentsContext, type CommentsContextValue } from '../../components/comments/comments-context.ts';
import { ToldDeeds } from '../../components/told-deeds.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import { type DocumentThread, useDocumentThreads } from '../../hooks/use-document-threads.ts';
import { usePeople } from '../../hooks/use-people.ts';
import { useStoreOr } from '../../hooks/use-store.ts';
import { NOT_YET, useSyncFact } from '../../hooks/use-sync-status.ts';
import { useEditorScope } from '../editor-scope.ts';
import { CommentsInPlace } from './comments-in-place.tsx';
import { type CommentsScope, CommentsScopeContext, type InPlace, type ThreadTab } from './comments-scope.ts';
import { goToRange } from './go-to-range.ts';
import { useAddressedThread } from './use-addressed-thread.ts';
import { useThreadPlaces } from './use-thread-places.ts';

const NO_THREADS: readonly DocumentThread[] = Object.freeze([]);

/** A document's comments for all that is in it: they come when they are there, what is inside doesn't wait for them. */
export function CommentsProvider({ children }: { readonly children: ReactNode }): JSX.Element {
  const { project, document, text, language, announce, panel, showPanel } = useEditorScope();
  const [editor] = useLexicalComposerContext();
  const words = text.threads;
  const threads = useDocumentThreads(project, document);
  const list = useStoreOr(threads?.store.threads, NO_THREADS);
  const speaks = useSyncFact(threads?.handle ?? NOT_YET, (status) => status.editable);
  const people = usePeople(project);
  const [tab, setTab] = useState<ThreadTab>('open');
  const [active, activate] = useState<string | null>(null);
  const [inPlace, openInPlace] = useState<InPlace | null>(null);
  const { finder, places } = useThreadPlaces({ threads, list, active, inPlace });
  const deeds = useDeeds({ undone: text.common.undone, failed: () => words.failed });
  const page = useRef<HTMLElement | null>(null);
  useEffect(
    () =>
      editor.registerRootListener((root) => {
        page.current = root;
      }),
    [editor],
  );
  const { act, tell, fail } = deeds;

  const comments = useMemo((): CommentsContextValue | null => {
    if (threads === null) return null;
    return {
      ...{ projectId: project, userId: threads.userId, people, edits: threads.actions, text: text.board, language },
      act: (attempt, said) => {
        announce(said);
        attempt().catch(fail);
      },
      tell: (said) => tell({ said }),
    };
  }, [threads, project, people, text, language, announce, tell, fail]);

  const scope = useMemo((): CommentsScope | null => {
    if (threads === null || finder === null) return null;
    const { actions } = threads;
    return {
      ...{ threads, list, places, finder, speaks, tab, active, inPlace, setTab, activate, openInPlace },
      comment: () => {
        const anchor = speaks ? finder.selected() : null;
        if (anchor !== null) return openInPlace({ kind: 'new', anchor });
        const ids = finder.atCaret();
        if (ids.length > 0) openInPlace({ kind: 'threads', ids, focus: true });
        else if (speaks) tell({ said: words.noWords });
        else showPanel('comments');
      },
      goTo: ({ thread_id, anchor }) => {
        const range = finder.range(thread_id);
        if (range === null) return;
        activate(thread_id);
        goToRange(editor, range, panel === null ? null : () => showPanel(null));
        announce(words.wentTo(anchor?.quote ?? ''));
      },
      resolve: ({ thread_id }) => {
        openInPlace(null);
        activate(null);
        act(() => actions.resolve(thread_id), { said: words.resolved, undo: () => actions.reopen(thread_id) });
      },
      reopen: ({ thread_id }) => act(() => actions.reopen(thread_id), { said: words.reopened, undo: () => actions.resolve(thread_id) }),
    };
  }, [threads, finder, list, places, speaks, tab, active, inPlace, editor, words, panel, showPanel, announce, act, tell]);

  useAddressedThread(scope, tell);
  return (
    <CommentsScopeContext value={scope}>
      <CommentsContext value={comments}>
        {children}
        {scope !== null && comments !== null && <CommentsInPlace />}
        <ToldDeeds className="comments-deeds" deeds={deeds} language={language} takesFocus focusAfter={page} />
      </CommentsContext>
    </CommentsScopeContext>
  );
}

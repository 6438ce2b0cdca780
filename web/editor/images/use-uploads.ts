import { $getNodeByKey, HISTORY_PUSH_TAG, type LexicalEditor, type NodeKey } from 'lexical';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useFiles } from '../../hooks/use-files.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import { useSyncFact } from '../../hooks/use-sync-status.ts';
import { useEditorScope } from '../editor-scope.ts';
import { $insertImage } from './insert-image.ts';
import { type Upload, UploadQueue } from './upload-queue.ts';

/** ms between two attempts while the server is away. */
const AGAIN = 5_000;

/** The images that this person adds: what sends them and puts them into the text, and those under way. */
export function useUploads(editor: LexicalEditor): { readonly queue: UploadQueue; readonly uploads: readonly Upload[] } {
  const { project, room, text, announce } = useEditorScope();
  const files = useFiles(project);
  const say = useLatest((count: number) => announce(text.images.done(count)));
  const queue = useMemo(
    () =>
      new UploadQueue({
        add: files.add,
        insert: (after, image) => {
          if (!editor.isEditable()) return null;
          let key: NodeKey | null = null;
          const insert = (): void => {
            key = $insertImage(after, image);
          };
          editor.update(insert, { discrete: true, tag: HISTORY_PUSH_TAG });
          return key;
        },
        onDone: (count) => say.current(count),
      }),
    [editor, files, say],
  );
  const uploads = useSyncExternalStore(queue.subscribe, queue.getSnapshot, queue.getSnapshot);

  useEffect(() => () => queue.stop(), [queue]);
  useEffect(
    () =>
      editor.registerUpdateListener(({ editorState, prevEditorState }) => {
        queue.follow((after) => {
          let key: NodeKey | null = after;
          while (key !== null && !editorState._nodeMap.has(key)) {
            const gone: NodeKey = key;
            key = prevEditorState.read(() => $getNodeByKey(gone)?.getPreviousSibling()?.getKey() ?? null);
          }
          return key;
        });
      }),
    [editor, queue],
  );

  const away = useSyncFact(room, ({ kind }) => kind === 'offline');
  const waits = uploads.some(({ state }) => state === 'away');
  useEffect(() => {
    if (!waits || away) return;
    const again = (): void => queue.again();
    const timer = setInterval(again, AGAIN);
    addEventListener('online', again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [waits, away, queue]);
  const busy = uploads.some(({ state }) => state === 'waiting' || state === 'sending' || state === 'away');
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [busy]);
  return { queue, uploads };
}

import type { LexicalEditor } from 'lexical';
import { useEffect } from 'react';
import { useSyncFact } from '../../hooks/use-sync-status.ts';
import { useEditorScope } from '../editor-scope.ts';
import { goToCaret } from './follow.ts';

/** ms that somebody's caret is waited for: who has only opened the document has none yet. */
const PATIENCE = 5_000;

/** Goes to the caret of the person that the page's address names, once the text and it are there. */
export function useAddressedPerson(editor: LexicalEditor): void {
  const { binding, room, container, person, onPersonShown } = useEditorScope();
  const ready = useSyncFact(room, (status) => status.ready);

  useEffect(() => {
    const around = container.current;
    if (person === null || binding === null || around === null || !ready) return;
    const { awareness } = room;
    let frame = 0;
    const look = (): void => {
      cancelAnimationFrame(frame);
      // Behind the frame in which the text is shown.
      frame = requestAnimationFrame(() => {
        if (goToCaret({ editor, binding, awareness, container: around, person })) onPersonShown();
      });
    };
    const timer = setTimeout(onPersonShown, PATIENCE);
    awareness.on('change', look);
    look();
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      awareness.off('change', look);
    };
  }, [editor, binding, room, container, person, onPersonShown, ready]);
}

import { BLUR_COMMAND, COLLABORATION_TAG, COMMAND_PRIORITY_LOW, HISTORIC_TAG, type LexicalEditor, mergeRegister, PASTE_TAG } from 'lexical';
import { useCallback, useEffect, useRef, useState } from 'react';
import { $typedAtCaret, type Typed } from './typed.ts';

/** Updates with these tags are nothing that somebody types here. */
const NOT_TYPED = [COLLABORATION_TAG, HISTORIC_TAG, PASTE_TAG];

/**
 * What is being typed at the caret to choose from a list; null while nothing is. It begins with a key press here, not by walking into such
 * a word, and follows the word where others write around it.
 * @returns also what closes it until another word is begun
 */
export function useTyped(editor: LexicalEditor, editable: boolean): { readonly typed: Typed | null; readonly dismiss: () => void } {
  const [typed, setTyped] = useState<Typed | null>(null);
  const open = useRef<Typed | null>(null);
  const dismissed = useRef<Typed | null>(null);
  const show = useCallback((next: Typed | null): void => {
    open.current = next;
    setTyped(next);
  }, []);
  const dismiss = useCallback((): void => {
    dismissed.current = open.current;
    show(null);
  }, [show]);

  useEffect(() => {
    if (!editable) return;
    const stop = mergeRegister(
      editor.registerUpdateListener(({ editorState, tags, dirtyLeaves }) => {
        // An input method's letters are no query yet: the list waits for what they become.
        if (editor.isComposing()) return;
        const found = editorState.read($typedAtCaret);
        const here = !NOT_TYPED.some((tag) => tags.has(tag));
        const key = found !== null && here && dirtyLeaves.has(found.key);
        const follows = (before: Typed | null): boolean =>
          before !== null &&
          found !== null &&
          before.key === found.key &&
          before.kind === found.kind &&
          (!here || before.start === found.start);
        if (follows(dismissed.current)) dismissed.current = found;
        else {
          dismissed.current = null;
          const next = key || follows(open.current) ? found : null;
          if (next !== open.current) show(next);
        }
      }),
      editor.registerCommand(
        BLUR_COMMAND,
        () => {
          show(null);
          return false;
        },
        COMMAND_PRIORITY_LOW,
      ),
    );
    return () => {
      stop();
      dismissed.current = null;
      show(null);
    };
  }, [editor, editable, show]);

  return { typed, dismiss };
}

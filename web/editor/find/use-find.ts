import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { useEffect, useRef, useState } from 'react';
import { FindSession, type Found, NOTHING_FOUND } from './find-session.ts';
import type { Wanted } from './matches.ts';

/** Looks for something while the component is mounted. `session` is null on the first render. */
export function useFind(wanted: Wanted): { readonly found: Found; readonly session: FindSession | null } {
  const [editor] = useLexicalComposerContext();
  const [found, setFound] = useState(NOTHING_FOUND);
  const [session, setSession] = useState<FindSession | null>(null);

  useEffect(() => {
    const made = new FindSession(editor, setFound);
    setSession(made);
    return () => made.stop();
  }, [editor]);

  useEffect(() => session?.look(wanted), [session, wanted]);

  return { found, session };
}

/** What is selected in the page when this renders first, if it is words of one line that one might look for. */
export function useSelectedWords(): string {
  return useRef(selectedWords()).current;
}

/** Characters; who selects more wants something else. */
const LONGEST = 100;

function selectedWords(): string {
  const words = document.getSelection()?.toString() ?? '';
  return words.length <= LONGEST && !words.includes('\n') ? words : '';
}

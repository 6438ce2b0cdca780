import type { LexicalEditor } from 'lexical';
import { useEffect } from 'react';
import { registerPaste } from './paste.ts';

/** Takes what is pasted from elsewhere. */
export function usePaste(editor: LexicalEditor): void {
  useEffect(() => registerPaste(editor), [editor]);
}

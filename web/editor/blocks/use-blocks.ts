import type { BindingV2 } from '@lexical/yjs';
import type { LexicalEditor } from 'lexical';
import { useMemo } from 'react';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { useEditorScope } from '../editor-scope.ts';

/** What one needs to do something with blocks. */
export interface Blocks {
  readonly editor: LexicalEditor;
  readonly binding: BindingV2;
  readonly text: Dictionary;
  readonly announce: (words: string) => void;
}

/** The same object for as long as nothing of it changes. */
export function useBlocks(editor: LexicalEditor, binding: BindingV2): Blocks {
  const { text, announce } = useEditorScope();
  return useMemo(() => ({ editor, binding, text, announce }), [editor, binding, text, announce]);
}

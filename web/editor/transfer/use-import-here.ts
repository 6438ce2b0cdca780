import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import type { NodeKey } from 'lexical';
import { useEffect, useMemo } from 'react';
import { useFiles } from '../../hooks/use-files.ts';
import { useEditorScope } from '../editor-scope.ts';
import { addImageTo } from './add-image.ts';
import { insertTree } from './insert-tree.ts';
import { readFile } from './read-file.ts';
import { UnreadableFile } from './unreadable-file.ts';

/**
 * What puts a file into the text, behind a block or where the caret is: all of it, or nothing.
 * @param onTrouble told in words where it failed, or some of it could not be brought along
 */
export function useImportHere(onTrouble: (words: string) => void): (file: File, after?: NodeKey | null) => Promise<void> {
  const [editor] = useLexicalComposerContext();
  const { project, text, announce } = useEditorScope();
  const words = text.transfer;
  const files = useFiles(project);
  const leaving = useMemo(() => new AbortController(), []);
  useEffect(() => () => leaving.abort(), [leaving]);
  return async (file, after) => {
    announce(words.reading);
    try {
      const { tree, lost } = await readFile(file, addImageTo(files, leaving.signal));
      if (leaving.signal.aborted) return;
      if (!editor.isEditable()) throw new UnreadableFile('role');
      insertTree(editor, tree, after);
      editor.focus();
      announce(words.imported(file.name));
      if (lost > 0) onTrouble(words.lostImages(lost));
    } catch (error) {
      if (leaving.signal.aborted) return;
      if (!(error instanceof UnreadableFile)) reportError(error);
      onTrouble(words.troubles[error instanceof UnreadableFile ? error.trouble : 'failed']);
    }
  };
}

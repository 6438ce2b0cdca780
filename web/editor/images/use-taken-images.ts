import { $getRoot, COMMAND_PRIORITY_HIGH, type LexicalEditor, type NodeKey, PASTE_COMMAND } from 'lexical';
import { useEffect, useState } from 'react';
import { useEditorScope } from '../editor-scope.ts';
import { TAKE_FILES } from '../transfer/commands.ts';
import { isReadable } from '../transfer/read-file.ts';
import type { GivenImage } from './commands.ts';
import { $caretBlock } from './insert-image.ts';
import type { UploadQueue } from './upload-queue.ts';

/** px between a block and the line that shows where a dropped image comes. */
const BESIDE = 4;

/** Pasted files are added behind the block with the caret: images, and the words of documents. Where words are pasted too, as from a word processor, they are what is meant. */
export function usePastedImages(editor: LexicalEditor, queue: UploadQueue): void {
  useEffect(
    () =>
      editor.registerCommand(
        PASTE_COMMAND,
        (event) => {
          const data = 'clipboardData' in event ? event.clipboardData : null;
          if (data === null || data.files.length === 0 || !editor.isEditable()) return false;
          const words = data.getData('text/plain').trim();
          // Some systems give the files' names as words along with them.
          const names = [...data.files].map(({ name }) => name).join('\n');
          if ((words !== '' && words !== names) || data.types.includes('application/x-lexical-editor')) return false;
          event.preventDefault();
          const { documents, others } = sorted(data.files);
          if (documents.length > 0) editor.dispatchCommand(TAKE_FILES, { files: documents });
          if (others.length > 0) queue.add(others, $caretBlock());
          return true;
        },
        COMMAND_PRIORITY_HIGH,
      ),
    [editor, queue],
  );
}

/** Files that are dropped anywhere on the document are added where the line is. @returns px from the container's top, null where nothing is dragged */
export function useDroppedImages(editor: LexicalEditor, queue: UploadQueue): number | null {
  const { container, editable } = useEditorScope();
  const [line, setLine] = useState<number | null>(null);

  useEffect(() => {
    const around = container.current?.closest<HTMLElement>('.editor-layout');
    if (around == null) return;
    // Elsewhere the browser would leave the page for the file.
    const take = (event: DragEvent): DataTransfer | null => {
      const data = event.dataTransfer;
      if (data === null || !data.types.includes('Files')) return null;
      event.preventDefault();
      event.stopPropagation();
      return data;
    };
    const over = (event: DragEvent): void => {
      const data = take(event);
      if (data === null) return;
      data.dropEffect = editable ? 'copy' : 'none';
      const top = container.current?.getBoundingClientRect().top ?? 0;
      setLine(editable ? placeAt(editor, event.clientY).y - top : null);
    };
    const leave = (event: DragEvent): void => {
      if (!(event.relatedTarget instanceof Node && around.contains(event.relatedTarget))) setLine(null);
    };
    const drop = (event: DragEvent): void => {
      const data = take(event);
      setLine(null);
      if (data === null || !editable) return;
      const { documents, others } = sorted(data.files);
      const { after } = placeAt(editor, event.clientY);
      if (documents.length > 0) editor.dispatchCommand(TAKE_FILES, { files: documents, after });
      if (others.length > 0) queue.add(others, after);
    };
    around.addEventListener('dragover', over, true);
    around.addEventListener('dragleave', leave, true);
    around.addEventListener('drop', drop, true);
    return () => {
      around.removeEventListener('dragover', over, true);
      around.removeEventListener('dragleave', leave, true);
      around.removeEventListener('drop', drop, true);
    };
  }, [editor, queue, container, editable]);
  return line;
}

/** The block whose middle is above a place of the window, and where the gap behind it is. */
function placeAt(editor: LexicalEditor, clientY: number): { readonly after: NodeKey | null; readonly y: number } {
  const keys = editor.getEditorState().read(() => $getRoot().getChildrenKeys());
  let after: NodeKey | null = null;
  let y = editor.getRootElement()?.getBoundingClientRect().top ?? 0;
  for (const key of keys) {
    const box = editor.getElementByKey(key)?.getBoundingClientRect();
    if (box === undefined || (box.top + box.bottom) / 2 > clientY) break;
    after = key;
    y = box.bottom + BESIDE;
  }
  return { after, y };
}

/** Documents, whose words are meant, and what else came: images, or what is told to be none. */
function sorted(files: FileList): { readonly documents: readonly File[]; readonly others: readonly GivenImage[] } {
  const all = [...files];
  return { documents: all.filter(isReadable), others: all.filter((file) => !isReadable(file)).map((file) => ({ file, alt: '' })) };
}

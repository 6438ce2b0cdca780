import { COMMAND_PRIORITY_LOW, type LexicalEditor, mergeRegister, type NodeKey } from 'lexical';
import { type JSX, useEffect, useLayoutEffect, useState } from 'react';
import { IMAGE_VIEWS } from '../../../shared/lexical/image.ts';
import { useEditorScope } from '../editor-scope.ts';
import { ChooseDialog } from './choose-dialog.tsx';
import { ADD_IMAGES, CHOOSE_IMAGES, type GivenImage } from './commands.ts';
import { ImageView } from './image-view.tsx';
import { $caretBlock } from './insert-image.ts';
import { registerMarking } from './marking.ts';
import { UploadNotes } from './upload-notes.tsx';
import type { Upload } from './upload-queue.ts';
import { useDroppedImages, usePastedImages } from './use-taken-images.ts';
import { useUploads } from './use-uploads.ts';

/** Images in the text: drawn, marked, and added by paste, drop and dialog. */
export function Images({ editor }: { readonly editor: LexicalEditor }): JSX.Element {
  const { editable } = useEditorScope();
  // Before the document's content is shown.
  useLayoutEffect(() => IMAGE_VIEWS.register(editor, (value, key) => <ImageView {...value} editor={editor} nodeKey={key} />), [editor]);
  useEffect(() => registerMarking(editor), [editor]);
  const { queue, uploads } = useUploads(editor);
  usePastedImages(editor, queue);
  const line = useDroppedImages(editor, queue);
  const [place, setPlace] = useState<{ readonly after: NodeKey | null } | null>(null);

  useEffect(() => {
    const ask = (): boolean => {
      if (!editor.isEditable()) return false;
      setPlace({ after: $caretBlock() });
      return true;
    };
    const add = (images: readonly GivenImage[]): boolean => {
      queue.add(images, $caretBlock());
      return true;
    };
    return mergeRegister(
      editor.registerCommand(CHOOSE_IMAGES, ask, COMMAND_PRIORITY_LOW),
      editor.registerCommand(ADD_IMAGES, add, COMMAND_PRIORITY_LOW),
    );
  }, [editor, queue]);

  return (
    <>
      {line !== null && <div className="image-drop-line" style={{ top: line }} />}
      {[...byPlace(uploads)].map(([after, group]) => (
        <UploadNotes key={after} editor={editor} queue={queue} after={after} uploads={group} />
      ))}
      {place !== null && editable && (
        <ChooseDialog
          onAdd={(chosen) => {
            setPlace(null);
            queue.add(chosen, place.after);
            editor.focus();
          }}
          onClose={() => setPlace(null)}
        />
      )}
    </>
  );
}

function byPlace(uploads: readonly Upload[]): ReadonlyMap<NodeKey | null, readonly Upload[]> {
  const places = new Map<NodeKey | null, Upload[]>();
  for (const upload of uploads) places.set(upload.after, [...(places.get(upload.after) ?? []), upload]);
  return places;
}

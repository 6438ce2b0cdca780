import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import type { BindingV2 } from '@lexical/yjs';
import { BLUR_COMMAND, COMMAND_PRIORITY_EDITOR, FOCUS_COMMAND, mergeRegister } from 'lexical';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { DocumentConnection } from '../hooks/use-document-connection.ts';
import { useSyncFact } from '../hooks/use-sync-status.ts';
import { type BoundDocument, bindDocument } from './bind-document.ts';
import { registerUndo } from './undo.ts';

/**
 * Binds the composer's editor to the connection's document while mounted, with undo, focus and the right to write.
 * @param bound filled with the bound document, for the composer's `onError`
 * @returns the binding, null until it exists
 */
export function useBoundDocument(
  connection: DocumentConnection,
  bound: RefObject<BoundDocument | null>,
  onBroken: (error: unknown) => void,
): BindingV2 | null {
  const [editor] = useLexicalComposerContext();
  const [binding, setBinding] = useState<BindingV2 | null>(null);
  const [broken, setBroken] = useState(false);
  const editable = useSyncFact(connection, (status) => status.editable);
  const latestOnBroken = useRef(onBroken);
  useEffect(() => {
    latestOnBroken.current = onBroken;
  }, [onBroken]);

  useEffect(() => {
    const { doc, awareness, status } = connection;
    const document = bindDocument({
      editor,
      doc,
      awareness,
      mayWrite: () => status.getSnapshot().editable,
      onBroken: (error) => {
        setBroken(true);
        latestOnBroken.current(error);
      },
    });
    bound.current = document;
    setBinding(document.binding);
    const focus = (focused: boolean): false => {
      awareness.setLocalStateField('focused', focused);
      return false;
    };
    const unregister = mergeRegister(
      registerUndo(editor, document.binding),
      editor.registerCommand(FOCUS_COMMAND, () => focus(true), COMMAND_PRIORITY_EDITOR),
      editor.registerCommand(BLUR_COMMAND, () => focus(false), COMMAND_PRIORITY_EDITOR),
    );
    return () => {
      unregister();
      document.stop();
      bound.current = null;
      setBinding(null);
    };
  }, [editor, connection, bound]);

  useEffect(() => {
    editor.setEditable(editable && !broken);
  }, [editor, editable, broken]);

  return binding;
}

import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import type { BindingV2 } from '@lexical/yjs';
import { BLUR_COMMAND, COMMAND_PRIORITY_EDITOR, FOCUS_COMMAND, mergeRegister } from 'lexical';
import { type RefObject, useEffect, useState } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import { useSyncFact } from '../../hooks/use-sync-status.ts';
import type { EditedRoom } from '../editor-scope.ts';
import { registerNodes } from '../register-nodes.ts';
import { type BoundDocument, bindDocument } from './bind-document.ts';
import { registerUndo, type UndoWay } from './undo.ts';

export interface BindingOptions {
  readonly room: EditedRoom;
  /** Nothing may be written, whatever the room says. */
  readonly frozen: boolean;
  /** Filled with the bound document, for the composer's `onError`. */
  readonly bound: RefObject<BoundDocument | null>;
  readonly onBroken: (error: unknown) => void;
  /** Undo or redo was asked for, and there is nothing to change. */
  readonly onNothing: (way: UndoWay) => void;
}

/**
 * Binds the composer's editor to the room's document while mounted, with undo, focus and the right to write.
 * @returns the binding, null until it exists
 */
export function useBoundDocument({ room, frozen, bound, onBroken, onNothing }: BindingOptions): BindingV2 | null {
  const [editor] = useLexicalComposerContext();
  const [binding, setBinding] = useState<BindingV2 | null>(null);
  const [broken, setBroken] = useState(false);
  const editable = useSyncFact(room, (status) => status.editable);
  const latestOnBroken = useLatest(onBroken);
  const latestOnNothing = useLatest(onNothing);
  const latestFrozen = useLatest(frozen);

  // Before the binding fills the editor.
  useEffect(() => registerNodes(editor), [editor]);

  useEffect(() => {
    const { doc, awareness, status } = room;
    const document = bindDocument({
      editor,
      doc,
      awareness,
      mayWrite: () => status.getSnapshot().editable && !latestFrozen.current,
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
      registerUndo(editor, document, { onNothing: (way) => latestOnNothing.current(way) }),
      editor.registerCommand(FOCUS_COMMAND, () => focus(true), COMMAND_PRIORITY_EDITOR),
      editor.registerCommand(BLUR_COMMAND, () => focus(false), COMMAND_PRIORITY_EDITOR),
    );
    return () => {
      unregister();
      document.stop();
      bound.current = null;
      setBinding(null);
    };
  }, [editor, room, bound, latestFrozen, latestOnBroken, latestOnNothing]);

  useEffect(() => {
    editor.setEditable(editable && !broken && !frozen);
  }, [editor, editable, broken, frozen]);

  return binding;
}

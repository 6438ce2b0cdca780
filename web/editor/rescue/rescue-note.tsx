import type { BindingV2 } from '@lexical/yjs';
import { HISTORY_PUSH_TAG, type LexicalEditor } from 'lexical';
import { X } from 'lucide-react';
import { type JSX, useEffect, useState } from 'react';
import { type Rescued, useRescued } from '../../hooks/use-rescued.ts';
import { useEditorScope } from '../editor-scope.ts';
import { showRange } from '../show-range.ts';
import { $standing } from './standing.ts';

export interface RescueNoteProps {
  readonly editor: LexicalEditor;
  readonly binding: BindingV2;
}

/** What somebody has read and sent away doesn't come back with the next visit of the document. */
const dismissed = new WeakSet<Rescued>();

/** Says that words have a paragraph of their own because what they were written in is gone, for as long as they have it. */
export function RescueNote({ editor, binding }: RescueNoteProps): JSX.Element | null {
  const { room, text, editable, announce } = useEditorScope();
  const rescued = useRescued(room);
  const [shown, show] = useState<Rescued | null>(null);

  useEffect(() => {
    if (rescued === null || dismissed.has(rescued)) return;
    show(rescued);
    announce(text.rescue[rescued.words]);
    return editor.registerUpdateListener(({ editorState }) => {
      if (!editorState.read(() => $standing(binding, rescued).length > 0)) show(null);
    });
  }, [rescued, binding, editor, announce, text]);

  if (shown === null) return null;
  const dismiss = (): void => {
    dismissed.add(shown);
    show(null);
    editor.focus();
  };
  const goThere = (): void => {
    const [first] = editor.read('latest', () => $standing(binding, shown));
    const element = first === undefined ? null : editor.getElementByKey(first.getKey());
    if (first === undefined || element === null) return;
    const range = document.createRange();
    range.selectNodeContents(element);
    showRange(range);
    editor.update(() => void first.selectEnd());
    editor.focus();
  };
  const undo = (): void => {
    editor.update(
      () => {
        for (const node of $standing(binding, shown)) {
          // A page without a block can't be typed in.
          if (node.getParent()?.getChildrenSize() === 1) node.clear();
          else node.remove();
        }
      },
      { tag: HISTORY_PUSH_TAG },
    );
    dismiss();
  };
  return (
    <div className="rescue-place">
      <section className="rescue-note" aria-label={text.rescue.label}>
        <p>{text.rescue[shown.words]}</p>
        <button type="button" className="button" onClick={goThere}>
          {text.rescue.show}
        </button>
        {editable && (
          <button type="button" className="button" onClick={undo}>
            {text.common.undo}
          </button>
        )}
        <button type="button" className="icon-button" aria-label={text.common.close} title={text.common.close} onClick={dismiss}>
          <X aria-hidden="true" size={16} />
        </button>
      </section>
    </div>
  );
}

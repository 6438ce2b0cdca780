import type { BindingV2 } from '@lexical/yjs';
import type { LexicalEditor, NodeKey } from 'lexical';
import { type CSSProperties, type JSX, useEffect, useState } from 'react';
import { useEditorScope } from '../editor-scope.ts';
import { Floating } from '../floating.tsx';
import type { Changer } from './same-block.ts';
import { watchBlock } from './watch-block.ts';

export interface BlockNoticeProps {
  readonly editor: LexicalEditor;
  readonly binding: BindingV2;
}

/** Says above the block that one writes in that somebody else changes it, for some seconds. */
export function BlockNotice({ editor, binding }: BlockNoticeProps): JSX.Element | null {
  const { room, text, container, announceOthers } = useEditorScope();
  const [shown, show] = useState<{ readonly changer: Changer; readonly block: NodeKey } | null>(null);
  const words = text.together;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = watchBlock({
      ...{ editor, binding, awareness: room.awareness, now: Date.now },
      nobody: { id: '', name: words.somebody, hue: 0 },
      onNotice: ({ changer, fresh, until }, block) => {
        show((now) => (now?.changer.id === changer.id && now.block === block ? now : { changer, block }));
        if (fresh) announceOthers(words.changes(changer.name));
        clearTimeout(timer);
        timer = setTimeout(() => show(null), until - Date.now());
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [editor, binding, room, words, announceOthers]);

  if (shown === null) return null;
  return (
    <Floating
      className="block-notice"
      // What it says is said to screen readers once, by the region for that.
      aria-hidden="true"
      anchor={() => editor.getElementByKey(shown.block)?.getBoundingClientRect() ?? null}
      within={container.current}
      placement="top-end"
      style={{ '--hue': shown.changer.hue } as CSSProperties}
    >
      {words.changes(shown.changer.name)}
    </Floating>
  );
}

import { CodeNode } from '@lexical/code-core';
import type { LexicalEditor } from 'lexical';
import { useEffect } from 'react';
import { useEditorScope } from '../editor-scope.ts';

/** Lets readers move wide code sideways by keyboard: it can be gone to with Tab. Who writes has the caret for that. */
export function useScrolledCode(editor: LexicalEditor): void {
  const { editable } = useEditorScope();
  useEffect(() => {
    if (editable) return;
    const blocks = new Set<HTMLElement>();
    const sizes = new ResizeObserver((entries) => {
      for (const { target } of entries) if (target instanceof HTMLElement) mark(target);
    });
    const stop = editor.registerMutationListener(
      CodeNode,
      (mutations) => {
        for (const key of mutations.keys()) {
          const block = editor.getElementByKey(key);
          if (block === null) continue;
          blocks.add(block);
          sizes.observe(block);
          mark(block);
        }
      },
      { skipInitialization: false },
    );
    return () => {
      stop();
      sizes.disconnect();
      for (const block of blocks) block.removeAttribute('tabindex');
    };
  }, [editor, editable]);
}

function mark(block: HTMLElement): void {
  if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
  else block.removeAttribute('tabindex');
}

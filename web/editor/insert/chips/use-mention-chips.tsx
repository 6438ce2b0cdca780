import {
  $getNodeByKey,
  $getSelection,
  $isNodeSelection,
  COMMAND_PRIORITY_HIGH,
  KEY_ENTER_COMMAND,
  type LexicalEditor,
  mergeRegister,
  type NodeKey,
} from 'lexical';
import { type JSX, useEffect, useLayoutEffect } from 'react';
import { $isMentionNode, MENTION_VIEWS, type MentionValue } from '../../../../shared/lexical/mention.ts';
import { useEditorScope } from '../../editor-scope.ts';
import { DocumentChip } from './document-chip.tsx';
import { PersonChip } from './person-chip.tsx';
import { TaskChip } from './task-chip.tsx';

/** Draws the mentions in `editor` as what they point at is now. The one that the caret walked to is marked, and Enter opens it. */
export function useMentionChips(editor: LexicalEditor): void {
  const { addressOf, navigate, announce } = useEditorScope();
  // Before the document's content is shown.
  useLayoutEffect(() => MENTION_VIEWS.register(editor, (value) => <MentionChip {...value} />), [editor]);

  useEffect(() => {
    let marked: HTMLElement | null = null;
    const mark = (key: NodeKey | null): void => {
      const element = key === null ? null : editor.getElementByKey(key);
      if (element === marked) return;
      marked?.removeAttribute('data-selected');
      element?.setAttribute('data-selected', '');
      marked = element;
      const chip = element?.firstElementChild;
      const name = chip?.getAttribute('aria-label') ?? chip?.querySelector('.visually-hidden')?.textContent;
      if (name != null) announce(name);
    };
    return mergeRegister(
      editor.registerUpdateListener(({ editorState }) => mark(editorState.read($selectedMention)?.key ?? null)),
      editor.registerCommand(
        KEY_ENTER_COMMAND,
        (event) => {
          const mention = $selectedMention()?.value;
          if (mention === undefined || event === null || event.isComposing) return false;
          event.preventDefault();
          navigate(addressOf(mention.kind, mention.target));
          return true;
        },
        COMMAND_PRIORITY_HIGH,
      ),
    );
  }, [editor, addressOf, navigate, announce]);
}

function $selectedMention(): { readonly key: NodeKey; readonly value: MentionValue } | null {
  const selection = $getSelection();
  if (!$isNodeSelection(selection)) return null;
  const [key, another] = selection._nodes;
  const node = key === undefined || another !== undefined ? null : $getNodeByKey(key);
  return key !== undefined && $isMentionNode(node) ? { key, value: node.getMention() } : null;
}

function MentionChip(value: MentionValue): JSX.Element {
  switch (value.kind) {
    case 'user':
      return <PersonChip {...value} />;
    case 'task':
      return <TaskChip {...value} />;
    case 'document':
      return <DocumentChip {...value} />;
  }
}

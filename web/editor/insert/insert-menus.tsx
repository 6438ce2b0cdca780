import type { LexicalEditor } from 'lexical';
import { type JSX, useEffect, useState } from 'react';
import type { MentionKind } from '../../../shared/model/mentions.ts';
import { useEditorScope } from '../editor-scope.ts';
import { BlockMenu } from './block-menu.tsx';
import { MentionMenu } from './mention-menu.tsx';
import { useTyped } from './suggest/use-typed.ts';

/** The lists that `/` and `@` open at the caret. */
export function InsertMenus({ editor }: { readonly editor: LexicalEditor }): JSX.Element | null {
  const { editable } = useEditorScope();
  const { typed, dismiss } = useTyped(editor, editable);
  const [only, setOnly] = useState<MentionKind | null>(null);
  const isMention = typed?.kind === 'mention';
  useEffect(() => {
    if (!isMention) setOnly(null);
  }, [isMention]);
  if (typed === null) return null;
  if (isMention) return <MentionMenu editor={editor} typed={typed} only={only} onDismiss={dismiss} />;
  return <BlockMenu editor={editor} typed={typed} onDismiss={dismiss} onMention={setOnly} />;
}

import type { LexicalEditor } from 'lexical';
import { type JSX, useMemo } from 'react';
import { MENTION_KINDS, type MentionKind } from '../../../shared/model/mentions.ts';
import { useEditorScope } from '../editor-scope.ts';
import { $insertMention } from './insert-mention.ts';
import { mentionGroups } from './mention-groups.ts';
import { type Suggestion, SuggestList } from './suggest/suggest-list.tsx';
import type { Typed } from './suggest/typed.ts';
import { useMentionables } from './use-mentionables.tsx';

export interface MentionMenuProps {
  readonly editor: LexicalEditor;
  readonly typed: Typed;
  /** The only kind that is asked for; null for all. */
  readonly only: MentionKind | null;
  readonly onDismiss: () => void;
}

/** What `@` offers: people, tasks and documents of the project. */
export function MentionMenu({ editor, typed, only, onDismiss }: MentionMenuProps): JSX.Element {
  const { text } = useEditorScope();
  const all = useMentionables();
  const groups = useMemo(
    () =>
      mentionGroups(all, typed.query, only === null ? MENTION_KINDS : [only]).map(({ kind, items }) => ({
        label: text.insert.groups[kind],
        items: items.map(({ id, name, hint, icon }): Suggestion => {
          const $insert = (): void => $insertMention({ kind, id, label: name });
          return { id: `${kind}:${id}`, name, icon, $insert, ...(hint !== undefined && { hint }) };
        }),
      })),
    [all, typed.query, only, text],
  );
  return <SuggestList editor={editor} typed={typed} label={text.insert.mentions} groups={groups} onDismiss={onDismiss} />;
}

import { $getSelection, type LexicalEditor } from 'lexical';
import { AtSign, FileText, SquareCheck } from 'lucide-react';
import { type JSX, useMemo } from 'react';
import type { MentionKind } from '../../../shared/model/mentions.ts';
import { useEditorScope } from '../editor-scope.ts';
import { matching } from './suggest/match.ts';
import { type Suggestion, SuggestList } from './suggest/suggest-list.tsx';
import type { Typed } from './suggest/typed.ts';

export interface BlockMenuProps {
  readonly editor: LexicalEditor;
  readonly typed: Typed;
  readonly onDismiss: () => void;
  /** A mention of that kind is wanted, and its sign was typed. */
  readonly onMention: (kind: MentionKind) => void;
}

const MENTIONS = [
  { kind: 'user', icon: <AtSign aria-hidden="true" size={16} /> },
  { kind: 'task', icon: <SquareCheck aria-hidden="true" size={16} /> },
  { kind: 'document', icon: <FileText aria-hidden="true" size={16} /> },
] as const;

/** What `/` offers: kinds of blocks, and mentions. */
export function BlockMenu({ editor, typed, onDismiss, onMention }: BlockMenuProps): JSX.Element {
  const { text } = useEditorScope();
  const groups = useMemo(() => {
    const mentions = MENTIONS.map(({ kind, icon }) => ({
      id: kind,
      icon,
      ...text.insert.mention[kind],
      $insert: (): void => $getSelection()?.insertText('@'),
      inserted: (): void => onMention(kind),
    }));
    const found: readonly Suggestion[] = matching(mentions, typed.query);
    return found.length === 0 ? [] : [{ label: text.insert.mentioning, items: found }];
  }, [text, typed.query, onMention]);
  return <SuggestList editor={editor} typed={typed} label={text.insert.blocks} groups={groups} onDismiss={onDismiss} />;
}

import { $getSelection, $isRangeSelection, type LexicalEditor } from 'lexical';
import { AtSign, FileInput, FileText, type LucideIcon, SquareCheck } from 'lucide-react';
import { type JSX, useMemo } from 'react';
import type { MentionKind } from '../../../shared/model/mentions.ts';
import { useEditorScope } from '../editor-scope.ts';
import { $isInTable } from '../tables/chosen.ts';
import { CHOOSE_IMPORT } from '../transfer/commands.ts';
import { BLOCK_KINDS, type BlockKind } from '../writing/block-kinds.ts';
import { BLOCK_GROUPS, type Insertable, insertableGroups } from './block-groups.ts';
import { type Suggestion, SuggestList } from './suggest/suggest-list.tsx';
import type { Typed } from './suggest/typed.ts';

export interface BlockMenuProps {
  readonly editor: LexicalEditor;
  readonly typed: Typed;
  readonly onDismiss: () => void;
  /** A mention of that kind is wanted, and its sign was typed. */
  readonly onMention: (kind: MentionKind) => void;
}

const MENTIONS: readonly { readonly kind: MentionKind; readonly icon: LucideIcon }[] = [
  { kind: 'user', icon: AtSign },
  { kind: 'task', icon: SquareCheck },
  { kind: 'document', icon: FileText },
];

/** What `/` offers: kinds of blocks, a file, and mentions. */
export function BlockMenu({ editor, typed, onDismiss, onMention }: BlockMenuProps): JSX.Element {
  const { text } = useEditorScope();
  const { query } = typed;
  const inTable = editor.getEditorState().read($isInTable);
  const groups = useMemo(() => {
    const words = text.insert;
    const kinds = BLOCK_KINDS.filter(({ id }) => !(inTable && id === 'table')).map(({ id, icon: Icon, seldom, $apply }) => ({
      id,
      group: words.groups[BLOCK_GROUPS[id]],
      icon: <Icon aria-hidden="true" size={16} />,
      ...text.writing.blocks[id],
      ...(seldom && { seldom }),
      $insert: (): void => $replaceSelection($apply),
    }));
    const mentions = MENTIONS.map(({ kind, icon: Icon }) => ({
      id: kind,
      group: words.mentioning,
      icon: <Icon aria-hidden="true" size={16} />,
      ...words.mention[kind],
      $insert: (): void => $getSelection()?.insertText('@'),
      inserted: (): void => onMention(kind),
    }));
    const file = {
      id: 'import',
      group: words.groups.things,
      icon: <FileInput aria-hidden="true" size={16} />,
      ...text.transfer.insert,
      $insert: (): void => $replaceSelection(),
      inserted: (): void => void editor.dispatchCommand(CHOOSE_IMPORT, undefined),
    };
    const found = insertableGroups<Suggestion & Insertable>([...kinds, file, ...mentions], query);
    return found.map(({ group, items }) => ({ label: group, items }));
  }, [editor, text, query, inTable, onMention]);
  return <SuggestList editor={editor} typed={typed} label={text.insert.blocks} groups={groups} onDismiss={onDismiss} />;
}

/** What was typed goes, and what its block is made of comes, if anything. */
function $replaceSelection($apply?: BlockKind['$apply']): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  selection.removeText();
  $apply?.();
}

import { MessageSquarePlus } from 'lucide-react';
import { useContext } from 'react';
import { useEditorScope } from '../editor-scope.ts';
import { CommentsScopeContext } from './comments-scope.ts';

/** Something that one can do with what is selected, as a bar shows it. */
export interface SelectionAction {
  readonly label: string;
  readonly icon: typeof MessageSquarePlus;
  /** As `aria-keyshortcuts` has it. */
  readonly keys: string;
  /** To be called while it is selected. */
  readonly run: () => void;
}

/** Begins a comment on what is selected; null for who may say nothing here. */
export function useCommentAction(): SelectionAction | null {
  const { text } = useEditorScope();
  const comments = useContext(CommentsScopeContext);
  if (comments === null || !comments.speaks) return null;
  return { label: text.threads.comment, icon: MessageSquarePlus, keys: 'Control+Alt+M', run: comments.comment };
}

import { MessageSquareText } from 'lucide-react';
import type { ButtonHTMLAttributes, JSX } from 'react';
import { useContext } from 'react';
import { useStoreOr } from '../../hooks/use-store.ts';
import { useEditorScope } from '../editor-scope.ts';
import { CommentsScopeContext } from './comments-scope.ts';

/** Shows and hides what is said about the document, and tells how many threads are open. */
export function CommentsButton({ className = '', ...rest }: ButtonHTMLAttributes<HTMLButtonElement>): JSX.Element {
  const { text, panel, showPanel } = useEditorScope();
  const open = useStoreOr(useContext(CommentsScopeContext)?.threads.store.open, 0);
  const isShown = panel === 'comments';
  const label = text.threads.show(open);
  return (
    <button
      type="button"
      {...rest}
      className={`comments-button ${className}`}
      aria-label={label}
      title={label}
      aria-expanded={isShown}
      onClick={() => showPanel(isShown ? null : 'comments')}
    >
      <MessageSquareText aria-hidden="true" size={16} />
      {open > 0 && <span>{open}</span>}
    </button>
  );
}

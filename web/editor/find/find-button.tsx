import { Search } from 'lucide-react';
import type { ButtonHTMLAttributes, JSX } from 'react';
import { useEditorScope } from '../editor-scope.ts';

/** Shows and hides the bar that finds words. */
export function FindButton({ className = '', ...rest }: ButtonHTMLAttributes<HTMLButtonElement>): JSX.Element {
  const { text, finding, showFind } = useEditorScope();
  return (
    <button
      type="button"
      {...rest}
      className={`icon-button ${className}`}
      aria-label={text.find.title}
      title={text.find.title}
      aria-expanded={finding}
      aria-keyshortcuts="Control+F"
      onClick={() => showFind(!finding)}
    >
      <Search aria-hidden="true" size={16} />
    </button>
  );
}

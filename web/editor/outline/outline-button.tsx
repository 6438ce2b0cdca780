import { ListTree } from 'lucide-react';
import type { ButtonHTMLAttributes, JSX } from 'react';
import { useEditorScope } from '../editor-scope.ts';

/** Shows and hides the headings beside the text. */
export function OutlineButton({ className = '', ...rest }: ButtonHTMLAttributes<HTMLButtonElement>): JSX.Element {
  const { text, panel, showPanel } = useEditorScope();
  const isShown = panel === 'outline';
  return (
    <button
      type="button"
      {...rest}
      className={`icon-button ${className}`}
      aria-label={text.find.outline}
      title={text.find.outline}
      aria-expanded={isShown}
      onClick={() => showPanel(isShown ? null : 'outline')}
    >
      <ListTree aria-hidden="true" size={16} />
    </button>
  );
}

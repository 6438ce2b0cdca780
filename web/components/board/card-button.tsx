import { Ellipsis } from 'lucide-react';
import type { JSX } from 'react';
import { useBoardContext } from './board-context.ts';

/** What can be done to a card, for mice, fingers and screen readers; keys do the same without it. */
export function CardButton({ taskId, title }: { readonly taskId: string; readonly title: string }): JSX.Element {
  const { text, ui } = useBoardContext();
  return (
    <button
      type="button"
      className="weft-icon-button weft-card-button"
      tabIndex={-1}
      aria-haspopup="menu"
      aria-label={text.cardMenu(title)}
      title={text.cardMenu(title)}
      onClick={(event) => ui.openMenu({ kind: 'card', taskId, anchor: event.currentTarget })}
    >
      <Ellipsis aria-hidden="true" size={16} />
    </button>
  );
}

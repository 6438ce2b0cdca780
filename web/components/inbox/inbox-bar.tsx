import { Undo2, X } from 'lucide-react';
import { type JSX, useEffect, useRef } from 'react';
import type { InboxText } from '../../i18n/inbox.ts';

/** ms. Long enough to read and to reach. */
const STAYS = 10_000;

export interface InboxBarProps {
  readonly said: string;
  /** Null where there is nothing to undo: what failed stays until it is closed. */
  readonly onUndo: (() => void) | null;
  readonly onClose: () => void;
  readonly text: InboxText;
}

/** Says what was done and offers to undo it, or what failed. It waits while somebody is on it. */
export function InboxBar({ said, onUndo, onClose, text }: InboxBarProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const undoable = onUndo !== null;
  useEffect(() => {
    if (!undoable) return;
    const timer = setInterval(() => {
      if (element.current?.matches(':hover, :focus-within') === false) onClose();
    }, STAYS);
    return () => clearInterval(timer);
  }, [undoable, onClose]);
  return (
    <div ref={element} className="weft-inbox-bar">
      <p>{said}</p>
      {onUndo !== null && (
        <button type="button" className="weft-button" title={`${text.undo} (Z)`} onClick={onUndo}>
          <Undo2 aria-hidden="true" size={16} />
          {text.undo}
        </button>
      )}
      <button type="button" className="weft-icon-button" aria-label={text.dismiss} onClick={onClose}>
        <X aria-hidden="true" size={16} />
      </button>
    </div>
  );
}

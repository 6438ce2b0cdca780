import { CheckCheck, X } from 'lucide-react';
import type { JSX } from 'react';
import { useInboxContext } from './inbox-context.ts';

export interface InboxHeaderProps {
  readonly titleId: string;
  readonly unread: number;
  readonly onReadAll: () => void;
  readonly onClose: () => void;
}

export function InboxHeader({ titleId, unread, onReadAll, onClose }: InboxHeaderProps): JSX.Element {
  const { text } = useInboxContext();
  return (
    <header className="weft-inbox-header">
      <h2 id={titleId}>{text.title}</h2>
      <button
        type="button"
        className="weft-icon-button"
        aria-label={text.readAll}
        title={text.readAll}
        // It keeps the focus when there is nothing more to read.
        aria-disabled={unread === 0 || undefined}
        onClick={onReadAll}
      >
        <CheckCheck aria-hidden="true" size={16} />
      </button>
      <button type="button" className="weft-icon-button" aria-label={text.close} title={text.close} onClick={onClose}>
        <X aria-hidden="true" size={16} />
      </button>
    </header>
  );
}

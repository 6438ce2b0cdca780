import { Bell } from 'lucide-react';
import type { ButtonHTMLAttributes, JSX } from 'react';
import { useUnread } from '../../hooks/use-notifications.ts';
import { LANGUAGES, type Language } from '../../i18n/languages.ts';

/** More than this has no room on a bell. */
const MOST = 99;

export interface InboxBellProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onToggle'> {
  /** Whether the inbox is open. */
  readonly open: boolean;
  readonly onToggle: () => void;
  /** English by default. */
  readonly language?: Language;
}

/** Opens and closes the inbox, and says how much of it is unread. It stands inside a WebSocketProvider. */
export function InboxBell({ open, onToggle, language = 'en', className = '', ...rest }: InboxBellProps): JSX.Element {
  const unread = useUnread();
  const { text } = LANGUAGES[language];
  const name = text.inbox.bell(unread);
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      aria-expanded={open}
      aria-haspopup="dialog"
      {...rest}
      className={`weft-root weft-bell ${className}`}
      onClick={onToggle}
    >
      <Bell aria-hidden="true" size={18} />
      {unread > 0 && (
        <span aria-hidden="true" className="weft-bell-count">
          {unread > MOST ? `${MOST}+` : unread}
        </span>
      )}
    </button>
  );
}

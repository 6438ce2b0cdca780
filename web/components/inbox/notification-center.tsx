import type { HTMLAttributes, JSX, ReactNode } from 'react';
import type { InboxEntry } from '../../hooks/use-notifications.ts';
import type { Language } from '../../i18n/languages.ts';
import { OpenInbox } from './open-inbox.tsx';

export interface NotificationCenterProps extends HTMLAttributes<HTMLElement> {
  readonly isOpen: boolean;
  /** Escape, or its button. */
  readonly onClose: () => void;
  /** English by default. */
  readonly language?: Language;
  /** Where what an entry is about can be seen: entries are links then. Null for what has no page. */
  readonly hrefOf?: (entry: InboxEntry) => string | null;
  /** Somebody opens an entry, which is marked as read: the page goes there itself then, instead of the browser. */
  readonly onOpenEntry?: (entry: InboxEntry) => void;
  /** What a project is called, where the page knows. */
  readonly nameOfProject?: (projectId: string) => string | undefined;
  /** The colour that somebody chose, where the page knows. */
  readonly colorOf?: (userId: string) => string | undefined;
  /** Stands between the tabs and the list. */
  readonly children?: ReactNode;
}

/**
 * One's inbox, at the right edge of the page: `--weft-inbox-top` keeps it below a bar. It takes the focus when it opens, and gives it back. It
 * stands inside a WebSocketProvider.
 */
export function NotificationCenter({ isOpen, ...rest }: NotificationCenterProps): JSX.Element | null {
  return isOpen ? <OpenInbox {...rest} /> : null;
}

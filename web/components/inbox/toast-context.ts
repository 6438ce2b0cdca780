import { createContext, useContext } from 'react';
import type { InboxEntry } from '../../hooks/use-notifications.ts';
import type { InboxText } from '../../i18n/inbox.ts';

/** What every toast needs. */
export interface ToastContextValue {
  readonly text: InboxText;
  /** Somebody is on one of them: none goes by itself. */
  readonly held: boolean;
  readonly colorOf: (userId: string) => string | undefined;
  readonly onGone: (id: string) => void;
  readonly hrefOf: (entry: InboxEntry) => string | null;
  readonly onOpenEntry: ((entry: InboxEntry) => void) | null;
}

export const ToastContext = createContext<ToastContextValue | null>(null);

export function useToastContext(): ToastContextValue {
  const value = useContext(ToastContext);
  if (value === null) throw new Error('Toasts stand inside <InboxToasts> alone.');
  return value;
}

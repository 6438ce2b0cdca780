import { createContext, useContext } from 'react';
import type { InboxActions, InboxEntry } from '../../hooks/use-notifications.ts';
import type { InboxText } from '../../i18n/inbox.ts';
import type { Deeds } from '../use-deeds.ts';

/** What every part of an open inbox needs. */
export interface InboxContextValue {
  readonly text: InboxText;
  /** BCP 47, for times. */
  readonly language: string;
  readonly muted: readonly string[];
  /** Null until the inbox has come. */
  readonly actions: InboxActions | null;
  readonly hrefOf: (entry: InboxEntry) => string | null;
  /** Tells the page that somebody opens an entry; null where it doesn't want to know. */
  readonly onOpenEntry: ((entry: InboxEntry) => void) | null;
  readonly nameOfProject: (projectId: string) => string | undefined;
  readonly colorOf: (userId: string) => string | undefined;
  /** What a source that can be muted is called. */
  readonly nameOfSource: (source: string) => string;
  /** Does something; what fails is told. A deed is told, and can be undone, until the next one. */
  readonly act: Deeds['act'];
  /** Archives an entry, or takes it back. */
  readonly archive: (entry: InboxEntry) => void;
  readonly openMenu: (entry: InboxEntry, anchor: Element) => void;
}

export const InboxContext = createContext<InboxContextValue | null>(null);

export function useInboxContext(): InboxContextValue {
  const value = useContext(InboxContext);
  if (value === null) throw new Error('Parts of an inbox stand inside <NotificationCenter> alone.');
  return value;
}

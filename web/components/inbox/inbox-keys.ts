import type { KeyboardEvent } from 'react';
import type { InboxEntry } from '../../hooks/use-notifications.ts';
import type { EntryDeeds } from './use-entry-deeds.ts';

export interface InboxKeysOptions {
  readonly deeds: Pick<EntryDeeds, 'archive' | 'toggleRead'>;
  /** The entry that the keys act on; null where none has the focus. */
  readonly entry: () => InboxEntry | null;
  readonly step: (by: 1 | -1) => void;
  readonly undo: () => void;
  readonly close: () => void;
}

/** One key each: what was done with it is kept from the browser. */
export function onInboxKey(event: KeyboardEvent, { deeds, entry, step, undo, close }: InboxKeysOptions): void {
  if (event.defaultPrevented || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const onEntry = (deed: (entry: InboxEntry) => void) => (): void => {
    const current = entry();
    if (current !== null) deed(current);
  };
  const keys = new Map([
    ['escape', close],
    ['j', () => step(1)],
    ['arrowdown', () => step(1)],
    ['k', () => step(-1)],
    ['arrowup', () => step(-1)],
    ['e', onEntry(deeds.archive)],
    ['u', onEntry(deeds.toggleRead)],
    ['z', undo],
  ]);
  const act = keys.get(event.key.toLowerCase());
  if (act === undefined) return;
  event.preventDefault();
  act();
}

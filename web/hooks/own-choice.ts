import type { PresenceStatus } from '../../shared/model/presence.ts';
import { dropKept, readKept, writeKept } from '../client/kept.ts';

/** What a person can choose to be shown as: `away` comes by itself. */
export type OwnChoice = Exclude<PresenceStatus, 'away'>;

/** A choice that outlives the page and is the same in all tabs. */
export interface KeptChoice {
  read(): OwnChoice;
  write(choice: OwnChoice): void;
  /** Calls `listener` when another tab has chosen. Returns its stop. */
  watch(listener: (choice: OwnChoice) => void): () => void;
}

/** Kept in this browser under the person's id: the next page of theirs begins with it, somebody else's doesn't. */
export function browserChoice(userId: string): KeptChoice {
  const key = `weft.status.${userId}`;
  return {
    read: () => choiceOf(readKept(key)),
    write: (choice) => (choice === 'online' ? dropKept(key) : writeKept(key, choice)),
    watch: (listener) => {
      // Another tab of this browser wrote it; what this tab writes isn't told here.
      const onStorage = (event: StorageEvent): void => {
        if (event.key === key) listener(choiceOf(event.newValue));
      };
      window.addEventListener('storage', onStorage);
      return () => window.removeEventListener('storage', onStorage);
    },
  };
}

function choiceOf(kept: string | null): OwnChoice {
  return kept === 'busy' ? 'busy' : 'online';
}

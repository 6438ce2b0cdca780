import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { parsePresence } from '../../shared/model/presence.ts';
import type { Time } from '../../shared/time.ts';
import type { EventDraft } from './events-hub.ts';
import type { ReadableStore } from './store.ts';
import type { Link } from './sync-status.ts';

/** Who somebody is, as far as others see. */
export interface Who {
  readonly id: string;
  readonly name: string;
}

/** What events are derived from, and where they are told. */
export interface EventSource {
  readonly room: string;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly link: ReadableStore<Link>;
  readonly time: Time;
  /** The person at this browser. */
  readonly me: () => Who | null;
  readonly tell: (draft: EventDraft) => void;
}

/** Tells changes from what was there before, and whose they are. */
export interface Changes {
  /** True for what is done here, and for what came in after the room was first synced. */
  isLive(transaction: Y.Transaction): boolean;
  /**
   * Who made a change: null where that can't be said, because they are away or several came at once.
   * @param client who wrote what was changed, where that is known
   */
  authorOf(transaction: Y.Transaction, client?: number): string | null;
  stop(): void;
}

export function watchChanges({ doc, awareness, link, me }: EventSource): Changes {
  let synced = link.getSnapshot() === 'connected';
  /** Those who have left are known still: what they wrote may come after them. */
  const people = new Map<number, string>();
  const meet = (clients: Iterable<number>): void => {
    for (const client of clients) {
      const presence = parsePresence(awareness.getStates().get(client));
      if (presence !== null) people.set(client, presence.user.id);
    }
  };
  const onAwareness = ({ added, updated }: { readonly added: number[]; readonly updated: number[] }): void => meet([...added, ...updated]);
  meet(awareness.getStates().keys());
  awareness.on('change', onAwareness);
  const unsubscribe = link.subscribe(() => {
    synced ||= link.getSnapshot() === 'connected';
  });
  return {
    isLive: ({ local }) => local || synced,
    authorOf: (transaction, client) => {
      if (transaction.local) return me()?.id ?? null;
      const writer = soleWriter(transaction) ?? client;
      if (writer === undefined) return null;
      return writer === doc.clientID ? (me()?.id ?? null) : (people.get(writer) ?? null);
    },
    stop: () => {
      awareness.off('change', onAwareness);
      unsubscribe();
    },
  };
}

/** The client whose edits a transaction brought, if they are one client's. */
function soleWriter({ beforeState, afterState }: Y.Transaction): number | undefined {
  const writers = [...afterState].filter(([client, clock]) => beforeState.get(client) !== clock);
  return writers.length === 1 ? writers[0]?.[0] : undefined;
}

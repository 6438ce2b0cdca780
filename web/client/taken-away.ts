import type { OfflineStore } from './offline-store.ts';
import type { UnsentEdits } from './service-types.ts';

export interface TakenAwayOptions {
  readonly store: OfflineStore;
  /** Rooms that are open are told by the server themselves. */
  readonly isOpen: (room: string) => boolean;
  /** Told of what was never sent, before it is deleted. */
  readonly onUnsent: (edits: UnsentEdits) => void;
}

/** Deletes this browser's copies of what belongs to a room that the server took away: a project's documents and comments, a document's comments. */
export async function forgetBelow(room: string, { store, isOpen, onUnsent }: TakenAwayOptions): Promise<void> {
  for (const name of await store.roomsBelow(room)) {
    if (isOpen(name)) continue;
    const edits = await store.unsentIn(name);
    if (isOpen(name)) continue;
    if (edits !== null) onUnsent(edits);
    await store.purge(name);
  }
}

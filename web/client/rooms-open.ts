import * as Y from 'yjs';
import { CLOSE } from '../../shared/codes.ts';
import { parseRoom, type RoomName } from '../../shared/rooms.ts';
import { type ConnectOptions, connectDocument, type DocumentConnection } from './connect-document.ts';
import { createKeeper } from './offline-keeper.ts';
import type { OfflineStore } from './offline-store.ts';
import type { ServicePresence } from './service-presence.ts';
import type { UnsentEdits } from './service-types.ts';
import { createStore, type ReadableStore } from './store.ts';

/** After these the room isn't this person's any more. */
const TAKEN_AWAY: readonly number[] = [CLOSE.forbidden, CLOSE.unknownRoom];

const NEVER_KEPT: ReadableStore<boolean> = createStore(false, Object.is);

export interface OpenRoomOptions {
  readonly name: string;
  /** Where this browser keeps documents, or null. */
  readonly store: OfflineStore | null;
  readonly presence: ServicePresence;
  readonly connect: Omit<ConnectOptions, 'room' | 'doc' | 'user' | 'restore' | 'rescues' | 'onRefused'>;
  readonly onUnsentRefused: (edits: UnsentEdits) => void;
  /** The room isn't this person's any more: told after that, and after this browser began to forget it. */
  readonly onTakenAway: () => void;
}

/** A room with its document, its connection, and what keeps it in this browser. */
export interface OpenRoom {
  readonly name: string;
  readonly kind: RoomName['kind'];
  readonly doc: Y.Doc;
  readonly connection: DocumentConnection;
  readonly kept: ReadableStore<boolean>;
  /** Shows this person to the others in the room, or no longer. */
  setPresent(present: boolean): void;
  /** True when nothing would be lost if the room went now. */
  isSettled(): boolean;
  /** It isn't this person's any more: it stays refused, whatever becomes of them. */
  isTakenAway(): boolean;
  /** Deletes what this browser keeps of it. */
  discard(): Promise<void>;
  destroy(): void;
}

export function openRoom({ name, store, presence, connect, onUnsentRefused, onTakenAway }: OpenRoomOptions): OpenRoom {
  const { kind } = parseRoom(name);
  const doc = new Y.Doc();
  const keeper = store === null ? null : createKeeper({ store, room: name, doc });
  const kept = keeper?.kept ?? NEVER_KEPT;
  let loading = keeper !== null;
  let takenAway = false;
  const restore = async (restoring: ReturnType<typeof createKeeper>) => {
    const restored = await restoring.restore();
    loading = false;
    return restored;
  };
  const connection = connectDocument({
    ...connect,
    room: name,
    doc,
    rescues: kind === 'document',
    ...(keeper !== null && { restore: () => restore(keeper) }),
    onRefused: (close) => {
      if (!TAKEN_AWAY.includes(close)) return;
      takenAway = true;
      if (connection.status.getSnapshot().unsent > 0) onUnsentRefused({ room: name, update: Y.encodeStateAsUpdate(doc) });
      void keeper?.purge();
      onTakenAway();
    },
  });
  // Its listeners come after the connection's own: what is unsent must be counted when an edit is kept.
  keeper?.start(connection.status);
  return {
    name,
    kind,
    doc,
    connection,
    kept,
    setPresent: (present) => presence.show(kind, connection.awareness, present),
    isSettled: () => {
      if (loading) return false;
      const isRefused = connection.link.getSnapshot() === 'refused';
      if (connection.status.getSnapshot().unsent === 0) return isRefused || !connection.isRescuing();
      // What was refused for good has been handed over; else it must be on this browser's disk before it may leave memory.
      return takenAway || (isRefused && kept.getSnapshot());
    },
    isTakenAway: () => takenAway,
    discard: async () => {
      await keeper?.purge();
    },
    destroy: () => {
      keeper?.stop();
      connection.destroy();
      doc.destroy();
    },
  };
}

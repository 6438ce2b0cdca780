import { useCallback } from 'react';
import type { RoomHandle } from '../client/service-types.ts';
import type { SyncStatus } from '../client/sync-status.ts';
import { useKit } from './kit-context.ts';

/** A change of a room's document. */
export type RoomEdit = (doc: RoomHandle['doc']) => void;

/**
 * What writes into a room that nothing on the page need have open. It makes the edits one after the other, each when the one before it is saved on
 * the server, and resolves when the last is. It rejects with WeftError or Error where the room can't be opened or written to.
 */
export function useRoomWriter(): (room: string, edits: Iterable<RoomEdit>) => Promise<void> {
  const kit = useKit();
  return useCallback(
    async (room, edits) => {
      if (kit === null) throw new Error('There is no connection yet.');
      const { value: handle, release } = kit.rooms.take(room);
      try {
        await untilEditable(handle);
        for (const edit of edits) {
          handle.doc.transact(() => edit(handle.doc));
          await handle.saved();
        }
      } finally {
        release();
      }
    },
    [kit],
  );
}

function untilEditable({ status }: RoomHandle): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): boolean => {
      const now = status.getSnapshot();
      if (now.editable) resolve();
      else if (isRefused(now)) reject(new Error(`The room can't be written to: ${now.code ?? 'read-only'}.`));
      else return false;
      return true;
    };
    if (look()) return;
    const stop = status.subscribe(() => {
      if (look()) stop();
    });
  });
}

function isRefused({ kind, ready, readOnly }: SyncStatus): boolean {
  return kind === 'failed' || (ready && readOnly);
}

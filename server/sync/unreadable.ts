import { WeftError } from '../../shared/codes.ts';
import type { Log } from '../../shared/log.ts';
import type { RoomStore } from '../store/journal.ts';
import { StoreError } from '../store/store.ts';

export function failing(cause?: unknown): WeftError {
  return new WeftError('store.failing', 'The disk fails just now. Try again when it has recovered.', { cause });
}

export function busy(cause?: unknown): WeftError {
  return new WeftError('room.busy', 'The room cannot be read just now. Try again later.', { cause });
}

/** Why a room can't be read, for whoever asked the server itself. What is neither the store's passing trouble nor its end is logged. */
export function unreadable(error: unknown, { store, log }: { readonly store: RoomStore; readonly log: Log }): WeftError {
  if (error instanceof WeftError) return error;
  // A read that was under way when the process stops.
  const isClosed = error instanceof StoreError && error.code === 'store.closed';
  if (!store.healthy || isClosed) return failing(error);
  log.error({ error }, 'a room could not be read');
  return busy(error);
}

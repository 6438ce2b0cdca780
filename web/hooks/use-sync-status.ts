import { useCallback, useContext, useSyncExternalStore } from 'react';
import { smoothStatus } from '../client/smooth-status.ts';
import { createStore, type ReadableStore } from '../client/store.ts';
import { type FailureCode, isSameStatus, type SyncKind, type SyncStatus } from '../client/sync-status.ts';
import { systemTime } from '../client/time.ts';
import { KitContext, missingProvider } from './kit-context.ts';
import { useStoppedStore } from './use-stopped-store.ts';

export type { FailureCode, SyncKind, SyncStatus };

/** A document's connection, or a room of the service. */
export interface Synced {
  readonly status: ReadableStore<SyncStatus>;
}

/** What is so until there is a service. */
export const NOT_YET: Synced = {
  status: createStore<SyncStatus>(
    Object.freeze({ kind: 'connecting', unsent: 0, code: null, readOnly: false, role: null, ready: false, editable: false }),
    isSameStatus,
  ),
};

/**
 * One fact of the status as it is at this instant, for decisions: may one type, may one leave. Renders anew only when
 * that fact changes, so it must be a primitive.
 */
export function useSyncFact<T extends string | number | boolean | null>(source: Synced, fact: (status: SyncStatus) => T): T {
  const snapshot = (): T => fact(source.status.getSnapshot());
  return useSyncExternalStore(source.status.subscribe, snapshot, snapshot);
}

/** The status to show, without flicker: of one document's connection or room, or of all rooms of the provider's service. */
export function useSyncStatus(source?: Synced): SyncStatus {
  const kit = useContext(KitContext);
  if (source === undefined && kit === undefined) throw missingProvider();
  const status = source?.status ?? kit?.service.syncStatus ?? NOT_YET.status;
  const make = useCallback(() => smoothStatus(status, systemTime), [status]);
  return useStoppedStore(make, status.getSnapshot());
}

import { useCallback, useSyncExternalStore } from 'react';
import { smoothStatus } from '../client/smooth-status.ts';
import type { FailureCode, SyncKind, SyncStatus } from '../client/sync-status.ts';
import { systemTime } from '../client/time.ts';
import type { DocumentConnection } from './use-document-connection.ts';
import { useStoppedStore } from './use-stopped-store.ts';

export type { FailureCode, SyncKind, SyncStatus };

/**
 * One fact of the status as it is at this instant, for decisions: may one type, may one leave. Renders anew only when
 * that fact changes, so it must be a primitive.
 */
export function useSyncFact<T extends string | number | boolean | null>(
  connection: DocumentConnection,
  fact: (status: SyncStatus) => T,
): T {
  return useSyncExternalStore(connection.status.subscribe, () => fact(connection.status.getSnapshot()));
}

/** The status to show: without flicker. */
export function useSyncStatus(connection: DocumentConnection): SyncStatus {
  const make = useCallback(() => smoothStatus(connection.status, systemTime), [connection]);
  return useStoppedStore(make, connection.status.getSnapshot());
}

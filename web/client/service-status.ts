import type { OpenRoom } from './rooms-open.ts';
import type { ServiceStatus } from './service-types.ts';
import type { Link, SyncKind, SyncStatus } from './sync-status.ts';

/** Worst first: what one room has to tell outweighs all that is well. */
const KINDS: readonly SyncKind[] = ['failed', 'offline', 'saving', 'connecting', 'unconfirmed', 'saved'];

/** Best first: one room that was refused doesn't make a service that works a refused one. */
const LINKS: readonly Link[] = ['connected', 'connecting', 'offline', 'failed', 'refused'];

/** Nothing is open, so nothing is unsaved. */
const NO_ROOMS: SyncStatus = Object.freeze({
  kind: 'saved',
  unsent: 0,
  code: null,
  readOnly: false,
  role: null,
  ready: false,
  editable: false,
});

/**
 * One status for all rooms: the worst kind, the sum of what is unsent.
 * @param shared those of them that one has a role in: one's own inbox says nothing about what one may do elsewhere
 */
export function combineStatus(rooms: readonly SyncStatus[], shared: readonly SyncStatus[] = rooms): SyncStatus {
  if (rooms.length === 0) return NO_ROOMS;
  const kind = KINDS.find((one) => rooms.some((room) => room.kind === one)) ?? 'saved';
  return {
    kind,
    unsent: rooms.reduce((sum, { unsent }) => sum + unsent, 0),
    code: rooms.find(({ code }) => code !== null)?.code ?? null,
    readOnly: shared.length > 0 && shared.every(({ readOnly }) => readOnly),
    role: shared.every(({ role }) => role === shared[0]?.role) ? (shared[0]?.role ?? null) : null,
    ready: rooms.every(({ ready }) => ready),
    editable: shared.some(({ editable }) => editable),
  };
}

/** As `isSameStatus`; over several rooms `editable` doesn't follow from the rest. */
export function isSameCombined(a: SyncStatus, b: SyncStatus): boolean {
  return (Object.keys(a) as (keyof SyncStatus)[]).every((key) => a[key] === b[key]);
}

/** Whether all that is unsent is in this browser's store. */
export function isUnsentKept(rooms: readonly OpenRoom[]): boolean {
  return rooms.every(({ connection, kept }) => kept.getSnapshot() || connection.status.getSnapshot().unsent === 0);
}

export function combineLinks(links: readonly Link[]): ServiceStatus {
  return LINKS.find((link) => links.includes(link)) ?? 'idle';
}

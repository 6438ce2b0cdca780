import { projectRoom } from '../../../shared/rooms.ts';
import { useRoom } from '../../hooks/use-room.ts';
import { type FailureCode, NOT_YET, useSyncFact } from '../../hooks/use-sync-status.ts';

/** Why somebody isn't let into a project: `unknown` where there is none, or none for them; `forbidden` where they no longer may. */
export type Refusal = 'unknown' | 'forbidden';

const REFUSALS: Partial<Record<FailureCode, Refusal>> = {
  'room.unknown': 'unknown',
  'room.name': 'unknown',
  'session.forbidden': 'forbidden',
  'session.revoked': 'forbidden',
};

/** Whether the server lets this person into the project: null while it does, or hasn't answered. */
export function useRefusal(project: string): Refusal | null {
  const room = useRoom(projectRoom(project));
  return useSyncFact(room ?? NOT_YET, ({ code }) => (code === null ? null : (REFUSALS[code] ?? null)));
}

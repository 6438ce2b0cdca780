import { documentRoom, projectRoom } from '../../../shared/rooms.ts';
import type { WebSocketService } from '../../hooks/use-service.ts';
import type { FailureCode } from '../../hooks/use-sync-status.ts';
import type { Dictionary, Trouble } from '../../i18n/dictionary.ts';
import type { Here } from './use-here.ts';

/** What can be done about it: connect anew, sign in again, take the words along and let go of them; nothing where it mends itself. */
export type Remedy = 'retry' | 'sign-in' | 'discard' | null;

/** The page itself says why it shows nothing. */
const SAID_BY_THE_PAGE: readonly string[] = ['room.unknown', 'room.name', 'session.forbidden', 'session.revoked'];

type RoomState = ReturnType<WebSocketService['getState']>['rooms'][number];

/** A room that can't save, for a reason that the banner tells. */
export type TroubledRoom = RoomState & { readonly code: FailureCode };

/** The room whose trouble is told: the document's that is open, its project's, or any other's; null where all is well. */
export function worstTrouble(service: WebSocketService, { project, document }: Here): TroubledRoom | null {
  const troubled = service.getState().rooms.filter(isForBanner);
  const names = project === null ? [] : [...(document === null ? [] : [documentRoom(project, document)]), projectRoom(project)];
  const here = names.flatMap((name) => troubled.filter(({ room }) => room === name));
  return here[0] ?? troubled[0] ?? null;
}

function isForBanner(room: RoomState): room is TroubledRoom {
  return room.code !== null && !SAID_BY_THE_PAGE.includes(room.code);
}

/** @param kept what is unsent is in this browser's store */
export function troubleOf(
  code: FailureCode,
  text: Dictionary['trouble'],
  kept: boolean,
): { readonly trouble: Trouble; readonly remedy: Remedy } {
  switch (code) {
    case 'store.failing':
      return { trouble: text.storing, remedy: null };
    case 'session.unauthorised':
    case 'session.expired':
    case 'session.ended':
      return { trouble: kept ? text.signedOutKept : text.signedOut, remedy: 'sign-in' };
    case 'role.read-only':
      return { trouble: text.readOnly, remedy: 'discard' };
    case 'frame.too-large':
    case 'document.too-large':
      return { trouble: text.tooLarge, remedy: 'discard' };
    default:
      return /^(frame|update|limit|awareness)\./.test(code)
        ? { trouble: text.refused, remedy: 'discard' }
        : { trouble: text.unreachable, remedy: 'retry' };
  }
}

import type { CloseCode, Code, WeftError } from '../../shared/codes.ts';
import type { Decisions } from './decisions.ts';
import type { Session } from './gate.ts';
import type { Wire } from './wire.ts';

/**
 * A connection as its room sees it: the only way back up. The room tells it what to send and when to wait; how bytes get
 * to a socket, and how much may be queued, is the member's own business.
 */
export interface Member {
  readonly session: Session;
  /** Present for clients that speak `weft.1`: they are told what became of their frames. */
  readonly decisions: Decisions | null;
  /** Set by the room: may this member's edits be accepted, and does it see what isn't on disk yet? */
  writable: boolean;
  /** Sends at once, whatever is queued: answers, acks, notices. */
  send(wire: Wire): void;
  /** Sends the updates that follow `after` in the room's log, or starts lagging there (rule BP1). */
  deliver(wire: Wire, after: number): void;
  /** Sends presence, or nothing when anything is queued up (rule PR7). */
  sendPresence(wire: Wire): void;
  /** From now on live updates after `seq` are delivered; what the log holds after it and isn't in live updates is caught up first. */
  startAt(seq: number): void;
  /** Frames that arrive are kept until `resume`. */
  hold(): void;
  /** Ends one `hold`. */
  resume(): void;
  close(close: CloseCode, code: Code): void;
  /** Closes for a frame that can't be accepted (rules FR2, FR4–FR7). */
  refuse(error: WeftError): void;
}

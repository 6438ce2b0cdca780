import { Decisions } from '../../server/sync/decisions.ts';
import type { Session } from '../../server/sync/gate.ts';
import type { Member } from '../../server/sync/member.ts';
import type { Wire } from '../../server/sync/wire.ts';
import type { WeftError } from '../../shared/codes.ts';
import { messagesOf } from './room-member.ts';
import { readServerFrame, type ServerFrame } from './server-frame.ts';

/** A member that only keeps what it is given, by the way it came. */
export class PlainMember implements Member {
  readonly session: Session;
  readonly decisions = new Decisions();
  writable: boolean;
  readonly sent: ServerFrame[] = [];
  readonly delivered: { readonly frames: readonly ServerFrame[]; readonly after: number }[] = [];
  readonly presence: ServerFrame[] = [];
  readonly startedAt: number[] = [];
  readonly refusals: WeftError[] = [];
  readonly closings: string[] = [];
  holds = 0;

  constructor(userId: string | null = null, writable = true) {
    this.writable = writable;
    this.session = {
      userId,
      user: userId === null ? null : { id: userId, name: userId.toUpperCase() },
      grant: () => ({ role: 'editor', writable: this.writable }),
      watch: () => () => {},
    };
  }

  send(wire: Wire): void {
    this.sent.push(...messagesOf(wire).map(readServerFrame));
  }

  deliver(wire: Wire, after: number): void {
    this.delivered.push({ frames: messagesOf(wire).map(readServerFrame), after });
  }

  sendPresence(wire: Wire): void {
    this.presence.push(...messagesOf(wire).map(readServerFrame));
  }

  startAt(seq: number): void {
    this.startedAt.push(seq);
  }

  hold(): void {
    this.holds++;
  }

  resume(): void {
    this.holds--;
  }

  close(_close: number, code: string): void {
    this.closings.push(code);
  }

  refuse(error: WeftError): void {
    this.refusals.push(error);
  }
}

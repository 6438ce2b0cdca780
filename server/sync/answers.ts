import { step2Frame } from '../../shared/protocol.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Content } from './content.ts';
import type { FanOut } from './fan-out.ts';
import type { Member } from './member.ts';
import type { LogPiece } from './outbox.ts';
import { toWire, updatesWire, type Wire } from './wire.ts';

/** An answer that holds what isn't on disk yet. */
interface Held {
  readonly wire: Wire;
  readonly seq: number;
}

export interface AnswersOptions {
  readonly room: string;
  readonly content: Content;
  readonly fanOut: FanOut;
  readonly store: RoomStore;
  /** Bytes of one piece of log. */
  readonly pieceBytes: number;
  readonly onFault: (member: Member, error: unknown) => void;
}

/** What members are told about what they lack: answers to step 1 (rules SY2, SY3, SY7) and the log for those that lag (rule BP1). */
export class Answers {
  readonly #options: AnswersOptions;
  /** The newest answer of a reader, or of a writer beside the server's own edit, until what it holds is on disk. */
  readonly #held = new Map<Member, Held>();
  /** Catch-ups that the failing store cut off. */
  readonly #cutOff: (() => void)[] = [];

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  /**
   * Answers step 1. The member's later frames wait while something must be read.
   * @throws WeftError `frame.malformed` for a state vector that is none
   */
  answer(member: Member, stateVector: Uint8Array): void {
    const { content } = this.#options;
    if (stateVector.length === 1 && stateVector[0] === 0) return this.#answerFresh(member);
    const again = (): void => this.answer(member, stateVector);
    if (content.coverage === null) return this.#later(member, content.index(), again);
    const relation = content.coverage.compareStateVector(stateVector);
    if (relation === 'equal' || relation === 'ahead') return this.#send(member, toWire([step2Frame(content.coverage.answerForEqual())]));
    if (content.document === null) return this.#later(member, this.#heat(), again);
    this.#send(member, toWire([step2Frame(content.document.encode(stateVector))]));
  }

  /** What a member that has everything up to `after` lacks, piece by piece. */
  readLog(member: Member, after: number, take: (piece: LogPiece) => void): void {
    const rest = this.#options.fanOut.rest(member, after);
    if (rest !== null) return take(rest);
    this.#readPiece(after).then(take, (error: unknown) => {
      if (this.#options.store.healthy) this.#options.onFault(member, error);
      else this.#cutOff.push(() => this.readLog(member, after, take));
    });
  }

  storeRecovered(): void {
    for (const goOn of this.#cutOff.splice(0)) goOn();
  }

  leave(member: Member): void {
    this.#held.delete(member);
  }

  #answerFresh(member: Member): void {
    const { content, fanOut } = this.#options;
    if (content.document !== null) return this.#send(member, content.hotState(content.document, fanOut.head).wire);
    this.#later(member, content.fullState(fanOut.head), ({ wire, seq }) => {
      member.send(wire);
      member.startAt(seq);
    });
  }

  /** What was accepted but isn't on disk yet is for writers only, and the server's own edits not even for them (rule SE1): then the answer waits. */
  #send(member: Member, wire: Wire): void {
    const { fanOut } = this.#options;
    const answer = { wire, seq: fanOut.head };
    if (member.writable && !fanOut.holding) return start(member, answer);
    this.#held.set(member, answer);
    fanOut.whenCommitted(() => {
      const held = this.#held.get(member);
      if (held === undefined || held.seq > fanOut.committed) return;
      this.#held.delete(member);
      start(member, held);
    });
  }

  #heat(): Promise<void> {
    return this.#options.content.heat(this.#options.fanOut.uncommitted());
  }

  #later<T>(member: Member, ready: Promise<T>, go: (value: T) => void): void {
    member.hold();
    ready
      .then(go)
      .catch((error: unknown) => this.#options.onFault(member, error))
      .finally(() => member.resume());
  }

  async #readPiece(after: number): Promise<LogPiece> {
    const { room, store, fanOut, pieceBytes } = this.#options;
    const updates: Uint8Array[] = [];
    let bytes = 0;
    let next = after;
    for await (const record of store.history(room, after)) {
      updates.push(record.update);
      bytes += record.update.length;
      next = record.seq;
      if (bytes >= pieceBytes || next >= fanOut.committed) break;
    }
    return { wire: updates.length > 0 ? updatesWire(updates) : null, next, live: false };
  }
}

function start(member: Member, { wire, seq }: Held): void {
  member.send(wire);
  member.startAt(seq);
}

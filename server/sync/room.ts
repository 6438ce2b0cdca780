import { CLOSE, type CloseCode, type Code, WeftError } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import {
  type ClientFrame,
  noticeFrame,
  pingFrame,
  roleFrame,
  savedFrame,
  step1Frame,
  step2Frame,
  updateFrame,
} from '../../shared/protocol.ts';
import type { Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { StoredRoom } from '../store/store.ts';
import { Content } from './content.ts';
import type { Counters } from './counters.ts';
import { FanOut } from './fan-out.ts';
import type { Grant } from './gate.ts';
import type { Member } from './member.ts';
import type { LogPiece } from './outbox.ts';
import { Ownership } from './ownership.ts';
import { Presence } from './presence.ts';
import { toWire } from './wire.ts';
import { Writes } from './writes.ts';

export interface RoomOptions {
  readonly name: string;
  readonly stored: StoredRoom;
  readonly store: RoomStore;
  readonly limits: Limits;
  readonly time: Time;
  readonly log: Log;
  readonly counters: Counters;
}

/** One Yjs document with its connections. Frames come down through `receive`; the way back up is `Member`. */
export class Room {
  readonly name: string;
  readonly #options: RoomOptions;
  readonly #members = new Set<Member>();
  readonly #content: Content;
  readonly #fanOut: FanOut;
  readonly #ownership: Ownership;
  readonly #presence: Presence;
  readonly #writes: Writes;
  /** Members that were sent step 1 and haven't answered: never two outstanding (rule SY4). */
  readonly #asked = new Set<Member>();
  /** Members whose frames aren't all decided, or whose ack isn't sent. */
  readonly #unacked = new Set<Member>();
  /** Catch-ups that the failing store cut off: they go on when it has recovered. */
  readonly #stalledReads: (() => void)[] = [];
  #lastUse: number;
  #compacting = false;
  /** Then the log is kept as it is until somebody edits again. */
  #compactionFailed = false;

  constructor(options: RoomOptions) {
    const { name, stored, store, limits, time, counters } = options;
    this.name = name;
    this.#options = options;
    this.#lastUse = time.monotonic();
    this.#content = new Content(stored, { room: name, store, limits, onHeat: () => counters.heats++ });
    this.#ownership = new Ownership(stored.owners, limits.clientIdsPerConnection);
    this.#presence = new Presence({
      limits,
      time,
      members: this.#members,
      claim: (client, member) => this.#ownership.claim(client, member),
    });
    this.#fanOut = new FanOut({
      room: name,
      head: stored.head,
      journal: store,
      limits,
      time,
      members: this.#members,
      onCommit: () => this.#committed(),
      onFault: (error) => options.log.error({ room: name, error }, 'a batch was not written before the journal closed'),
    });
    this.#writes = new Writes({
      content: this.#content,
      fanOut: this.#fanOut,
      ownership: this.#ownership,
      members: this.#members,
      limits,
      time,
      counters,
      storeWrites: () => store.healthy,
      ask: (member) => this.#ask(member),
      onDecided: (member) => this.#acknowledgeOne(member),
      onFault: (member, error) => this.#fault(member, error),
    });
  }

  get state(): 'hot' | 'cold' {
    return this.#content.document === null ? 'cold' : 'hot';
  }

  get size(): number {
    return this.#members.size;
  }

  join(member: Member): void {
    this.#members.add(member);
    const { role, writable } = member.session.grant();
    member.writable = writable;
    this.#tellRole(member, role);
    if (!this.#options.store.healthy) this.#notice(member, 'store.failing');
    if (writable) this.#ask(member);
    const greeting = this.#presence.greeting(member);
    if (greeting !== null) member.send(greeting);
  }

  leave(member: Member): void {
    this.#members.delete(member);
    this.#asked.delete(member);
    this.#unacked.delete(member);
    this.#presence.leave(member);
    this.#ownership.leave(member);
    this.#writes.leave(member);
    this.#lastUse = this.#options.time.monotonic();
  }

  /**
   * Takes one frame of a member.
   * @throws WeftError when the connection must be closed for it
   */
  receive(member: Member, frame: ClientFrame): void {
    switch (frame.type) {
      case 'step1':
        return this.#answer(member, frame.stateVector);
      case 'step2':
        this.#asked.delete(member);
        return this.#write(member, frame.type, frame.update);
      case 'update':
        return this.#write(member, frame.type, frame.update);
      case 'awareness':
        return this.#presence.receive(member, frame.states);
      case 'query-awareness': {
        const greeting = this.#presence.greeting(member);
        if (greeting !== null) member.send(greeting);
        return;
      }
      case 'ping':
        if (member.decisions !== null) member.send(toWire([pingFrame(frame.nonce)]));
        return;
    }
  }

  /** The session's rights have changed (rules RO1, SY9). */
  regrant(member: Member, { role, writable }: Grant): void {
    const promoted = writable && !member.writable;
    member.writable = writable;
    this.#tellRole(member, role);
    if (!promoted) return;
    this.#fanOut.promote(member);
    this.#ask(member);
  }

  /** The store fails, or writes again (rules NO2, SY9, SA5). */
  storeChanged(healthy: boolean): void {
    for (const member of this.#members) {
      this.#notice(member, healthy ? 'store.recovered' : 'store.failing');
      if (healthy && member.writable) this.#ask(member);
    }
    if (!healthy) return;
    for (const read of this.#stalledReads.splice(0)) read();
    this.#acknowledge();
  }

  /** What a member that has everything up to `after` lacks, piece by piece (rule BP1). */
  readLog(member: Member, after: number, take: (piece: LogPiece) => void): void {
    const rest = this.#fanOut.rest(member, after);
    if (rest !== null) return take(rest);
    this.#readPiece(after).then(
      (piece) => take(piece),
      (error: unknown) => {
        if (this.#options.store.healthy) this.#fault(member, error);
        else this.#stalledReads.push(() => this.readLog(member, after, take));
      },
    );
  }

  renewPresence(): void {
    this.#presence.renew();
  }

  /** Lets go of what isn't needed. True when the room itself may leave memory, now, before anything else happens. */
  sweep(): boolean {
    const { time, limits } = this.#options;
    const empty = this.#members.size === 0;
    if (this.#content.overgrown) this.#tidy();
    const idle = time.monotonic() - this.#lastUse >= (empty ? limits.idleRoom : limits.idleDocument);
    if (!idle || !this.#settled) return false;
    if (this.#content.document !== null && this.#content.worthCompacting && this.#options.store.healthy && !this.#compactionFailed) {
      this.#compact();
      return false;
    }
    this.#content.cool();
    this.#writes.forget();
    return empty;
  }

  /** Sends what waits, so that the journal has it all. */
  flush(): void {
    this.#fanOut.flush();
  }

  stop(close: CloseCode, code: Code): void {
    for (const member of this.#members) member.close(close, code);
    this.#writes.stop();
    this.#presence.stop();
    this.#fanOut.stop();
  }

  /** Everything that was accepted is on disk, and nothing is on its way. */
  get #settled(): boolean {
    return this.#fanOut.head === this.#fanOut.committed && !this.#writes.busy && !this.#compacting;
  }

  #write(member: Member, kind: 'step2' | 'update', update: Uint8Array): void {
    this.#lastUse = this.#options.time.monotonic();
    this.#compactionFailed = false;
    try {
      this.#writes.receive(member, kind, update);
    } finally {
      this.#unacked.add(member);
      this.#acknowledgeOne(member);
    }
  }

  #answer(member: Member, stateVector: Uint8Array): void {
    this.#lastUse = this.#options.time.monotonic();
    const { document, coverage } = this.#content;
    if (stateVector.length === 1 && stateVector[0] === 0) return this.#answerFresh(member);
    if (coverage === null) return this.#later(member, this.#content.index(), () => this.#answer(member, stateVector));
    const relation = coverage.compareStateVector(stateVector);
    if (relation === 'equal' || relation === 'ahead') return this.#answerNow(member, coverage.answerForEqual());
    if (document === null) return this.#later(member, this.#heat(), () => this.#answer(member, stateVector));
    this.#answerNow(member, document.encode(stateVector));
  }

  /** A state of a hot room may hold what isn't on disk yet: readers get it when it is (rule SY7). */
  #answerNow(member: Member, update: Uint8Array): void {
    const head = this.#fanOut.head;
    const send = (): void => {
      member.send(toWire([step2Frame(update)]));
      member.startAt(head);
    };
    if (member.writable) send();
    else this.#fanOut.whenCommitted(send);
  }

  #answerFresh(member: Member): void {
    const { document } = this.#content;
    const head = this.#fanOut.head;
    if (document === null) {
      return this.#later(member, this.#content.fullState(head), ({ wire, seq }) => {
        member.send(wire);
        member.startAt(seq);
      });
    }
    const { wire } = this.#content.hotState(document, head);
    const send = (): void => {
      member.send(wire);
      member.startAt(head);
    };
    if (member.writable) send();
    else this.#fanOut.whenCommitted(send);
  }

  #heat(): Promise<void> {
    return this.#content.heat(() => this.#fanOut.uncommitted());
  }

  /** Goes on when something has been read; the member's frames wait. */
  #later<T>(member: Member, ready: Promise<T>, go: (value: T) => void): void {
    member.hold();
    ready
      .then(go)
      .catch((error: unknown) => this.#fault(member, error))
      .finally(() => member.resume());
  }

  #ask(member: Member): void {
    if (this.#asked.has(member) || !this.#members.has(member)) return;
    this.#asked.add(member);
    member.send(toWire([step1Frame(this.#content.stateVector())]));
  }

  #committed(): void {
    this.#acknowledge();
    if (this.#content.overgrown) this.#compact();
  }

  #acknowledge(): void {
    for (const member of this.#unacked) this.#acknowledgeOne(member);
  }

  #acknowledgeOne(member: Member): void {
    const { decisions } = member;
    if (decisions === null) {
      this.#unacked.delete(member);
      return;
    }
    if (!this.#options.store.healthy) return;
    const decided = decisions.take(this.#fanOut.committed);
    if (decided !== null) member.send(toWire([savedFrame(decided.count, decided.refused)]));
    if (!decisions.pending) this.#unacked.delete(member);
  }

  /** A log that outgrew its document, found at loading, needs the document first. */
  #tidy(): void {
    if (this.#content.document !== null) return this.#compact();
    this.#heat().catch((error: unknown) => this.#options.log.error({ room: this.name, error }, 'a room could not be read'));
  }

  #compact(): void {
    if (this.#compacting || this.#content.document === null || !this.#options.store.healthy) return;
    this.#compacting = true;
    const onDisk = new Promise<void>((resolve) => {
      this.#fanOut.whenCommitted(resolve);
    });
    this.#content
      .compact(this.#fanOut.head, onDisk)
      .catch((error: unknown) => {
        this.#compactionFailed = true;
        this.#options.log.warn({ room: this.name, error }, 'a snapshot was not written; the log is kept');
      })
      .finally(() => {
        this.#compacting = false;
      });
  }

  async #readPiece(after: number): Promise<LogPiece> {
    const messages: Uint8Array[] = [];
    let bytes = 0;
    let next = after;
    for await (const record of this.#options.store.history(this.name, after)) {
      messages.push(updateFrame(record.update));
      bytes += record.update.length;
      next = record.seq;
      if (bytes >= this.#options.limits.catchUpBytes || next >= this.#fanOut.committed) break;
    }
    return { wire: messages.length > 0 ? toWire(messages) : null, next, live: false };
  }

  #tellRole(member: Member, role: string): void {
    if (member.decisions !== null) member.send(toWire([roleFrame(role, member.writable)]));
  }

  #notice(member: Member, code: Code): void {
    if (member.decisions === null) return;
    const text = code === 'store.failing' ? 'The server cannot write to its disk.' : 'The server writes to its disk again.';
    member.send(toWire([noticeFrame(code, text)]));
  }

  /** One member's trouble, never the room's: it is closed and may come back. */
  #fault(member: Member, error: unknown): void {
    if (error instanceof WeftError) return member.refuse(error);
    this.#options.log.error({ room: this.name, error }, 'a room could not be read');
    member.close(CLOSE.later, 'room.busy');
  }
}

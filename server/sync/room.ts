import type * as Y from 'yjs';
import { CLOSE, type CloseCode, type Code, WeftError } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import { type ClientFrame, noticeFrame, pingFrame, roleFrame, savedFrame, step1Frame } from '../../shared/protocol.ts';
import type { Random, Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { LogRecord, StoredRoom } from '../store/store.ts';
import { Answers } from './answers.ts';
import { Content } from './content.ts';
import type { Counters } from './counters.ts';
import type { Rules } from './document.ts';
import { FanOut } from './fan-out.ts';
import type { Grant, Session } from './gate.ts';
import type { Member } from './member.ts';
import type { LogPiece } from './outbox.ts';
import { OwnEdits } from './own-edits.ts';
import { Ownership } from './ownership.ts';
import { Presence, type PresentState } from './presence.ts';
import { Upkeep } from './upkeep.ts';
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
  readonly random: Random;
  /** What its document may hold. */
  readonly rules: Rules;
  /** These records have reached the disk. */
  readonly onRecords: (room: string, records: readonly LogRecord[]) => void;
  /** A member has entered or left. */
  readonly onPassage: (room: string, session: Session, entered: boolean) => void;
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
  readonly #answers: Answers;
  readonly #upkeep: Upkeep;
  #own: OwnEdits | null = null;
  /** How many need the room to stay as it is. */
  #pins = 0;
  /** Members that were sent step 1 and haven't answered: never two outstanding (rule SY4). */
  readonly #asked = new Set<Member>();
  /** Members whose frames aren't all decided, or whose ack isn't sent. */
  readonly #unacked = new Set<Member>();
  /** Set when the room has stopped: how whoever still comes is closed. */
  #ended: { readonly close: CloseCode; readonly code: Code } | null = null;

  constructor(options: RoomOptions) {
    const { name, stored, store, limits, time, log, counters } = options;
    this.name = name;
    this.#options = options;
    this.#content = new Content(stored, { room: name, store, limits, onHeat: () => counters.heats++, rules: options.rules });
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
      onCommit: (records) => this.#committed(records),
      onFault: (error) => this.#giveUp(error),
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
    this.#answers = new Answers({
      room: name,
      content: this.#content,
      fanOut: this.#fanOut,
      store,
      pieceBytes: limits.catchUpBytes,
      onFault: (member, error) => this.#fault(member, error),
    });
    this.#upkeep = new Upkeep({ room: name, content: this.#content, fanOut: this.#fanOut, store, limits, time, log });
  }

  get state(): 'hot' | 'cold' {
    return this.#content.document === null ? 'cold' : 'hot';
  }

  get size(): number {
    return this.#members.size;
  }

  /** How the room has ended, or null while it goes on. */
  get ended(): Code | null {
    return this.#ended?.code ?? null;
  }

  /** Everybody who is here, as their awareness says. */
  present(): readonly PresentState[] {
    return this.#presence.present();
  }

  /** The document as it is on disk, or null when it isn't in memory or holds more than that. */
  get committedDocument(): Y.Doc | null {
    return this.#fanOut.committed >= this.#fanOut.head ? (this.#content.document?.doc ?? null) : null;
  }

  /** Throws away a document that somebody changed who must not: it is built again when it is needed. */
  discardDocument(): void {
    this.#options.counters.rebuilds++;
    this.#content.discardDocument();
  }

  /** Keeps the room and its document in memory until the returned function is called, once. */
  pin(): () => void {
    this.#pins++;
    this.#upkeep.used();
    return () => {
      this.#pins--;
      this.#upkeep.used();
    };
  }

  /** Builds the document, where it isn't there. Rejects when the room can't be read. */
  async heat(): Promise<void> {
    if (this.#content.coverage === null || this.#content.document === null) await this.#content.heat(this.#fanOut.uncommitted());
  }

  /** Resolves when everything that is accepted now is on disk; not while the store fails. */
  whenCommitted(): Promise<void> {
    return new Promise((resolve) => {
      this.#fanOut.whenCommitted(resolve);
    });
  }

  /** The server's own edits of this room. Only for a hot one. */
  get own(): OwnEdits {
    const { limits, random, counters } = this.#options;
    this.#own ??= new OwnEdits({
      content: this.#content,
      fanOut: this.#fanOut,
      ownership: this.#ownership,
      limits,
      random,
      onAccepted: () => {
        this.#upkeep.edited();
        this.#writes.ownAccepted();
      },
      onRebuild: () => counters.rebuilds++,
    });
    return this.#own;
  }

  join(member: Member): void {
    if (this.#ended !== null) return member.close(this.#ended.close, this.#ended.code);
    this.#members.add(member);
    this.#options.onPassage(this.name, member.session, true);
    const { role, writable } = member.session.grant();
    member.writable = writable;
    this.#tellRole(member, role);
    if (!this.#options.store.healthy) this.#notice(member, 'store.failing');
    if (writable) this.#ask(member);
    const greeting = this.#presence.greeting(member);
    if (greeting !== null) member.send(greeting);
  }

  /** Its line has ended, while frames of it still wait to be judged: nobody is to see it any more (rule PR5). */
  absent(member: Member): void {
    this.#presence.leave(member);
  }

  leave(member: Member): void {
    if (this.#members.delete(member)) this.#options.onPassage(this.name, member.session, false);
    this.#asked.delete(member);
    this.#unacked.delete(member);
    this.#presence.leave(member);
    this.#ownership.leave(member);
    this.#writes.leave(member);
    this.#answers.leave(member);
    this.#upkeep.used();
  }

  /**
   * Takes one frame of a member.
   * @throws WeftError when the connection must be closed for it
   */
  receive(member: Member, frame: ClientFrame): void {
    switch (frame.type) {
      case 'step1':
        this.#upkeep.used();
        return this.#answers.answer(member, frame.stateVector);
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
    if (promoted) {
      this.#fanOut.promote(member);
      this.#ask(member);
    } else if (!writable) {
      member.decisions?.refuseDropped('role.read-only');
      this.#acknowledgeOne(member);
    }
  }

  /** The store fails, or writes again (rules NO2, SY9, SA5). */
  storeChanged(healthy: boolean): void {
    for (const member of this.#members) {
      this.#notice(member, healthy ? 'store.recovered' : 'store.failing');
      if (healthy && member.writable) this.#ask(member);
    }
    if (!healthy) return;
    this.#answers.storeRecovered();
    this.#acknowledge();
  }

  /** What a member that has everything up to `after` lacks, piece by piece (rule BP1). */
  readLog(member: Member, after: number, take: (piece: LogPiece) => void): void {
    this.#answers.readLog(member, after, take);
  }

  renewPresence(): void {
    this.#presence.renew();
  }

  /** Lets go of what isn't needed. True when the room itself may leave memory, now, before anything else happens. */
  sweep(): boolean {
    if (this.#ended !== null) return this.#members.size === 0;
    if (this.#writes.busy || this.#pins > 0) return false;
    const empty = this.#members.size === 0;
    if (!this.#upkeep.sweep(empty)) return false;
    this.#writes.forget();
    return empty;
  }

  /** After `stop`: leaves a short log for whoever reads the room next. */
  settle(): Promise<void> {
    return this.#upkeep.settle();
  }

  /** The log takes no more of this room: members come back when it has been read anew, and bring what wasn't saved. */
  #giveUp(error: unknown): void {
    if (this.#ended !== null) return;
    this.#options.log.error({ room: this.name, error }, 'what was accepted could not be written: the room is closed and read again');
    this.stop(CLOSE.fault, 'server.fault');
  }

  stop(close: CloseCode, code: Code): void {
    this.#ended = { close, code };
    for (const member of this.#members) member.close(close, code);
    this.#writes.stop();
    this.#presence.stop();
    this.#fanOut.stop();
  }

  /** The room is deleted for good: what isn't on its way to the disk is forgotten. */
  drop(): void {
    this.#fanOut.abandon();
    this.stop(CLOSE.unknownRoom, 'room.unknown');
  }

  #write(member: Member, kind: 'step2' | 'update', update: Uint8Array): void {
    this.#upkeep.edited();
    try {
      this.#writes.receive(member, kind, update);
    } finally {
      this.#unacked.add(member);
      this.#acknowledgeOne(member);
    }
  }

  #ask(member: Member): void {
    if (this.#asked.has(member) || !this.#members.has(member)) return;
    this.#asked.add(member);
    member.send(toWire([step1Frame(this.#content.stateVector())]));
  }

  #committed(records: readonly LogRecord[]): void {
    this.#options.onRecords(this.name, records);
    this.#acknowledge();
    this.#upkeep.committed();
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

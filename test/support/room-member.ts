import * as Y from 'yjs';
import { Decisions } from '../../server/sync/decisions.ts';
import type { Grant, Session } from '../../server/sync/gate.ts';
import type { Member } from '../../server/sync/member.ts';
import { Outbox } from '../../server/sync/outbox.ts';
import type { Room } from '../../server/sync/room.ts';
import type { Wire } from '../../server/sync/wire.ts';
import type { Role } from '../../shared/access.ts';
import { type CloseCode, type Code, WeftError } from '../../shared/codes.ts';
import { awarenessFrame, type RefusedFrame, readClientFrame, step1Frame, step2Frame, updateFrame } from '../../shared/protocol.ts';
import { type Presence, readServerFrame, type ServerFrame } from './server-frame.ts';
import { writeAwareness } from './write-awareness.ts';

/** Bytes that a member may have queued before it lags. */
export const HIGH_WATER = 1000;

export interface MemberOptions {
  /** Null: a session without a user. */
  readonly user?: string | null;
  readonly role?: Role;
  /** False: a plain y-websocket client, which is told nothing of `weft.1`. */
  readonly weft?: boolean;
  /** The document that what it is sent is applied to; a fresh one by default. */
  readonly doc?: Y.Doc;
  /** Told of each frame, when it has been applied. */
  readonly onFrame?: (frame: ServerFrame) => void;
}

/** A person's session whose role a test changes. */
class SteeredSession implements Session {
  readonly userId: string | null;
  readonly user: Session['user'];
  role: Role;

  constructor(user: string | null, role: Role) {
    this.userId = user;
    this.user = user === null ? null : { id: user, name: user.toUpperCase() };
    this.role = role;
  }

  grant(): Grant {
    return { role: this.role, writable: this.role === 'owner' || this.role === 'editor' };
  }

  watch(): () => void {
    return () => {};
  }
}

/** The payloads of the WebSocket frames in a wire. */
export function messagesOf({ bytes }: Wire): Uint8Array[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: Uint8Array[] = [];
  for (let at = 0; at < view.length; ) {
    if (view[at] !== 0x82) throw new Error(`Byte ${at} of a wire begins no binary message.`);
    const short = view[at + 1] as number;
    let length = short;
    at += 2;
    if (short === 126) {
      length = view.readUInt16BE(at);
      at += 2;
    } else if (short === 127) {
      length = Number(view.readBigUInt64BE(at));
      at += 8;
    }
    messages.push(view.subarray(at, at + length));
    at += length;
  }
  return messages;
}

/**
 * A member with a real outbox and decisions, but no socket: what it is sent is kept and applied to a document of its own, and what it says while it is
 * held waits, as on a connection.
 */
export class RoomMember implements Member {
  readonly session: SteeredSession;
  readonly decisions: Decisions | null;
  writable = false;
  /** What it was sent, in order. */
  readonly frames: ServerFrame[] = [];
  /** Everything that it was sent, applied in order. */
  readonly doc: Y.Doc;
  /** How it was closed, and with which code. */
  readonly closed: { readonly close: CloseCode | 'refused'; readonly code: Code }[] = [];
  /** Bytes that the socket hasn't taken. While it stays above the high-water mark the member lags. */
  queued = 0;
  lagging = 0;
  holds = 0;
  readonly #room: Room;
  readonly #onFrame: (frame: ServerFrame) => void;
  readonly #outbox: Outbox;
  readonly #waiting: Uint8Array[] = [];

  constructor(room: Room, { user = 'ada', role = 'editor', weft = true, doc, onFrame }: MemberOptions = {}) {
    this.#room = room;
    this.doc = doc ?? new Y.Doc();
    this.#onFrame = onFrame ?? (() => {});
    this.session = new SteeredSession(user, role);
    this.decisions = weft ? new Decisions() : null;
    const member = this;
    this.#outbox = new Outbox({
      sink: {
        write: (bytes) => this.#take(bytes),
        get queued() {
          return member.queued;
        },
        get drains() {
          return member.queued > 0;
        },
      },
      highWater: HIGH_WATER,
      readLog: (after, take) => room.readLog(this, after, take),
      onSent: () => {},
      onLag: (change) => {
        this.lagging += change;
      },
    });
  }

  /** Says a frame; while the member is held it waits. */
  say(frame: Uint8Array): void {
    if (this.closed.length > 0) return;
    this.#waiting.push(frame);
    this.#handleWaiting();
  }

  step1(stateVector: Uint8Array = Uint8Array.of(0)): void {
    this.say(step1Frame(stateVector));
  }

  step2(update: Uint8Array): void {
    this.say(step2Frame(update));
  }

  update(update: Uint8Array): void {
    this.say(updateFrame(update));
  }

  awareness(entries: readonly Presence[]): void {
    this.say(awarenessFrame(writeAwareness(entries)));
  }

  join(): this {
    this.#room.join(this);
    return this;
  }

  leave(): void {
    this.#outbox.close();
    this.#room.leave(this);
  }

  become(role: Role): void {
    this.session.role = role;
    this.#room.regrant(this, this.session.grant());
  }

  /** The socket has taken everything. */
  drain(): void {
    this.queued = 0;
    this.#outbox.drained();
  }

  /** What text `t` says to it. */
  get text(): string {
    return this.doc.getText('t').toString();
  }

  /** The number of decided frames that it was told last. */
  get saved(): number {
    return this.of('saved').at(-1)?.count ?? 0;
  }

  /** Everything that it was told to be refused. */
  get refused(): RefusedFrame[] {
    return this.of('saved').flatMap(({ refused }) => refused);
  }

  /** The frames of one type that it was sent. */
  of<T extends ServerFrame['type']>(type: T): Extract<ServerFrame, { type: T }>[] {
    return this.frames.filter((frame): frame is Extract<ServerFrame, { type: T }> => frame.type === type);
  }

  send(wire: Wire): void {
    this.#outbox.send(wire);
  }

  deliver(wire: Wire, after: number): void {
    this.#outbox.deliver(wire, after);
  }

  sendPresence(wire: Wire): void {
    this.#outbox.sendPresence(wire);
  }

  startAt(seq: number): void {
    this.#outbox.startAt(seq);
  }

  hold(): void {
    this.holds++;
  }

  resume(): void {
    this.holds--;
    this.#handleWaiting();
  }

  close(close: CloseCode, code: Code): void {
    this.closed.push({ close, code });
  }

  refuse(error: WeftError): void {
    this.#waiting.length = 0;
    this.closed.push({ close: 'refused', code: error.code });
  }

  #handleWaiting(): void {
    while (this.holds === 0) {
      const frame = this.#waiting.shift();
      if (frame === undefined) return;
      try {
        this.#room.receive(this, readClientFrame(frame));
      } catch (error) {
        if (!(error instanceof WeftError)) throw error;
        this.refuse(error);
      }
    }
  }

  #take(bytes: Uint8Array): void {
    for (const message of messagesOf({ bytes, frames: 0 })) {
      const frame = readServerFrame(message);
      this.frames.push(frame);
      if (frame.type === 'step2' || frame.type === 'update') Y.applyUpdate(this.doc, frame.update, this);
      this.#onFrame(frame);
    }
  }
}

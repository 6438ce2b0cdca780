import type { Duplex } from 'node:stream';
import { type RawData, WebSocket } from 'ws';
import { CLOSE, type CloseCode, type Code, WeftError } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import { type ClientFrame, keepAliveFrame, noticeFrame, readClientFrame } from '../../shared/protocol.ts';
import type { Time } from '../../shared/time.ts';
import { type Counters, countRefusal } from './counters.ts';
import { Decisions } from './decisions.ts';
import { isRefusal, type Refusal, type Session } from './gate.ts';
import type { Member } from './member.ts';
import { Outbox } from './outbox.ts';
import type { Room } from './room.ts';
import { joinWires, toWire, type Wire } from './wire.ts';

/** A WebSocket ping (RFC 6455: FIN and opcode 9, no payload) and an empty awareness frame: one write for both watchdogs. */
const PING = joinWires([{ bytes: Uint8Array.of(0x89, 0), frames: 0 }, toWire([keepAliveFrame()])]);
/** ms that a pong may be late beyond two ping intervals: with the sweep of 1 s a dead line is ended within 35 s. */
const PONG_GRACE = 3_000;

/** ms that a connection which sends too fast isn't read at least: shorter would only cost timers. */
const MIN_PAUSE = 50;

/** What is refused for its size alone (rules FR4, FR7, LI3). */
const TOO_LARGE: ReadonlySet<Code> = new Set(['frame.too-large', 'document.too-large', 'limit.tasks', 'limit.documents', 'limit.columns']);

/** ms between two notices about the pace: whoever sends too fast needs no frames for each frame. */
const PACE_NOTICE = 10_000;

/** Bytes that a kept frame costs beside its own. */
const FRAME_OVERHEAD = 128;

export interface ConnectionOptions {
  readonly socket: WebSocket;
  /** The stream under `socket`: whole frames are written to it, shared by all members. */
  readonly stream: Duplex;
  /** The client asked for `weft.1`. */
  readonly weft: boolean;
  readonly limits: Limits;
  readonly time: Time;
  readonly log: Log;
  readonly counters: Counters;
  readonly onClosed: (connection: Connection) => void;
}

/**
 * One WebSocket: from its first tick frames are kept in order until the room is there (rule EN4); whatever can't be accepted
 * closes it, and only it.
 */
export class Connection implements Member {
  readonly decisions: Decisions | null;
  writable = false;
  readonly #options: ConnectionOptions;
  readonly #outbox: Outbox;
  #session: Session | null = null;
  #room: Room | null = null;
  #stopWatching: (() => void) | null = null;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** Reasons to keep frames: the room isn't there yet, or a frame is being judged. */
  #holds = 1;
  #closed = false;
  #draining = false;
  /** A step 1 that came while too much was queued: answered when the queue has drained. */
  #question: ClientFrame | null = null;
  #lastHeard: number;
  #lastPing: number;
  #stuckSince: number | null = null;
  /** Frames that may be taken before the pace is looked at (rule LI2). */
  #tokens: number;
  #lastRefill: number;
  /** Monotonic ms. */
  #paceToldUntil = 0;
  /** Set while the socket isn't read for its pace. */
  #cancelPause: (() => void) | null = null;
  #written = 0;
  /** Of what was written, how much the line had taken at the last sweep. */
  #taken = 0;

  constructor(options: ConnectionOptions) {
    const { socket, stream, weft, limits, time, counters } = options;
    this.#options = options;
    this.decisions = weft ? new Decisions() : null;
    this.#lastHeard = this.#lastPing = this.#lastRefill = time.monotonic();
    this.#tokens = limits.frameBurst;
    this.#outbox = new Outbox({
      sink: {
        write: (bytes) => {
          if (socket.readyState !== WebSocket.OPEN) return;
          this.#written += bytes.length;
          stream.write(bytes);
        },
        get queued() {
          return stream.writableLength;
        },
        get drains() {
          return stream.writableNeedDrain;
        },
      },
      highWater: limits.outboxBytes,
      readLog: (after, take) => this.#room?.readLog(this, after, take),
      onSent: (wire) => this.#sent(wire),
      onLag: (change) => {
        counters.lagging += change;
      },
    });
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('pong', () => {
      this.#lastHeard = time.monotonic();
    });
    socket.on('close', () => this.#end());
    socket.on('error', (error) => options.log.debug({ error: error.message }, 'a socket failed'));
    stream.on('drain', () => this.#drained());
    counters.connections++;
    counters.connectionsTotal++;
  }

  get session(): Session {
    if (this.#session === null) throw new Error('a connection has no session before it has entered a room');
    return this.#session;
  }

  /** The person was let in and the room is loaded: what was kept goes to it. */
  enter(session: Session, room: Room): void {
    if (this.#closed && this.#waiting.length === 0) return;
    this.#session = session;
    this.#room = room;
    this.#stopWatching = session.watch((change) => {
      if (isRefusal(change)) this.#revoke(change);
      else room.regrant(this, change);
    });
    room.join(this);
    this.resume();
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
    this.#holds++;
  }

  resume(): void {
    this.#holds--;
    this.#handleWaiting();
  }

  close(close: CloseCode, code: Code): void {
    const { socket, log } = this.#options;
    log.debug({ room: this.#room?.name, close, code }, 'connection closed by us');
    // Or the other side's goodbye would not be read.
    if (socket.isPaused) socket.resume();
    socket.close(close, code);
  }

  refuse(error: WeftError): void {
    countRefusal(this.#options.counters, error.code);
    this.#options.log.info({ room: this.#room?.name, code: error.code }, error.message);
    this.#forgetWaiting();
    this.close(TOO_LARGE.has(error.code) ? CLOSE.tooLarge : CLOSE.badFrame, error.code);
  }

  /** Ends the socket without a closing handshake. */
  terminate(): void {
    this.#options.socket.terminate();
  }

  /** Looks after the line (rules HB1, HB2, BP2). Called about once a second. */
  sweep(): void {
    const { stream, limits, time } = this.#options;
    const now = time.monotonic();
    if (now - this.#lastHeard > 2 * limits.pingInterval + PONG_GRACE) return this.terminate();
    if (now - this.#lastPing >= limits.pingInterval) {
      this.#lastPing = now;
      this.send(PING);
    }
    const queued = stream.writableLength;
    const taken = this.#written - queued;
    if (queued === 0 || taken > this.#taken) this.#stuckSince = null;
    else this.#stuckSince ??= now;
    this.#taken = taken;
    if (this.#stuckSince !== null && now - this.#stuckSince >= limits.stuckAfter) {
      this.close(CLOSE.later, 'member.too-slow');
      this.terminate();
    }
  }

  /** Rule RO3: what is still waiting to be judged counts as not sent. */
  #revoke({ close, code }: Refusal): void {
    this.writable = false;
    this.#forgetWaiting();
    this.close(close, code);
  }

  #forgetWaiting(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #receive(data: RawData, isBinary: boolean): void {
    const { counters, limits, time } = this.#options;
    if (this.#options.socket.readyState !== WebSocket.OPEN) return;
    this.#lastHeard = time.monotonic();
    counters.framesIn++;
    if (--this.#tokens < 0) this.#slowDown();
    if (!isBinary) return this.refuse(new WeftError('frame.text', 'Frames are binary; this one is text.'));
    const bytes = data as Buffer;
    counters.bytesIn += bytes.length;
    if (bytes.length > limits.frameBytes) {
      return this.refuse(new WeftError('frame.too-large', `A frame may have ${limits.frameBytes} bytes; this one has ${bytes.length}.`));
    }
    if (this.#holds === 0 && this.#waiting.length === 0) return this.#handle(bytes);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length + FRAME_OVERHEAD;
    if (this.#waitingBytes > limits.waitingBytes) this.#options.socket.pause();
  }

  #handleWaiting(): void {
    if (this.#draining) return;
    this.#draining = true;
    while (this.#holds === 0) {
      const bytes = this.#waiting.shift();
      if (bytes === undefined) break;
      this.#waitingBytes -= bytes.length + FRAME_OVERHEAD;
      this.#handle(bytes);
    }
    this.#draining = false;
    if (this.#waiting.length === 0) this.#readOn();
    this.#leaveWhenDone();
  }

  /** Rule LI2: the tokens of the last seconds are counted when they are needed; without any the socket rests until some are there. */
  #slowDown(): void {
    const { socket, limits, time, counters } = this.#options;
    const now = time.monotonic();
    const perMs = limits.framesPerSecond / 1000;
    this.#tokens = Math.min(limits.frameBurst, this.#tokens + (now - this.#lastRefill) * perMs);
    this.#lastRefill = now;
    if (this.#tokens >= 0 || this.#cancelPause !== null) return;
    counters.throttled++;
    this.#tellPace(now);
    socket.pause();
    this.#cancelPause = time.after(Math.max(MIN_PAUSE, -this.#tokens / perMs), () => {
      this.#cancelPause = null;
      if (this.#waiting.length === 0) this.#readOn();
    });
  }

  #tellPace(now: number): void {
    if (this.decisions === null || now < this.#paceToldUntil) return;
    this.#paceToldUntil = now + PACE_NOTICE;
    const text = `You send more than ${this.#options.limits.framesPerSecond} frames a second: they are read more slowly, and none is lost.`;
    this.send(toWire([noticeFrame('frames.too-fast', text)]));
  }

  /** Reads the socket again, unless its pace forbids it. */
  #readOn(): void {
    const { socket } = this.#options;
    if (socket.isPaused && this.#cancelPause === null) socket.resume();
  }

  #handle(bytes: Uint8Array): void {
    this.#guard(() => {
      const frame = readClientFrame(bytes);
      if (frame.type === 'step1' && this.#outbox.full) this.#question = frame;
      else if (!this.#closed || frame.type !== 'awareness') this.#room?.receive(this, frame);
    });
  }

  /** Whatever goes wrong with a frame ends this connection, never the process. */
  #guard(handle: () => void): void {
    try {
      handle();
    } catch (error) {
      if (error instanceof WeftError) return this.refuse(error);
      this.#options.log.error({ room: this.#room?.name, error }, 'a frame could not be handled');
      this.close(CLOSE.fault, 'server.fault');
    }
  }

  #sent(wire: Wire): void {
    this.#options.counters.framesOut += wire.frames;
    this.#options.counters.bytesOut += wire.bytes.length;
  }

  #drained(): void {
    const question = this.#question;
    this.#question = null;
    if (question !== null) this.#guard(() => this.#room?.receive(this, question));
    this.#outbox.drained();
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelPause?.();
    this.#cancelPause = null;
    this.#outbox.close();
    this.#room?.absent(this);
    this.#options.counters.connections--;
    this.#options.onClosed(this);
    this.#leaveWhenDone();
  }

  /** What arrived before the end is still taken in: somebody may type a word and close the tab. */
  #leaveWhenDone(): void {
    if (!this.#closed || this.#holds > 0 || this.#waiting.length > 0) return;
    this.#stopWatching?.();
    this.#room?.leave(this);
    this.#room = null;
  }
}

import type { Wire } from './wire.ts';

/** The socket as the outbox needs it. */
export interface Sink {
  /** Hands bytes to the socket; never waits. */
  write(bytes: Uint8Array): void;
  /** Bytes handed over that the kernel hasn't taken. */
  readonly queued: number;
  /** True when `Outbox.drained` will be called once the queue is empty. */
  readonly drains: boolean;
}

/** A piece of a room's log, ready to send. `next` is the seq after which the next piece begins. */
export interface LogPiece {
  readonly wire: Wire | null;
  readonly next: number;
  /** True when nothing follows: live updates after `next` continue without a gap. */
  readonly live: boolean;
}

export interface OutboxOptions {
  readonly sink: Sink;
  /** Bytes above which a member lags. */
  readonly highWater: number;
  /**
   * Reads the log after `after`, about `catchUpBytes` at a time, and calls `take` in the very tick in which the piece is true
   * (at once where nothing is missing): `live` would be stale a microtask later. Never calls it when the log can't be read.
   */
  readonly readLog: (after: number, take: (piece: LogPiece) => void) => void;
  readonly onSent: (wire: Wire) => void;
  /** +1 when the member begins to lag, −1 when it is live again or gone. */
  readonly onLag: (change: 1 | -1) => void;
}

/**
 * Back-pressure for one member (rules BP1, PR7). Waiting → live ↔ lagging. Over the high-water mark nothing more is queued:
 * only the log position of the stall is kept, and the log is sent from there, piece by piece, each when the last has drained.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #state: 'waiting' | 'live' | 'lagging' | 'closed' = 'waiting';
  #after = 0;
  #reading = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  get lagging(): boolean {
    return this.#state === 'lagging';
  }

  get started(): boolean {
    return this.#state === 'live' || this.#state === 'lagging';
  }

  /** True when so much is queued that answers must wait for `drained`. */
  get full(): boolean {
    return this.#options.sink.queued > this.#options.highWater;
  }

  send(wire: Wire): void {
    if (this.#state === 'closed') return;
    this.#options.sink.write(wire.bytes);
    this.#options.onSent(wire);
  }

  sendPresence(wire: Wire): void {
    if (this.#state !== 'lagging' && !this.full) this.send(wire);
  }

  deliver(wire: Wire, after: number): void {
    if (this.#state !== 'live') return;
    if (this.full) this.#lag(after);
    else this.send(wire);
  }

  /** The member has what the log holds up to `seq`: bring it up to date and go live. */
  startAt(seq: number): void {
    if (this.#state === 'waiting') this.#lag(seq);
  }

  /** The sink has taken everything. */
  drained(): void {
    if (this.#state === 'lagging') this.#catchUp();
  }

  close(): void {
    if (this.#state === 'lagging') this.#options.onLag(-1);
    this.#state = 'closed';
  }

  #lag(after: number): void {
    this.#state = 'lagging';
    this.#after = after;
    this.#options.onLag(1);
    if (!this.full) this.#catchUp();
  }

  #catchUp(): void {
    if (this.#reading) return;
    this.#reading = true;
    this.#options.readLog(this.#after, (piece) => this.#take(piece));
  }

  #take(piece: LogPiece): void {
    this.#reading = false;
    if (this.#state !== 'lagging') return;
    if (piece.wire !== null) this.send(piece.wire);
    this.#after = piece.next;
    if (piece.live) {
      this.#state = 'live';
      this.#options.onLag(-1);
    } else if (!this.#options.sink.drains) {
      this.#catchUp();
    }
  }
}

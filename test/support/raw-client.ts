import { once } from 'node:events';
import { WebSocket } from 'ws';
import { awarenessFrame, pingFrame, type RefusedFrame, SUBPROTOCOL, step1Frame, step2Frame, updateFrame } from '../../shared/protocol.ts';
import { type Presence, readServerFrame, type ServerFrame, tellFrame } from './server-frame.ts';
import { writeAwareness } from './write-awareness.ts';

export interface RawClientOptions {
  /** `ws://host:port`, without the room. */
  readonly url: string;
  readonly room: string;
  /** For the test gate: `ada:editor`. */
  readonly token?: string;
  /** Asks for `weft.1` (the default), or speaks plain y-websocket. */
  readonly plain?: boolean;
  readonly headers?: Record<string, string>;
  /** False: never answers a WebSocket ping, like a line that died without a word. */
  readonly autoPong?: boolean;
  /** False: keeps no record of frames, for members that receive megabytes. */
  readonly record?: boolean;
}

export interface Received {
  readonly frame: ServerFrame;
  /** ms on the monotonic clock. */
  readonly at: number;
}

/** How the server ended the connection. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** How long a wait lasts before it fails, in ms. Only failing tests pay it. */
const PATIENCE = 30_000;

/**
 * A client that speaks single frames over a real socket, keeps what it receives and never does anything by itself.
 * Every wait has a deadline and fails with the account of what was seen instead.
 */
export class RawClient {
  readonly socket: WebSocket;
  readonly received: Received[] = [];
  /** The count of the newest saved frame. */
  saved = 0;
  readonly refused: RefusedFrame[] = [];
  /** Write frames that were sent: the next one has this index (rule SA1). */
  sent = 0;
  /** Bytes of all frames received. */
  bytes = 0;
  closed: Closed | null = null;
  /** Frames as they come, before the waits are looked at. */
  onFrame: (frame: ServerFrame, bytes: Uint8Array) => void = () => {};
  readonly #name: string;
  readonly #record: boolean;
  readonly #changed = new Set<() => void>();
  #fault: Error | null = null;
  #pings = 0;

  constructor({ url, room, token, plain = false, headers = {}, autoPong = true, record = true }: RawClientOptions) {
    const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`;
    const path = room.split('/').map(encodeURIComponent).join('/');
    this.#name = `${token ?? 'anonymous'} in ${room}`;
    this.#record = record;
    this.socket = new WebSocket(`${url}/${path}${query}`, plain ? [] : [SUBPROTOCOL], { headers, autoPong, perMessageDeflate: false });
    this.socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
    this.socket.on('error', (error) => this.#fail(error));
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.#notify();
    });
  }

  /** Connects and waits until the socket is open (which says nothing yet about being let in: rule EN2). */
  static async open(options: RawClientOptions): Promise<RawClient> {
    const client = new RawClient(options);
    await client.opened();
    return client;
  }

  async opened(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    return this;
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  get frames(): ServerFrame[] {
    return this.received.map(({ frame }) => frame);
  }

  /** Sends bytes as they are. Returns this, to chain. */
  send(bytes: Uint8Array | string): this {
    this.socket.send(bytes);
    return this;
  }

  step1(stateVector: Uint8Array = new Uint8Array(1)): this {
    return this.send(step1Frame(stateVector));
  }

  /** Sends a step 2. Returns its index among the write frames. */
  step2(update: Uint8Array): number {
    this.send(step2Frame(update));
    return this.sent++;
  }

  /** Sends an update. Returns its index among the write frames. */
  update(update: Uint8Array): number {
    this.send(updateFrame(update));
    return this.sent++;
  }

  awareness(entries: readonly Presence[]): this {
    return this.send(awarenessFrame(writeAwareness(entries)));
  }

  /**
   * Asks and waits for the answer: what was sent before has been judged, what was queued before has arrived. By a ping frame,
   * or without `weft.1` by a step 1.
   */
  async roundTrip(within = PATIENCE): Promise<void> {
    if (this.socket.protocol !== SUBPROTOCOL) return this.#plainRoundTrip(within);
    const nonce = 1 + this.#pings++;
    let echoed = false;
    const was = this.onFrame;
    this.onFrame = (frame, bytes) => {
      if (frame.type === 'ping' && frame.nonce === nonce) echoed = true;
      was(frame, bytes);
    };
    this.send(pingFrame(nonce));
    try {
      await this.until('the ping came back', () => echoed, within);
    } finally {
      this.onFrame = was;
    }
  }

  /** A WebSocket ping and its pong, which the server answers whatever the room does. */
  async socketRoundTrip(within = PATIENCE): Promise<void> {
    let answered = false;
    this.socket.once('pong', () => {
      answered = true;
      this.#notify();
    });
    this.socket.ping();
    await this.until('the pong came', () => answered, within);
  }

  /** Stops reading the socket: the kernel's buffers fill, then the server's queue. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** Waits for a frame of this type that passes `accept`, from the first received on. */
  async frame<T extends ServerFrame['type']>(
    type: T,
    accept: (frame: Extract<ServerFrame, { type: T }>) => boolean = () => true,
    within = PATIENCE,
  ): Promise<Extract<ServerFrame, { type: T }>> {
    const matches = (frame: ServerFrame): frame is Extract<ServerFrame, { type: T }> =>
      frame.type === type && accept(frame as Extract<ServerFrame, { type: T }>);
    return this.until(`a ${type} frame came`, () => this.frames.find(matches), within);
  }

  /** Waits until write frame `index` is decided. Answers its refusal, or null when it is saved. */
  async decided(index: number, within = PATIENCE): Promise<RefusedFrame | null> {
    await this.until(`write frame ${index} is decided`, () => this.saved > index, within);
    return this.refused.find((refusal) => refusal.index === index) ?? null;
  }

  /** Waits for the end of the connection. */
  async ended(within = PATIENCE): Promise<Closed> {
    return this.until('the connection ended', () => this.closed, within);
  }

  /** Waits until `check` answers something, looking again at every frame and at the end. */
  async until<T>(what: string, check: () => T | false | null | undefined, within = PATIENCE): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(alarm);
        this.#changed.delete(look);
      };
      const look = (): void => {
        const answer = check();
        if (answer !== false && answer !== null && answer !== undefined) {
          done();
          resolve(answer);
        } else if (this.#fault !== null) {
          done();
          reject(this.#fault);
        }
      };
      const alarm = setTimeout(() => {
        done();
        reject(new Error(`${this.#name} waited ${within} ms in vain until ${what}. ${this.account()}`));
      }, within);
      this.#changed.add(look);
      look();
    });
  }

  /** What was seen so far, for error messages. */
  account(): string {
    const frames = this.frames.slice(-40).map(tellFrame).join(', ');
    const end = this.closed === null ? 'still open' : `closed ${this.closed.code} ${this.closed.reason}`;
    const refused = this.refused.map(({ index, code }) => `${index}:${code}`).join(' ');
    return `Sent ${this.sent} write frames, saved ${this.saved}, refused [${refused}], ${end}. Frames: ${frames || 'none'}.`;
  }

  /** Says goodbye and waits for the end. */
  async close(): Promise<void> {
    if (this.closed !== null) return;
    this.socket.resume();
    this.socket.close();
    await this.ended();
  }

  /** Ends without a word, as a killed browser does. */
  terminate(): void {
    this.socket.terminate();
  }

  async #plainRoundTrip(within: number): Promise<void> {
    const answers = (): number => this.frames.filter(({ type }) => type === 'step2').length;
    const before = answers();
    this.step1();
    await this.until('step 2 came', () => answers() > before, within);
  }

  #onMessage(data: WebSocket.RawData, isBinary: boolean): void {
    if (!isBinary || !Buffer.isBuffer(data)) {
      this.#fail(new Error(`${this.#name} was sent a text frame.`));
      return;
    }
    this.bytes += data.length;
    try {
      const frame = readServerFrame(data);
      if (frame.type === 'saved') this.#onSaved(frame.count, frame.refused);
      if (this.#record) this.received.push({ frame, at: performance.now() });
      this.onFrame(frame, data);
      this.#notify();
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #onSaved(count: number, refused: readonly RefusedFrame[]): void {
    if (count < this.saved) throw new Error(`${this.#name}: the saved count fell from ${this.saved} to ${count}.`);
    if (count > this.sent) throw new Error(`${this.#name}: ${count} frames are called saved, but only ${this.sent} were sent.`);
    this.saved = count;
    this.refused.push(...refused);
  }

  #fail(error: Error): void {
    this.#fault ??= error;
    this.#notify();
  }

  #notify(): void {
    for (const look of [...this.#changed]) look();
  }
}

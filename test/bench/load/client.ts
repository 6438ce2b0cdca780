import { MESSAGE, SUBPROTOCOL, SYNC, step1Frame, step2Frame } from '../../../shared/protocol.ts';
import { RawSocket } from './raw-socket.ts';
import { varUintAt, walked, walkUpdate } from './walk.ts';
import { frameBytes } from './websocket-frame.ts';

const EMPTY_VECTOR = new Uint8Array(1);
const EMPTY_UPDATE = new Uint8Array(2);

export interface ClientOptions {
  readonly port: number;
  readonly room: string;
  /** Asks for `weft.1`, and so is told what is saved; else a plain y-websocket client. */
  readonly acks?: boolean;
  /** What the client has; nothing by default. */
  readonly stateVector?: Uint8Array;
  /** What it answers when it is asked; nothing by default. */
  readonly answer?: Uint8Array;
  /** Another's edit arrived, or several that were merged: a struct's clocks. Not told of what an answer to step 1 holds. */
  readonly onEdit?: (client: number, clock: number, length: number) => void;
  /** Presence of so many others arrived. */
  readonly onCursors?: (count: number) => void;
  /** The first so many write frames of this connection are saved. */
  readonly onSaved?: (count: number) => void;
  /** Every update up to the first step 2, with that: for those who want the document. */
  readonly onContent?: (update: Uint8Array) => void;
}

/** A y-websocket client without a document: it joins, writes frames that are encoded already, and counts what arrives. */
export class Client {
  readonly #options: ClientOptions;
  readonly #onStruct: (client: number, clock: number, length: number) => void;
  readonly socket: RawSocket;
  #synced: (() => void) | null = null;
  /** Write frames that this connection has sent, its answer to step 1 too. */
  written = 0;
  /** Of those, how many are saved, where the client is told. */
  saved = 0;
  /** True from the server's first step 2 on. */
  synced = false;

  private constructor(options: ClientOptions) {
    this.#options = options;
    this.#onStruct = options.onEdit ?? (() => undefined);
    this.socket = new RawSocket({
      port: options.port,
      path: `/${options.room}`,
      subprotocol: options.acks === true ? SUBPROTOCOL : null,
      onMessage: (bytes, start, end) => this.#receive(bytes, start, end),
    });
  }

  /** Connects, asks for what it lacks, and resolves when it has it. */
  static async join(options: ClientOptions): Promise<Client> {
    const client = new Client(options);
    const synced = new Promise<void>((resolve) => {
      client.#synced = resolve;
    });
    await client.socket.opened;
    client.tell(frameBytes(step1Frame(options.stateVector ?? EMPTY_VECTOR), { masked: true }));
    await synced;
    return client;
  }

  /** Writes `count` write frames that are encoded already. */
  write(frames: Uint8Array, count = 1): void {
    this.written += count;
    this.socket.write(frames);
  }

  /** Writes a frame that is no write frame. */
  tell(frame: Uint8Array): void {
    this.socket.write(frame);
  }

  close(): Promise<void> {
    return this.socket.close();
  }

  #receive(bytes: Buffer, start: number, end: number): void {
    switch (bytes[start]) {
      case MESSAGE.sync:
        return this.#sync(bytes, start + 1, end);
      case MESSAGE.awareness: {
        // The length of what follows, then how many.
        varUintAt(bytes, start + 1);
        this.#options.onCursors?.(varUintAt(bytes, walked()));
        return;
      }
      case MESSAGE.saved:
        this.saved = varUintAt(bytes, start + 1);
        if (varUintAt(bytes, walked()) > 0) throw new Error('The server refused an edit of the bench.');
        this.#options.onSaved?.(this.saved);
        return;
    }
  }

  #sync(bytes: Buffer, start: number, end: number): void {
    const step = bytes[start];
    if (step === SYNC.step1) return this.write(frameBytes(step2Frame(this.#options.answer ?? EMPTY_UPDATE), { masked: true }));
    varUintAt(bytes, start + 1);
    const from = walked();
    if (!this.synced) this.#options.onContent?.(Uint8Array.from(bytes.subarray(from, end)));
    if (step === SYNC.update && this.synced) walkUpdate(bytes, from, this.#onStruct);
    if (step === SYNC.step2 && !this.synced) {
      this.synced = true;
      this.#synced?.();
    }
  }
}

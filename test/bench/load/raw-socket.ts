import net from 'node:net';
import { FrameCutter, frameBytes, OPCODE } from './websocket-frame.ts';

/** All sockets read into this: what was read is dealt with before the next one reads. */
const READ = Buffer.alloc(256 * 1024);
const HEAD_END = '\r\n\r\n';

export interface RawSocketOptions {
  readonly port: number;
  /** The URL's path. */
  readonly path: string;
  /** The subprotocol to ask for, or null for none. */
  readonly subprotocol: string | null;
  /** A message's payload, as a range of bytes that are overwritten afterwards. */
  readonly onMessage: (bytes: Buffer, start: number, end: number) => void;
}

/**
 * A WebSocket client that costs next to nothing: one that did all that `ws` does would be slower than the servers that it
 * is to load. It answers pings and trusts the server in everything else.
 */
export class RawSocket {
  readonly #socket: net.Socket;
  /** Null until the upgrade is done. */
  #cutter: FrameCutter | null = null;
  #head = '';
  readonly #onClosed: (() => void)[] = [];
  /** Code and reason that the server closed with, or what went wrong, once it did. */
  closed: string | null = null;
  /** Resolves when messages may be written. */
  readonly opened: Promise<void>;

  constructor(options: RawSocketOptions) {
    const { port, path, subprotocol } = options;
    const { promise, resolve, reject } = withResolvers();
    this.opened = promise;
    const read = (length: number): boolean => {
      if (this.#cutter !== null) this.#cutter.push(READ, length);
      else this.#handshake(length, options, resolve, reject);
      return true;
    };
    this.#socket = net.connect({ host: '127.0.0.1', port, onread: { buffer: READ, callback: read } });
    this.#socket.setNoDelay(true);
    this.#socket.on('error', (error) => {
      this.closed ??= error.message;
      reject(error);
    });
    this.#socket.on('close', () => {
      this.closed ??= 'without a code';
      for (const tell of this.#onClosed) tell();
    });
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13${subprotocol === null ? '' : `\r\nSec-WebSocket-Protocol: ${subprotocol}`}${HEAD_END}`,
    );
  }

  /** Bytes that the kernel hasn't taken. */
  get queued(): number {
    return this.#socket.writableLength;
  }

  /** Writes frames that are encoded already. */
  write(frames: Uint8Array): void {
    this.#socket.write(frames);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Closes as a browser does, after what was written, and waits for the other side. */
  async close(): Promise<void> {
    if (this.closed !== null) return;
    const done = new Promise<void>((resolve) => {
      this.#onClosed.push(resolve);
    });
    this.#socket.write(frameBytes(new Uint8Array(0), { masked: true, opcode: OPCODE.close }));
    await done;
  }

  #handshake(length: number, { onMessage, path }: RawSocketOptions, resolve: () => void, reject: (error: Error) => void): void {
    this.#head += READ.toString('latin1', 0, length);
    const end = this.#head.indexOf(HEAD_END);
    if (end < 0) return;
    if (!this.#head.startsWith('HTTP/1.1 101')) return reject(new Error(`${path} was not upgraded: ${this.#head.slice(0, end)}`));
    this.#cutter = new FrameCutter((opcode, bytes, start, stop) => {
      if (opcode === OPCODE.binary) onMessage(bytes, start, stop);
      else this.#control(opcode, bytes, start, stop);
    });
    const rest = Buffer.from(this.#head.slice(end + HEAD_END.length), 'latin1');
    resolve();
    this.#cutter.push(rest, rest.length);
  }

  #control(opcode: number, bytes: Buffer, start: number, end: number): void {
    if (opcode === OPCODE.ping) this.write(frameBytes(bytes.subarray(start, end), { masked: true, opcode: OPCODE.pong }));
    else if (opcode === OPCODE.close) {
      this.closed = end > start ? `${bytes.readUInt16BE(start)} ${bytes.toString('utf8', start + 2, end)}` : 'without a code';
      this.#socket.end(frameBytes(bytes.subarray(start, end), { masked: true, opcode: OPCODE.close }));
    } else throw new Error(`The server sent a frame that no Weft server and no relay sends: ${opcode}.`);
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let resolve = (): void => undefined;
  let reject = (_error: Error): void => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

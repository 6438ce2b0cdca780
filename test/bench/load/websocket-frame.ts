/** FIN and opcode: a whole message of its kind. */
export const OPCODE = { binary: 0x82, close: 0x88, ping: 0x89, pong: 0x8a } as const;

const MASKED = 0x80;
const MASK_BYTES = 4;
const SHORT = 125;
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;

export interface FrameOptions {
  /** A client's frames are masked, ours with a mask of zeros: legal, and it leaves the payload as it is. */
  readonly masked: boolean;
  readonly opcode?: number;
}

/** A message as one WebSocket frame (RFC 6455 §5.2). */
export function frameBytes(payload: Uint8Array, { masked, opcode = OPCODE.binary }: FrameOptions): Buffer {
  const { length } = payload;
  const size = length <= SHORT ? 2 : length <= 0xffff ? 4 : 10;
  const header = size + (masked ? MASK_BYTES : 0);
  const bytes = Buffer.alloc(header + length);
  bytes[0] = opcode;
  bytes[1] = (masked ? MASKED : 0) | (size === 2 ? length : size === 4 ? TWO_BYTES : EIGHT_BYTES);
  if (size === 4) bytes.writeUInt16BE(length, 2);
  if (size === 10) bytes.writeBigUInt64BE(BigInt(length), 2);
  bytes.set(payload, header);
  return bytes;
}

/** Cuts a stream of bytes into WebSocket frames, without an object a frame: millions come a second. */
export class FrameCutter {
  readonly #onFrame: (opcode: number, bytes: Buffer, start: number, end: number) => void;
  /** The beginning of a frame whose end hasn't come. */
  #partial: Buffer = Buffer.alloc(64);
  #have = 0;
  /** Bytes that must be there before `#partial` says more: its header, then the whole frame. */
  #need = 2;

  /** `onFrame` is given a payload as a range of bytes that are overwritten afterwards. */
  constructor(onFrame: (opcode: number, bytes: Buffer, start: number, end: number) => void) {
    this.#onFrame = onFrame;
  }

  push(bytes: Buffer, length: number): void {
    let at = this.#have > 0 ? this.#complete(bytes, length) : 0;
    while (at < length) {
      const header = headerSize(bytes, at, length);
      const end = header < 0 ? -1 : at + header + payloadSize(bytes, at);
      if (end < 0 || end > length) break;
      this.#onFrame(bytes[at] as number, bytes, at + header, end);
      at = end;
    }
    if (at < length) this.#complete(bytes, length, at);
  }

  /** Adds to the partial frame, from `start` on. Returns where the bytes that don't belong to it begin. */
  #complete(bytes: Buffer, length: number, start = 0): number {
    let at = start;
    while (at < length) {
      const taken = Math.min(this.#need - this.#have, length - at);
      this.#reserve();
      bytes.copy(this.#partial, this.#have, at, at + taken);
      this.#have += taken;
      at += taken;
      if (this.#have < this.#need) break;
      const header = headerSize(this.#partial, 0, this.#have);
      const size = header < 0 ? -header : header + payloadSize(this.#partial, 0);
      if (header > 0 && size === this.#have) {
        this.#have = 0;
        this.#need = 2;
        this.#onFrame(this.#partial[0] as number, this.#partial, header, size);
        break;
      }
      this.#need = size;
    }
    return at;
  }

  #reserve(): void {
    if (this.#need <= this.#partial.length) return;
    const larger = Buffer.alloc(this.#need);
    this.#partial.copy(larger, 0, 0, this.#have);
    this.#partial = larger;
  }
}

/** Bytes before the payload of an unmasked frame; negative: how many must be there to know. */
function headerSize(bytes: Buffer, at: number, end: number): number {
  if (end - at < 2) return -2;
  const short = bytes[at + 1] as number;
  const size = short <= SHORT ? 2 : short === TWO_BYTES ? 4 : 10;
  return end - at < size ? -size : size;
}

/** For a frame whose header is there. */
function payloadSize(bytes: Buffer, at: number): number {
  const short = bytes[at + 1] as number;
  if (short <= SHORT) return short;
  return short === TWO_BYTES ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
}

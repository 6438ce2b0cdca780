import { type Code, WeftError } from './codes.ts';

/** Rule FR3: seven bits a byte, eight bytes hold 56, of which 53 may be used. */
const VARINT_BYTES = 8;

/**
 * Reads the encodings of lib0 strictly and without allocating: where lib0 would read past the end, loop, or answer
 * `Infinity`, this throws. Every failure is a WeftError with the code given at construction.
 */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  position: number;
  readonly #code: Code;

  constructor(bytes: Uint8Array, code: Code, start = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
    this.#code = code;
  }

  get atEnd(): boolean {
    return this.position >= this.end;
  }

  get left(): number {
    return this.end - this.position;
  }

  byte(): number {
    if (this.position >= this.end) this.fail('it ends too early');
    return this.bytes[this.position++] as number;
  }

  varUint(): number {
    const first = this.byte();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    let scale = 128;
    for (let read = 1; read < VARINT_BYTES; read++) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) this.fail('a number is above 2⁵³−1');
        return value;
      }
    }
    return this.fail('a number has more than eight bytes');
  }

  /** A count of things of at least `bytesEach`: refused when the bytes left can't hold them. */
  count(bytesEach = 1): number {
    const count = this.varUint();
    if (count * bytesEach > this.left) this.fail('a count is larger than what follows');
    return count;
  }

  /** Skips `length` bytes. */
  skip(length: number): void {
    if (length > this.left) this.fail('a length is larger than what follows');
    this.position += length;
  }

  /** A view of the next length-prefixed bytes: no copy. */
  varBytes(): Uint8Array {
    const length = this.varUint();
    const start = this.position;
    this.skip(length);
    return this.bytes.subarray(start, this.position);
  }

  /** A length-prefixed UTF-8 string. */
  varString(): string {
    const bytes = this.varBytes();
    try {
      return DECODER.decode(bytes);
    } catch {
      return this.fail('a string is not UTF-8');
    }
  }

  /** @throws WeftError always */
  fail(what: string): never {
    throw new WeftError(this.#code, `The bytes are not what they should be: ${what} (at byte ${this.position}).`);
  }
}

/** As strict as lib0's own: what it can't decode is refused, and a byte order mark is a character. */
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

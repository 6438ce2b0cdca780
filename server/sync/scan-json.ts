import { isProto, spells, utf16Length } from './scan-text.ts';

/** What is wrong with a JSON text; null: nothing. */
export type JsonFault = 'malformed' | 'too-deep' | 'key' | null;

/** Levels of arrays and objects, and bytes of a key as it is written. */
export interface JsonLimits {
  readonly depth: number;
  readonly keyBytes: number;
}

/** Whether the bytes from `from` to `to` are a JSON text that `JSON.parse` accepts, within the limits. Builds nothing and doesn't recurse. */
export function checkJson(bytes: Uint8Array, from: number, to: number, limits: JsonLimits): JsonFault {
  if (utf16Length(bytes, from, to) < 0) return 'malformed';
  return new JsonCheck(bytes, from, to, limits).run();
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LOWER_U = 0x75;
/** Read past the end. */
const END = -1;

const ENCODER = new TextEncoder();
const LITERALS = ['true', 'false', 'null'].map((word) => ENCODER.encode(word));
const ESCAPES = new Set(ENCODER.encode('"\\/bfnrt'));
const DECODER = new TextDecoder();

class JsonCheck {
  readonly #bytes: Uint8Array;
  readonly #to: number;
  readonly #limits: JsonLimits;
  /** The closing bytes of the containers that are open. */
  readonly #open: number[] = [];
  #at: number;

  constructor(bytes: Uint8Array, from: number, to: number, limits: JsonLimits) {
    this.#bytes = bytes;
    this.#at = from;
    this.#to = to;
    this.#limits = limits;
  }

  run(): JsonFault {
    for (;;) {
      // A value is due.
      const first = this.#peek();
      if (first === OPEN_OBJECT || first === OPEN_ARRAY) {
        const close = first === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY;
        if (this.#open.push(close) > this.#limits.depth) return 'too-deep';
        this.#at++;
        if (this.#peek() !== close) {
          const fault = first === OPEN_OBJECT ? this.#key() : null;
          if (fault !== null) return fault;
          continue;
        }
      } else if (!this.#scalar(first)) return 'malformed';
      // A value has ended: close what ends with it.
      while (this.#open.length > 0 && this.#peek() === this.#open[this.#open.length - 1]) {
        this.#open.pop();
        this.#at++;
      }
      const next = this.#peek();
      if (this.#open.length === 0) return next === END ? null : 'malformed';
      if (next !== COMMA) return 'malformed';
      this.#at++;
      const fault = this.#open[this.#open.length - 1] === CLOSE_OBJECT ? this.#key() : null;
      if (fault !== null) return fault;
    }
  }

  /** The next byte after white space. */
  #peek(): number {
    for (; this.#at < this.#to; this.#at++) {
      const byte = this.#bytes[this.#at] as number;
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
    }
    return END;
  }

  #byte(): number {
    return this.#at < this.#to ? (this.#bytes[this.#at] as number) : END;
  }

  #key(): JsonFault {
    if (this.#peek() !== QUOTE) return 'malformed';
    const from = this.#at + 1;
    const escaped = this.#string();
    if (escaped === null) return 'malformed';
    const to = this.#at - 1;
    if (to - from > this.#limits.keyBytes) return 'key';
    if (escaped ? JSON.parse(DECODER.decode(this.#bytes.subarray(from - 1, to + 1))) === '__proto__' : isProto(this.#bytes, from, to))
      return 'key';
    if (this.#peek() !== COLON) return 'malformed';
    this.#at++;
    return null;
  }

  #scalar(first: number): boolean {
    if (first === QUOTE) return this.#string() !== null;
    if (first === MINUS || (first >= ZERO && first <= NINE)) return this.#number();
    for (const word of LITERALS) {
      if (first === word[0]) {
        const from = this.#at;
        this.#at = Math.min(from + word.length, this.#to);
        return spells(this.#bytes, from, this.#at, word);
      }
    }
    return false;
  }

  /** Skips a string; says whether it had escapes, or null if it isn't one. */
  #string(): boolean | null {
    let escaped = false;
    for (this.#at++; ; this.#at++) {
      const byte = this.#byte();
      if (byte < 0x20) return null;
      if (byte === QUOTE) break;
      if (byte !== BACKSLASH) continue;
      escaped = true;
      this.#at++;
      if (this.#byte() === LOWER_U) {
        for (let digit = 0; digit < 4; digit++) {
          this.#at++;
          if (!isHex(this.#byte())) return null;
        }
      } else if (!ESCAPES.has(this.#byte())) return null;
    }
    this.#at++;
    return escaped;
  }

  #number(): boolean {
    if (this.#byte() === MINUS) this.#at++;
    if (this.#byte() === ZERO) this.#at++;
    else if (!this.#digits()) return false;
    if (this.#byte() === POINT) {
      this.#at++;
      if (!this.#digits()) return false;
    }
    if ((this.#byte() | 0x20) !== 0x65) return true;
    this.#at++;
    if (this.#byte() === PLUS || this.#byte() === MINUS) this.#at++;
    return this.#digits();
  }

  /** Skips one digit or more. */
  #digits(): boolean {
    const from = this.#at;
    while (this.#byte() >= ZERO && this.#byte() <= NINE) this.#at++;
    return this.#at > from;
  }
}

function isHex(byte: number): boolean {
  const lower = byte | 0x20;
  return (byte >= ZERO && byte <= NINE) || (lower >= 0x61 && lower <= 0x66);
}

import { crc32 } from 'node:zlib';
import type { LogRecord } from './store.ts';

/**
 * Bytes of log rows. A row is
 *
 *     crc (4) · first seq (8) · count (4) · count × (flags (1) · time · [author] · [sender] · update)
 *
 * with everything after the flags as varints and length-prefixed bytes. Times are differences to the record before; an author or a sender that
 * repeats (the first repeats '') is a flag. The CRC covers the key too, so a row that turns up under another key is noticed. A segment's content is rows without CRC, one after another.
 */
const CRC_BYTES = 4;
const HEADER_BYTES = 12;
const HALF = 0x1_0000_0000;

const EARLIER = 1;
const SAME_AUTHOR = 2;
const SENDER_IS_AUTHOR = 4;
const SAME_SENDER = 8;

/** Copying byte by byte beats `set` below about this many bytes. */
const SMALL_COPY = 48;

const LONGEST_VARINT = 8;

/** Bytes of a new buffer, and the most that stays allocated after one large batch. */
const FIRST_BYTES = 64 * 1024;
const KEPT_BYTES = 1024 * 1024;

/** Writes the CRC of key and body into the first four bytes of `value`. */
export function seal(key: Uint8Array, value: Buffer): void {
  value.writeUInt32BE(crc32(value.subarray(CRC_BYTES), crc32(key)), 0);
}

/** The body of a sealed value: a view without the CRC, or null if the CRC is wrong. */
export function unseal(key: Uint8Array, value: Buffer): Buffer | null {
  if (value.length < CRC_BYTES) return null;
  const body = value.subarray(CRC_BYTES);
  return value.readUInt32BE(0) === crc32(body, crc32(key)) ? body : null;
}

/** A sealed value of `parts`. */
export function sealed(key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat([Buffer.alloc(CRC_BYTES), ...parts]);
  seal(key, value);
  return value;
}

/** Encodes rows into one growing buffer: no object a record, one view a row. */
export class RowWriter {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #position = 0;
  #start = 0;
  #count = 0;
  #time = 0;
  #author = '';
  #sender = '';

  /** Bytes of the row so far. */
  get size(): number {
    return this.#position - this.#start;
  }

  /** Starts over at the front of the buffer: rows that were returned before may be overwritten. */
  reset(): void {
    this.#position = 0;
    if (this.#bytes.length > KEPT_BYTES) this.#bytes = Buffer.allocUnsafe(FIRST_BYTES);
  }

  /** Begins a row. */
  begin(): void {
    this.#start = this.#position;
    this.#reserve(CRC_BYTES + HEADER_BYTES);
    this.#position += CRC_BYTES + HEADER_BYTES;
    this.#count = 0;
    this.#time = 0;
    this.#author = '';
    this.#sender = '';
  }

  add(record: LogRecord): void {
    const { author, sender, update } = record;
    // Differences of fractions would drift.
    const time = Math.trunc(record.time);
    this.#reserve(1 + 4 * LONGEST_VARINT + 3 * (author.length + sender.length) + update.length);
    const bytes = this.#bytes;
    const sameAuthor = author === this.#author;
    const senderIsAuthor = sender === author;
    const sameSender = sender === this.#sender;
    const since = time - this.#time;
    bytes[this.#position++] =
      (since < 0 ? EARLIER : 0) | (sameAuthor ? SAME_AUTHOR : 0) | (senderIsAuthor ? SENDER_IS_AUTHOR : 0) | (sameSender ? SAME_SENDER : 0);
    this.#varUint(Math.abs(since));
    if (!sameAuthor) this.#string(author);
    if (!senderIsAuthor && !sameSender) this.#string(sender);
    const length = update.length;
    this.#varUint(length);
    if (length < SMALL_COPY) {
      for (let index = 0; index < length; index++) bytes[this.#position + index] = update[index] as number;
    } else {
      bytes.set(update, this.#position);
    }
    this.#position += length;
    this.#count++;
    this.#time = time;
    this.#author = author;
    this.#sender = sender;
  }

  /** Ends the row. Returns a view, valid until `reset`. */
  end(key: Uint8Array, firstSeq: number): Buffer {
    const row = this.#bytes.subarray(this.#start, this.#position);
    row.writeUInt32BE(Math.floor(firstSeq / HALF), CRC_BYTES);
    row.writeUInt32BE(firstSeq % HALF, CRC_BYTES + 4);
    row.writeUInt32BE(this.#count, CRC_BYTES + 8);
    seal(key, row);
    return row;
  }

  #reserve(bytes: number): void {
    const needed = this.#position + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
    // Rows that are done keep the old memory; the one being written moves.
    this.#bytes.copy(larger, 0, 0, this.#position);
    this.#bytes = larger;
  }

  #varUint(number: number): void {
    const bytes = this.#bytes;
    let rest = number;
    while (rest > 0x7f) {
      bytes[this.#position++] = 0x80 | (rest % 128);
      rest = Math.floor(rest / 128);
    }
    bytes[this.#position++] = rest;
  }

  #string(text: string): void {
    const length = Buffer.byteLength(text);
    this.#varUint(length);
    this.#position += this.#bytes.write(text, this.#position);
  }
}

/** The seqs of a body of rows: first, and last. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** The seqs of one row's body. */
export function rowSpan(body: Buffer): Span {
  const first = body.readUInt32BE(0) * HALF + body.readUInt32BE(4);
  return { first, last: first + body.readUInt32BE(8) - 1 };
}

/**
 * The records of a body of rows: one row's, or a segment's. Updates are views into `body`.
 * @throws RangeError if the bytes end too early or the rows don't follow each other: a bug or damage that the CRC can't see
 */
export function readRows(body: Buffer): LogRecord[] {
  const records: LogRecord[] = [];
  const reader = new RowReader(body);
  while (!reader.atEnd) reader.row(records);
  return records;
}

class RowReader {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#position >= this.#bytes.length;
  }

  row(records: LogRecord[]): void {
    const { first, last } = rowSpan(this.#bytes.subarray(this.#position));
    const before = records.at(-1);
    if (before !== undefined && first !== before.seq + 1) throw new RangeError(`Row ${first} follows record ${before.seq}.`);
    this.#position += HEADER_BYTES;
    let time = 0;
    let author = '';
    let sender = '';
    for (let seq = first; seq <= last; seq++) {
      const flags = this.#bytes.readUInt8(this.#position++);
      const since = this.#varUint();
      time += (flags & EARLIER) === 0 ? since : -since;
      if ((flags & SAME_AUTHOR) === 0) author = this.#string();
      if ((flags & SENDER_IS_AUTHOR) !== 0) sender = author;
      else if ((flags & SAME_SENDER) === 0) sender = this.#string();
      records.push({ seq, time, author, sender, update: this.#view() });
    }
  }

  #varUint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes.readUInt8(this.#position++);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  #string(): string {
    const start = this.#skip(this.#varUint());
    return this.#bytes.toString('utf8', start, this.#position);
  }

  /** A plain Uint8Array: `slice` of a Buffer doesn't copy, which callers who know typed arrays wouldn't expect. */
  #view(): Uint8Array {
    const length = this.#varUint();
    const start = this.#skip(length);
    return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + start, length);
  }

  #skip(length: number): number {
    const start = this.#position;
    this.#position += length;
    if (this.#position > this.#bytes.length) throw new RangeError(`A row ends ${this.#position - this.#bytes.length} bytes too early.`);
    return start;
  }
}

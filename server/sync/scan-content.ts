import type { ByteReader } from '../../shared/bytes.ts';
import { WeftError } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import { checkJson } from './scan-json.ts';
import { isProto, spells, utf16Length } from './scan-text.ts';

export type ContentLimits = Pick<Limits, 'valueDepth' | 'keyBytes'>;

/** Content refs of Yjs v1, the lower five bits of a struct's info byte. GC and Skip are structs without content. */
export const REF = { gc: 0, deleted: 1, json: 2, binary: 3, string: 4, embed: 5, format: 6, type: 7, any: 8, doc: 9, skip: 10 } as const;

/** Type refs: array, map, text, XML element, XML fragment, XML hook, XML text. Elements and hooks carry a name. */
const TYPES = 7;
const XML_ELEMENT = 3;
const XML_HOOK = 5;

/**
 * Skips an item's content and answers its length in clocks.
 * @throws WeftError `update.malformed`, `update.subdocument`, `update.too-deep` or `update.key`
 */
export function skipContent(reader: ByteReader, ref: number, limits: ContentLimits): number {
  switch (ref) {
    case REF.string:
      return skipText(reader);
    case REF.deleted:
      return reader.varUint();
    case REF.json:
      return skipJsonValues(reader, limits);
    case REF.binary:
      reader.skip(reader.varUint());
      return 1;
    case REF.embed:
      skipJson(reader, limits);
      return 1;
    case REF.format:
      skipKey(reader, limits);
      skipJson(reader, limits);
      return 1;
    case REF.type:
      skipType(reader, limits);
      return 1;
    case REF.any:
      return skipAnyValues(reader, limits);
    case REF.doc:
      throw new WeftError(
        'update.subdocument',
        'The update holds a subdocument. Rooms hold one document each: connect to another room instead.',
      );
    default:
      return reader.fail(`content ${ref} does not exist`);
  }
}

/** Skips a length-prefixed string and answers its length in UTF-16 units. */
function skipText(reader: ByteReader): number {
  const length = reader.varUint();
  const from = reader.position;
  reader.skip(length);
  const units = utf16Length(reader.bytes, from, reader.position);
  return units < 0 ? reader.fail('a string is not UTF-8') : units;
}

/** Skips a key, an attribute's or type's name. */
export function skipKey(reader: ByteReader, limits: ContentLimits): void {
  const length = reader.varUint();
  const from = reader.position;
  reader.skip(length);
  if (length > limits.keyBytes) throw keyError(`A key has ${length} bytes, ${limits.keyBytes} are allowed.`);
  if (isProto(reader.bytes, from, reader.position))
    throw keyError('A key is `__proto__`, which would change an object instead of filling it.');
  if (utf16Length(reader.bytes, from, reader.position) < 0) reader.fail('a key is not UTF-8');
}

function keyError(what: string): WeftError {
  return new WeftError('update.key', `${what} Use another key.`);
}

function tooDeep(limits: ContentLimits): WeftError {
  return new WeftError('update.too-deep', `A value has more than ${limits.valueDepth} levels. Use shared types or flatten it.`);
}

function skipType(reader: ByteReader, limits: ContentLimits): void {
  const ref = reader.varUint();
  if (ref >= TYPES) reader.fail(`shared type ${ref} does not exist`);
  if (ref === XML_ELEMENT || ref === XML_HOOK) skipKey(reader, limits);
}

/** Yjs writes this for `undefined` in ContentJSON, and there alone. */
const UNDEFINED = new TextEncoder().encode('undefined');

function skipJsonValues(reader: ByteReader, limits: ContentLimits): number {
  const values = reader.count();
  for (let left = values; left > 0; left--) skipJson(reader, limits, UNDEFINED);
  return values;
}

function skipJson(reader: ByteReader, limits: ContentLimits, besides: Uint8Array | null = null): void {
  const length = reader.varUint();
  const from = reader.position;
  reader.skip(length);
  if (besides !== null && spells(reader.bytes, from, reader.position, besides)) return;
  const fault = checkJson(reader.bytes, from, reader.position, { depth: limits.valueDepth, keyBytes: limits.keyBytes });
  if (fault === 'malformed') reader.fail('a value is not JSON');
  if (fault === 'too-deep') throw tooDeep(limits);
  if (fault === 'key') throw keyError('A key in a JSON value is `__proto__` or too long.');
}

/** lib0's `any` encoding: the first byte says what follows. */
const ANY = {
  bytes: 116,
  array: 117,
  object: 118,
  string: 119,
  bigint: 122,
  float64: 123,
  float32: 124,
  integer: 125,
  undefined: 127,
} as const;

function skipAnyValues(reader: ByteReader, limits: ContentLimits): number {
  const values = reader.count();
  for (let left = values; left > 0; left--) skipAny(reader, limits, 0);
  return values;
}

/** Recursion is bounded by `limits.valueDepth`. */
function skipAny(reader: ByteReader, limits: ContentLimits, depth: number): void {
  const kind = reader.byte();
  switch (kind) {
    case ANY.string:
      skipText(reader);
      return;
    case ANY.integer:
      skipVarInt(reader);
      return;
    case ANY.float32:
      reader.skip(4);
      return;
    case ANY.float64:
    case ANY.bigint:
      reader.skip(8);
      return;
    case ANY.bytes:
      reader.skip(reader.varUint());
      return;
    case ANY.object: {
      if (depth >= limits.valueDepth) throw tooDeep(limits);
      for (let left = reader.count(2); left > 0; left--) {
        skipKey(reader, limits);
        skipAny(reader, limits, depth + 1);
      }
      return;
    }
    case ANY.array: {
      if (depth >= limits.valueDepth) throw tooDeep(limits);
      for (let left = reader.count(); left > 0; left--) skipAny(reader, limits, depth + 1);
      return;
    }
    default:
      // What is left are true, false, null and undefined, which are their first byte.
      if (kind < ANY.bytes || kind > ANY.undefined) reader.fail(`value kind ${kind} does not exist`);
  }
}

/** A signed varint: six bits in the first byte, seven in each that follows. Rule FR3 holds for its size. */
function skipVarInt(reader: ByteReader): void {
  const first = reader.byte();
  if (first < 0x80) return;
  let value = first & 0x3f;
  let scale = 64;
  for (let read = 1; read < 8; read++) {
    const byte = reader.byte();
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte >= 0x80) continue;
    if (value > Number.MAX_SAFE_INTEGER) reader.fail('a number is above 2⁵³−1');
    return;
  }
  reader.fail('a number has more than eight bytes');
}

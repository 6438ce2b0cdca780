/**
 * Reads what servers pass on, without an object a frame. It knows the shapes that the bench writes (text, deletions) and
 * what servers make of them by merging, and throws on all others: a wrong count would be worse than none.
 */
const STRING = 4;
const GARBAGE = 0;
const DELETED = 1;
const SKIP = 10;
const REF = 0x1f;
const LEFT = 0x80;
const RIGHT = 0x40;
const SUB = 0x20;

let at = 0;

/** The varint at `position`. Where it ends is `walked()`. */
export function varUintAt(bytes: Uint8Array, position: number): number {
  at = position;
  return varUint(bytes);
}

/** Where the last reading ended. */
export const walked = (): number => at;

/** Calls `onStruct` for each struct of the Yjs update from `start` on, in order. `length` is in UTF-16 units: all bench text is ASCII. */
export function walkUpdate(bytes: Uint8Array, start: number, onStruct: (client: number, clock: number, length: number) => void): void {
  at = start;
  for (let sections = varUint(bytes); sections > 0; sections--) {
    let structs = varUint(bytes);
    const client = varUint(bytes);
    let clock = varUint(bytes);
    for (; structs > 0; structs--) {
      const length = struct(bytes);
      onStruct(client, clock, length);
      clock += length;
    }
  }
}

function struct(bytes: Uint8Array): number {
  const info = bytes[at++] as number;
  const ref = info & REF;
  if (ref === GARBAGE || ref === SKIP) return varUint(bytes);
  if ((info & LEFT) !== 0) skipId(bytes);
  if ((info & RIGHT) !== 0) skipId(bytes);
  if ((info & (LEFT | RIGHT)) === 0) {
    if (varUint(bytes) === 1) skipString(bytes);
    else skipId(bytes);
    if ((info & SUB) !== 0) skipString(bytes);
  }
  if (ref === DELETED) return varUint(bytes);
  if (ref === STRING) return skipString(bytes);
  throw new Error(`A struct of kind ${ref} is none that the bench writes.`);
}

function skipId(bytes: Uint8Array): void {
  varUint(bytes);
  varUint(bytes);
}

function skipString(bytes: Uint8Array): number {
  const length = varUint(bytes);
  at += length;
  return length;
}

function varUint(bytes: Uint8Array): number {
  let byte = bytes[at++] as number;
  if (byte < 0x80) return byte;
  let value = byte & 0x7f;
  for (let scale = 128; ; scale *= 128) {
    byte = bytes[at++] as number;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
  }
}

import { Buffer } from 'node:buffer';
import { MESSAGE, SYNC } from '../../shared/protocol.ts';
import { varUintSize, writeVarUint } from './varints.ts';

/** FIN and opcode 2: a whole binary message. */
const WHOLE_BINARY = 0x82;
/** Payload lengths of RFC 6455 §5.2: up to 125 in the second byte, then two or eight bytes more. */
const SHORT = 125;
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;
const TWO_BYTES_MAX = 0xffff;

/** Bytes that are ready for a socket: one or more whole WebSocket frames, shared by all members that they go to. */
export interface Wire {
  readonly bytes: Uint8Array;
  readonly frames: number;
}

/**
 * A message as WebSocket frame bytes. Encoded once for a whole room: the header of an unmasked server frame doesn't
 * differ from member to member, so each member costs one write and no allocation.
 */
export function toWire(messages: readonly Uint8Array[]): Wire {
  let size = 0;
  for (const message of messages) size += headerSize(message.length) + message.length;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const message of messages) {
    at = writeHeader(bytes, at, message.length);
    bytes.set(message, at);
    at += message.length;
  }
  return { bytes, frames: messages.length };
}

function headerSize(length: number): number {
  if (length <= SHORT) return 2;
  return length <= TWO_BYTES_MAX ? 4 : 10;
}

function writeHeader(bytes: Buffer, at: number, length: number): number {
  bytes[at] = WHOLE_BINARY;
  if (length <= SHORT) {
    bytes[at + 1] = length;
    return at + 2;
  }
  if (length <= TWO_BYTES_MAX) {
    bytes[at + 1] = TWO_BYTES;
    return bytes.writeUInt16BE(length, at + 2);
  }
  bytes[at + 1] = EIGHT_BYTES;
  return bytes.writeBigUInt64BE(BigInt(length), at + 2);
}

/** A buffer with the header of one frame of `length` payload bytes; the payload begins at `at`. */
export function beginFrame(length: number): { readonly bytes: Buffer; readonly at: number } {
  const bytes = Buffer.allocUnsafe(headerSize(length) + length);
  return { bytes, at: writeHeader(bytes, 0, length) };
}

/** Several wires as one write. */
export function joinWires(wires: readonly Wire[]): Wire {
  return { bytes: Buffer.concat(wires.map((wire) => wire.bytes)), frames: wires.reduce((sum, wire) => sum + wire.frames, 0) };
}

/**
 * Updates as sync frames of their own, one write: each is `header, 0, 2, length, update`. Written straight into one buffer, since
 * encoders that grow leave garbage which a full room can't afford.
 */
export function updatesWire(updates: readonly Uint8Array[]): Wire {
  let size = 0;
  for (const update of updates) {
    const length = updateFrameSize(update);
    size += headerSize(length) + length;
  }
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const update of updates) {
    at = writeHeader(bytes, at, updateFrameSize(update));
    bytes[at++] = MESSAGE.sync;
    bytes[at++] = SYNC.update;
    at = writeVarUint(bytes, at, update.length);
    bytes.set(update, at);
    at += update.length;
  }
  return { bytes, frames: updates.length };
}

/** Two one-byte types, the length, the update. */
function updateFrameSize(update: Uint8Array): number {
  return 2 + varUintSize(update.length) + update.length;
}

/**
 * Frames in and out (PROTOCOL.md). Parsing is strict and builds nothing: bodies are views into the frame's bytes.
 */
import { createEncoder, type Encoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { ByteReader } from './bytes.ts';
import { CODES, type Code, codeName, WeftError } from './codes.ts';

/** The subprotocol that Weft's own clients ask for. */
export const SUBPROTOCOL = 'weft.1';

export const MESSAGE = {
  sync: 0,
  awareness: 1,
  queryAwareness: 3,
  saved: 100,
  role: 101,
  notice: 102,
  ping: 103,
} as const;

export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** What a client may send. */
export type ClientFrame =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  | { readonly type: 'step2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'awareness'; readonly states: Uint8Array }
  | { readonly type: 'query-awareness' }
  | { readonly type: 'ping'; readonly nonce: number };

/**
 * Reads one frame from a client (rules FR1–FR3).
 * @throws WeftError `frame.malformed` or `frame.unknown-type`
 */
export function readClientFrame(bytes: Uint8Array): ClientFrame {
  const reader = new ByteReader(bytes, 'frame.malformed');
  const frame = readBody(reader, reader.varUint());
  if (!reader.atEnd) throw new WeftError('frame.malformed', 'The frame has bytes after its end.');
  return frame;
}

function readBody(reader: ByteReader, type: number): ClientFrame {
  switch (type) {
    case MESSAGE.sync:
      return readSync(reader);
    case MESSAGE.awareness:
      return { type: 'awareness', states: reader.varBytes() };
    case MESSAGE.queryAwareness:
      return { type: 'query-awareness' };
    case MESSAGE.ping:
      return { type: 'ping', nonce: reader.varUint() };
    default:
      throw new WeftError('frame.unknown-type', `Message type ${type} is not one that a client may send.`);
  }
}

function readSync(reader: ByteReader): ClientFrame {
  const step = reader.varUint();
  switch (step) {
    case SYNC.step1:
      return { type: 'step1', stateVector: reader.varBytes() };
    case SYNC.step2:
      return { type: 'step2', update: reader.varBytes() };
    case SYNC.update:
      return { type: 'update', update: reader.varBytes() };
    default:
      throw new WeftError('frame.unknown-type', `Sync message ${step} does not exist.`);
  }
}

/** A write frame that is decided but not saved. */
export interface RefusedFrame {
  /** Counted from 0 at the connection's opening, over its write frames. */
  readonly index: number;
  readonly code: Code;
}

function frame(type: number, write: (encoder: Encoder) => void): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, type);
  write(encoder);
  return toUint8Array(encoder);
}

function syncFrame(step: number, body: Uint8Array): Uint8Array {
  return frame(MESSAGE.sync, (encoder) => {
    writeVarUint(encoder, step);
    writeVarUint8Array(encoder, body);
  });
}

export const step1Frame = (stateVector: Uint8Array): Uint8Array => syncFrame(SYNC.step1, stateVector);
export const step2Frame = (update: Uint8Array): Uint8Array => syncFrame(SYNC.step2, update);
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(SYNC.update, update);

/** `states` is an awareness update as y-protocols encodes it. */
export const awarenessFrame = (states: Uint8Array): Uint8Array =>
  frame(MESSAGE.awareness, (encoder) => writeVarUint8Array(encoder, states));

/** Rule HB1: an awareness update about nobody. */
export const keepAliveFrame = (): Uint8Array => awarenessFrame(new Uint8Array(1));

/** Rule SA1. */
export const savedFrame = (count: number, refused: readonly RefusedFrame[]): Uint8Array =>
  frame(MESSAGE.saved, (encoder) => {
    writeVarUint(encoder, count);
    writeVarUint(encoder, refused.length);
    for (const { index, code } of refused) {
      writeVarUint(encoder, index);
      writeVarUint(encoder, CODES[code]);
    }
  });

/** Rule RO1. */
export const roleFrame = (role: string, writable: boolean): Uint8Array =>
  frame(MESSAGE.role, (encoder) => {
    writeVarUint(encoder, writable ? 1 : 0);
    writeVarString(encoder, role);
  });

/** Rule NO1. */
export const noticeFrame = (code: Code, text: string): Uint8Array =>
  frame(MESSAGE.notice, (encoder) => {
    writeVarUint(encoder, CODES[code]);
    writeVarString(encoder, text);
  });

/** Rule NO3. */
export const pingFrame = (nonce: number): Uint8Array => frame(MESSAGE.ping, (encoder) => writeVarUint(encoder, nonce));

/** The body of a saved frame. An unknown code (a newer server's) reads as `server.fault`. */
export function readSaved(reader: ByteReader): { count: number; refused: RefusedFrame[] } {
  const count = reader.varUint();
  const refused: RefusedFrame[] = [];
  for (let left = reader.count(2); left > 0; left--) {
    refused.push({ index: reader.varUint(), code: codeName(reader.varUint()) ?? 'server.fault' });
  }
  return { count, refused };
}

/** The body of a role frame. */
export function readRole(reader: ByteReader): { role: string; writable: boolean } {
  const writable = reader.varUint() === 1;
  return { writable, role: reader.varString() };
}

/** The body of a notice. An unknown code (a newer server's) reads as null. */
export function readNotice(reader: ByteReader): { code: Code | null; text: string } {
  const code = codeName(reader.varUint());
  return { code, text: reader.varString() };
}

import type { Decoder } from 'lib0/decoding';
import type { WebsocketProvider } from 'y-websocket';
import { ByteReader } from '../../shared/bytes.ts';
import { type Code, WeftError } from '../../shared/codes.ts';
import { MESSAGE, type RefusedFrame, readNotice, readRole, readSaved, SYNC } from '../../shared/protocol.ts';

/** What a server says that y-websocket doesn't handle, or doesn't tell. */
export interface ServerFrames {
  /** Rule SA1. */
  saved(count: number, refused: readonly RefusedFrame[]): void;
  /** Rule RO1. */
  role(role: string, writable: boolean): void;
  /** Rule NO1; `code` is null where this version doesn't know it. */
  notice(code: Code | null, text: string): void;
  /** The server's step 1: the state vector that it told. */
  stateVector(bytes: Uint8Array): void;
  /** A step 2 or an update, before it is applied. */
  update(bytes: Uint8Array, kind: 'step2' | 'update'): void;
  /** A frame that can't be read: the server and we don't understand each other. */
  unreadable(): void;
}

/** Makes `provider` pass Weft's messages on to `frames`. */
export function handleServerFrames(provider: WebsocketProvider, frames: ServerFrames): void {
  const { messageHandlers } = provider;
  const handle = (type: number, read: (reader: ByteReader) => void): void => {
    messageHandlers[type] = (_encoder, decoder) => {
      if (!readSafely(decoder, read)) frames.unreadable();
    };
  };
  handle(MESSAGE.saved, (reader) => {
    const { count, refused } = readSaved(reader);
    frames.saved(count, refused);
  });
  handle(MESSAGE.role, (reader) => {
    const { role, writable } = readRole(reader);
    frames.role(role, writable);
  });
  handle(MESSAGE.notice, (reader) => {
    const { code, text } = readNotice(reader);
    frames.notice(code, text);
  });
  // The answer to a ping: that it came is all there is to it, and the socket has noticed.
  handle(MESSAGE.ping, () => {});

  const sync = messageHandlers[MESSAGE.sync];
  messageHandlers[MESSAGE.sync] = (encoder, decoder, from, emitSynced, type) => {
    const readable = readSafely(decoder, (reader) => {
      const step = reader.varUint();
      if (step === SYNC.step1) frames.stateVector(reader.varBytes().slice());
      else if (step === SYNC.step2 || step === SYNC.update) frames.update(reader.varBytes(), step === SYNC.step2 ? 'step2' : 'update');
    });
    if (readable) sync?.(encoder, decoder, from, emitSynced, type);
    else frames.unreadable();
  };
}

/** Reads what follows in `decoder` without moving it. False where the bytes are malformed. */
function readSafely(decoder: Decoder, read: (reader: ByteReader) => void): boolean {
  const reader = new ByteReader(decoder.arr, 'frame.malformed', decoder.pos);
  try {
    read(reader);
    return true;
  } catch (error) {
    if (error instanceof WeftError) return false;
    throw error;
  }
}

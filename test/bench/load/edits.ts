import { createEncoder, toUint8Array, writeUint8, writeVarString, writeVarUint } from 'lib0/encoding';
import { awarenessFrame, updateFrame } from '../../../shared/protocol.ts';
import { frameBytes } from './websocket-frame.ts';

/** The root type that bench edits are in. */
export const TEXT = 'text';

const STRING = 4;
const LEFT = 0x80;

/** What one person types: each text continues that person's last. Encodes Yjs updates by hand: no document a client. */
export class Typist {
  readonly client: number;
  /** The clock of the next character. */
  clock = 0;

  constructor(client: number) {
    this.client = client;
  }

  /** An update that appends `text` (ASCII); with `instead` the text before it goes. */
  type(text = 'x', instead: { readonly clock: number; readonly length: number } | null = null): Uint8Array {
    const encoder = createEncoder();
    writeVarUint(encoder, 1);
    writeVarUint(encoder, 1);
    writeVarUint(encoder, this.client);
    writeVarUint(encoder, this.clock);
    writeUint8(encoder, this.clock > 0 ? STRING | LEFT : STRING);
    if (this.clock > 0) {
      writeVarUint(encoder, this.client);
      writeVarUint(encoder, this.clock - 1);
    } else {
      writeVarUint(encoder, 1);
      writeVarString(encoder, TEXT);
    }
    writeVarString(encoder, text);
    this.clock += text.length;
    writeVarUint(encoder, instead === null ? 0 : 1);
    if (instead !== null) for (const number of [this.client, 1, instead.clock, instead.length]) writeVarUint(encoder, number);
    return toUint8Array(encoder);
  }

  /** The same as a frame, ready to be written to a socket. */
  frame(text = 'x', instead: { readonly clock: number; readonly length: number } | null = null): Buffer {
    return frameBytes(updateFrame(this.type(text, instead)), { masked: true });
  }
}

/** A caret as an editor tells it, about 300 bytes, ready to be written to a socket. */
export function cursorFrame(client: number, clock: number, position: number): Buffer {
  const place = { type: { client: 1, clock: 0 }, tname: null, item: { client, clock: position }, assoc: 0 };
  const user = { name: `Writer ${client}`, color: '#1a7f37', colorLight: '#1a7f3733' };
  const encoder = createEncoder();
  writeVarUint(encoder, 1);
  writeVarUint(encoder, client);
  writeVarUint(encoder, clock);
  writeVarString(encoder, JSON.stringify({ user, anchorPos: place, focusPos: place, focusing: true, awarenessData: {} }));
  return frameBytes(awarenessFrame(toUint8Array(encoder)), { masked: true });
}

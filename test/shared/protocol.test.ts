import fc from 'fast-check';
import { createEncoder, type Encoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { writeSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { ByteReader } from '../../shared/bytes.ts';
import { CODES, type Code, WeftError } from '../../shared/codes.ts';
import {
  awarenessFrame,
  keepAliveFrame,
  noticeFrame,
  pingFrame,
  readClientFrame,
  readNotice,
  readRole,
  readSaved,
  roleFrame,
  savedFrame,
  step1Frame,
  step2Frame,
  updateFrame,
} from '../../shared/protocol.ts';

function encoded(write: (encoder: Encoder) => void): Uint8Array {
  const encoder = createEncoder();
  write(encoder);
  return toUint8Array(encoder);
}

function refusal(bytes: readonly number[] | Uint8Array): Code {
  try {
    readClientFrame(Uint8Array.from(bytes));
  } catch (error) {
    if (error instanceof WeftError) return error.code;
    throw error;
  }
  throw new Error('The frame was not refused.');
}

/** The body of a frame of ours, its type checked. */
function body(frame: Uint8Array, type: number): ByteReader {
  const reader = new ByteReader(frame, 'frame.malformed');
  expect(reader.varUint()).toBe(type);
  return reader;
}

describe('frames from clients', () => {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, 'hello');

  it('[FR1] reads the sync messages of y-protocols', () => {
    const sync = (write: (encoder: Encoder) => void): Uint8Array =>
      encoded((encoder) => {
        writeVarUint(encoder, 0);
        write(encoder);
      });
    expect(readClientFrame(sync((encoder) => writeSyncStep1(encoder, doc)))).toEqual({
      type: 'step1',
      stateVector: Y.encodeStateVector(doc),
    });
    expect(readClientFrame(sync((encoder) => writeSyncStep2(encoder, doc)))).toEqual({ type: 'step2', update: Y.encodeStateAsUpdate(doc) });
    expect(readClientFrame(sync((encoder) => writeUpdate(encoder, Uint8Array.of(0, 0))))).toEqual({
      type: 'update',
      update: Uint8Array.of(0, 0),
    });
  });

  it('[FR1] reads awareness, its query, and pings', () => {
    const awareness = new Awareness(doc);
    awareness.setLocalState({ user: { name: 'Ada' } });
    const states = encodeAwarenessUpdate(awareness, [doc.clientID]);
    awareness.destroy();
    const frame = encoded((encoder) => {
      writeVarUint(encoder, 1);
      writeVarUint8Array(encoder, states);
    });
    expect(readClientFrame(frame)).toEqual({ type: 'awareness', states });
    expect(readClientFrame(Uint8Array.of(3))).toEqual({ type: 'query-awareness' });
    expect(readClientFrame(pingFrame(2 ** 40))).toEqual({ type: 'ping', nonce: 2 ** 40 });
  });

  it('[FR1] takes a type for its value, however it is spelled', () => {
    expect(readClientFrame(Uint8Array.of(0x83, 0x00))).toEqual({ type: 'query-awareness' });
    expect(readClientFrame(Uint8Array.of(0x80, 0x80, 0x00, 0x82, 0x00, 0x02, 0, 0))).toEqual({
      type: 'update',
      update: Uint8Array.of(0, 0),
    });
    expect(refusal([0x82, 0x00])).toBe('frame.unknown-type');
  });

  it('[FR2] refuses types that a client may not send', () => {
    for (const type of [2, 4, 99, 100, 101, 102, 104, 127]) expect(refusal([type])).toBe('frame.unknown-type');
    expect(refusal([0, 3, 0])).toBe('frame.unknown-type');
  });

  it('[FR2] refuses every truncation, and whatever has bytes after its end', () => {
    const update = Y.encodeStateAsUpdate(doc);
    for (const frame of [
      step1Frame(Y.encodeStateVector(doc)),
      step2Frame(update),
      updateFrame(update),
      awarenessFrame(update),
      pingFrame(300),
    ]) {
      expect(readClientFrame(frame)).toBeDefined();
      for (let length = 0; length < frame.length; length++) expect(refusal(frame.subarray(0, length))).toBe('frame.malformed');
      expect(refusal([...frame, 0])).toBe('frame.malformed');
    }
    expect(refusal([3, 0])).toBe('frame.malformed');
  });

  it('[FR2] refuses any other bytes with a code, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200, size: 'max' }), (bytes) => {
        try {
          readClientFrame(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(WeftError);
        }
      }),
    );
  });

  it('[FR3] refuses lengths and numbers beyond 2⁵³−1', () => {
    expect(refusal([0, 2, ...new Array<number>(150).fill(0xff)])).toBe('frame.malformed');
    expect(refusal([103, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x10])).toBe('frame.malformed');
  });

  it('answers bodies as views into the frame', () => {
    const frame = updateFrame(Uint8Array.of(1, 2, 3));
    const read = readClientFrame(frame);
    expect(read.type === 'update' && read.update.buffer === frame.buffer).toBe(true);
  });
});

describe('frames from the server', () => {
  it('[HB1] keeps alive with an empty awareness frame', () => {
    expect([...keepAliveFrame()]).toEqual([1, 1, 0]);
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    const before = awareness.getStates().size;
    applyAwarenessUpdate(awareness, body(keepAliveFrame(), 1).varBytes(), null);
    expect(awareness.getStates().size).toBe(before);
    awareness.destroy();
  });

  it('[SA1] says how many write frames are decided, and names the refused ones', () => {
    const refused = [
      { index: 3, code: 'role.read-only' },
      { index: 200, code: 'update.incomplete' },
    ] as const;
    const reader = body(savedFrame(301, refused), 100);
    expect(readSaved(reader)).toEqual({ count: 301, refused });
    expect(reader.atEnd).toBe(true);
  });

  it('[SA1] reads a refusal of a newer server as a fault', () => {
    const reader = new ByteReader(Uint8Array.of(5, 1, 4, 99), 'frame.malformed');
    expect(readSaved(reader).refused).toEqual([{ index: 4, code: 'server.fault' }]);
  });

  it('[SA1] refuses a count of refusals that the bytes cannot hold', () => {
    expect(() => readSaved(new ByteReader(Uint8Array.of(5, 2, 4, 9), 'frame.malformed'))).toThrow(WeftError);
  });

  it('[RO1] says the role and whether it may write', () => {
    expect(readRole(body(roleFrame('éditeur', true), 101))).toEqual({ role: 'éditeur', writable: true });
    expect(readRole(body(roleFrame('viewer', false), 101))).toEqual({ role: 'viewer', writable: false });
  });

  it('[NO1] notes a code and a text', () => {
    expect(readNotice(body(noticeFrame('store.failing', 'The disk is full.'), 102))).toEqual({
      code: 'store.failing',
      text: 'The disk is full.',
    });
    const newer = encoded((encoder) => {
      writeVarUint(encoder, 9_999);
      writeVarString(encoder, 'new');
    });
    expect(readNotice(new ByteReader(newer, 'frame.malformed'))).toEqual({ code: null, text: 'new' });
    expect(CODES['store.failing']).toBe(40);
  });
});

import {
  type Encoder,
  writeAny,
  writeFloat32,
  writeFloat64,
  writeUint8,
  writeUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type ScanLimits, scanUpdate } from '../../../server/sync/scan.ts';
import { type Code, WeftError } from '../../../shared/codes.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { CONTENT, deleteSetByHand, rootItem, updateByHand } from '../../support/hostile-updates.ts';
import { edit } from '../../support/updates.ts';

/** Beyond eight bytes: lib0 reads on until the number is above 2⁵³, or Infinity. */
const ENDLESS: readonly number[] = new Array<number>(30).fill(0x80);

function refusal(update: Uint8Array, limits: ScanLimits = LIMITS): Code | 'accepted' {
  try {
    scanUpdate(update, limits);
    return 'accepted';
  } catch (error) {
    if (error instanceof WeftError) return error.code;
    throw error;
  }
}

/** An update of one item in root type `r`, its content by hand. */
function item(content: number, write: (encoder: Encoder) => void, key?: string): Uint8Array {
  return updateByHand(7, 1, (encoder) => {
    rootItem(encoder, content, 'r', key);
    write(encoder);
  });
}

function anyValue(write: (encoder: Encoder) => void): Uint8Array {
  return item(CONTENT.any, (encoder) => {
    writeVarUint(encoder, 1);
    write(encoder);
  });
}

const any = (value: unknown): Uint8Array => anyValue((encoder) => writeAny(encoder, value as Parameters<typeof writeAny>[1]));
const embed = (json: string): Uint8Array => item(CONTENT.embed, (encoder) => writeVarString(encoder, json));
const string = (...bytes: number[]): Uint8Array => item(CONTENT.string, (encoder) => writeVarUint8Array(encoder, Uint8Array.from(bytes)));

/** An item right of another one: neither parent nor key is written. */
function follower(clock: number, origin: readonly [client: number, clock: number]): Uint8Array {
  return updateByHand(
    7,
    1,
    (encoder) => {
      writeUint8(encoder, 0x80 | CONTENT.string);
      writeVarUint(encoder, origin[0]);
      writeVarUint(encoder, origin[1]);
      writeVarString(encoder, 'x');
    },
    clock,
  );
}

function gc(length: number, clock = 0): Uint8Array {
  return updateByHand(
    7,
    1,
    (encoder) => {
      writeUint8(encoder, CONTENT.gc);
      writeVarUint(encoder, length);
    },
    clock,
  );
}

function nested(depth: number, open: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = open(value);
  return value;
}

describe('scanUpdate refuses what Yjs must not see', () => {
  it('[FR3] refuses numbers that are not safe, wherever they stand', () => {
    // Sections, structs, client, clock, length of a GC and of a skip, parent, name; then delete sets: clients, client, ranges, clock, length.
    const places = [
      [],
      [1],
      [1, 1],
      [1, 1, 7],
      [1, 1, 7, 0, 0],
      [1, 1, 7, 0, 10],
      [1, 1, 7, 0, 4],
      [1, 1, 7, 0, 4, 1],
      [0],
      [0, 1],
      [0, 1, 7],
      [0, 1, 7, 1],
      [0, 1, 7, 1, 0],
    ];
    for (const place of places) expect(refusal(Uint8Array.of(...place, ...ENDLESS))).toBe('update.malformed');
    expect(refusal(anyValue((encoder) => writeUint8Array(encoder, Uint8Array.of(125, ...ENDLESS))))).toBe('update.malformed');
    const longer = (bytes: number): Uint8Array =>
      anyValue((encoder) => writeUint8Array(encoder, Uint8Array.of(125, ...ENDLESS.slice(1, bytes), 0)));
    expect(refusal(longer(8))).toBe('accepted');
    expect(refusal(longer(9))).toBe('update.malformed');
    expect(refusal(anyValue((encoder) => writeUint8Array(encoder, Uint8Array.of(125, ...new Array(7).fill(0xff), 0x7f))))).toBe(
      'update.malformed',
    );
  });

  it('[FR5] refuses counts that the bytes left cannot hold', () => {
    expect(refusal(Uint8Array.of(100, 0, 0, 0, 0))).toBe('update.malformed');
    expect(refusal(Uint8Array.of(1, 0x80, 0x80, 0x80, 0x10, 7, 0, 0, 1, 0))).toBe('update.malformed');
    expect(refusal(Uint8Array.of(0, 100, 7, 1, 0, 1))).toBe('update.malformed');
    expect(refusal(Uint8Array.of(0, 1, 7, 100, 0, 1))).toBe('update.malformed');
    expect(refusal(item(CONTENT.any, (encoder) => writeVarUint(encoder, 2 ** 30)))).toBe('update.malformed');
    expect(refusal(item(CONTENT.json, (encoder) => writeVarUint(encoder, 2 ** 30)))).toBe('update.malformed');
    for (const kind of [116, 117, 118, 119]) {
      expect(refusal(anyValue((encoder) => writeUint8Array(encoder, Uint8Array.of(kind, 0xff, 0xff, 0x7f))))).toBe('update.malformed');
    }
  });

  it('[FR5] refuses contents, shared types and values that do not exist', () => {
    for (let ref = 11; ref < 32; ref++) expect(refusal(item(ref, (encoder) => writeVarString(encoder, 'x')))).toBe('update.malformed');
    expect(refusal(item(CONTENT.gc, (encoder) => writeVarUint(encoder, 1)))).toBe('update.malformed');
    for (const flags of [0x80, 0x40, 0x20]) {
      for (const ref of [CONTENT.gc, CONTENT.skip])
        expect(refusal(Uint8Array.of(1, 1, 7, 0, flags | ref, 1, 1, 1, 1, 0))).toBe('update.malformed');
    }
    for (const type of [7, 8, 127]) expect(refusal(item(CONTENT.type, (encoder) => writeVarUint(encoder, type)))).toBe('update.malformed');
    for (const kind of [0, 115, 128, 255]) expect(refusal(anyValue((encoder) => writeUint8(encoder, kind)))).toBe('update.malformed');
    expect(refusal(Uint8Array.of(1, 1, 7, 0, 4, 2, 1, 114, 1, 120, 0))).toBe('update.malformed');
  });

  it('accepts every content, shared type and value that exists', () => {
    for (const type of [0, 1, 2, 4, 6]) expect(refusal(item(CONTENT.type, (encoder) => writeVarUint(encoder, type)))).toBe('accepted');
    for (const type of [3, 5]) {
      const named = item(CONTENT.type, (encoder) => {
        writeVarUint(encoder, type);
        writeVarString(encoder, 'name');
      });
      expect(refusal(named)).toBe('accepted');
    }
    for (const value of [0, -1, 2 ** 31 - 1, -(2 ** 31), 1.5, Math.PI, 10n, 'ü', true, false, null, undefined, [], {}, new Uint8Array(3)]) {
      expect(refusal(any(value))).toBe('accepted');
    }
    expect(refusal(anyValue((encoder) => [writeUint8(encoder, 124), writeFloat32(encoder, 1)]))).toBe('accepted');
    expect(refusal(anyValue((encoder) => [writeUint8(encoder, 123), writeFloat64(encoder, 1)]))).toBe('accepted');
    expect(refusal(item(CONTENT.binary, (encoder) => writeVarUint(encoder, 0)))).toBe('accepted');
    expect(refusal(item(CONTENT.deleted, (encoder) => writeVarUint(encoder, 5)))).toBe('accepted');
  });

  it('[FR5] refuses structs, sections and deletions of length 0', () => {
    expect(refusal(gc(0))).toBe('update.malformed');
    expect(refusal(Uint8Array.of(1, 1, 7, 0, CONTENT.skip, 0, 0))).toBe('update.malformed');
    for (const content of [CONTENT.deleted, CONTENT.json, CONTENT.any, CONTENT.string]) {
      expect(refusal(item(content, (encoder) => writeVarUint(encoder, 0)))).toBe('update.malformed');
    }
    expect(refusal(Uint8Array.of(1, 0, 7, 0, 0, 0, 0))).toBe('update.malformed');
    expect(refusal(deleteSetByHand(new Map([[7, [[0, 0]]]])))).toBe('update.malformed');
  });

  it('[FR5] refuses clocks above 2⁵³−1', () => {
    expect(refusal(gc(1, 2 ** 53 - 2))).toBe('accepted');
    expect(refusal(gc(1, 2 ** 53 - 1))).toBe('update.malformed');
    expect(refusal(gc(2 ** 52, 2 ** 52))).toBe('update.malformed');
    expect(refusal(deleteSetByHand(new Map([[7, [[2 ** 53 - 2, 1]]]])))).toBe('accepted');
    expect(refusal(deleteSetByHand(new Map([[7, [[2 ** 53 - 2, 2]]]])))).toBe('update.malformed');
  });

  it('[FR5] refuses two sections of one client', () => {
    const section = (client: number): number[] => [1, client, 0, CONTENT.gc, 1];
    expect(refusal(Uint8Array.of(2, ...section(7), ...section(8), 0))).toBe('accepted');
    expect(refusal(Uint8Array.of(2, ...section(7), ...section(7), 0))).toBe('update.malformed');
    expect(refusal(Uint8Array.of(3, ...section(7), ...section(8), ...section(7), 0))).toBe('update.malformed');
  });

  it('[FR5] refuses deletions that overlap, are out of order, or come in two lists: Yjs would walk the same structs again for each', () => {
    const deletes = (ranges: [number, number][]): Uint8Array => deleteSetByHand(new Map([[7, ranges]]));
    expect(
      refusal(
        deletes([
          [0, 2],
          [2, 1],
          [9, 1],
        ]),
      ),
    ).toBe('accepted');
    expect(
      refusal(
        deletes([
          [0, 2],
          [1, 1],
        ]),
      ),
    ).toBe('update.malformed');
    expect(
      refusal(
        deletes([
          [5, 1],
          [0, 1],
        ]),
      ),
    ).toBe('update.malformed');
    expect(refusal(Uint8Array.of(0, 2, 7, 1, 0, 1, 7, 1, 5, 1))).toBe('update.malformed');
  });

  it('accepts a client without deletions in the delete set', () => {
    expect(scanUpdate(Uint8Array.of(0, 1, 7, 0), LIMITS).deleteRanges).toBe(0);
  });

  it('[FR5] refuses references to a struct that the same client makes later, on which Yjs throws', () => {
    expect(refusal(follower(5, [7, 4]))).toBe('accepted');
    expect(refusal(follower(5, [7, 5]))).toBe('update.malformed');
    expect(refusal(follower(5, [7, 6]))).toBe('update.malformed');
    expect(refusal(follower(5, [8, 6]))).toBe('accepted');
  });

  it('[FR5] refuses subdocuments', () => {
    const doc = new Y.Doc();
    const update = edit(doc, () => doc.getMap('m').set('sub', new Y.Doc()));
    expect(refusal(update)).toBe('update.subdocument');
  });

  it('[FR5] refuses values nested too deep, in whatever encoding', () => {
    const limits = { ...LIMITS, valueDepth: 5 };
    for (const open of [(inner: unknown): unknown => [inner], (inner: unknown): unknown => ({ inner })]) {
      expect(refusal(any(nested(5, open)), limits)).toBe('accepted');
      expect(refusal(any(nested(6, open)), limits)).toBe('update.too-deep');
      expect(refusal(embed(JSON.stringify(nested(5, open))), limits)).toBe('accepted');
      expect(refusal(embed(JSON.stringify(nested(6, open))), limits)).toBe('update.too-deep');
    }
    const format = (json: string): Uint8Array =>
      item(CONTENT.format, (encoder) => {
        writeVarString(encoder, 'bold');
        writeVarString(encoder, json);
      });
    expect(refusal(format('[[[[[]]]]]'), limits)).toBe('accepted');
    expect(refusal(format('[[[[[[]]]]]]'), limits)).toBe('update.too-deep');
    const json = (text: string): Uint8Array =>
      item(CONTENT.json, (encoder) => {
        writeVarUint(encoder, 1);
        writeVarString(encoder, text);
      });
    expect(refusal(json('{"a":[[[[]]]]}'), limits)).toBe('accepted');
    expect(refusal(json('{"a":[[[[[]]]]]}'), limits)).toBe('update.too-deep');
  });

  it('[FR5] does not overflow its stack on a million levels', () => {
    const levels = 1_000_000;
    expect(
      refusal(
        anyValue((encoder) =>
          writeUint8Array(
            encoder,
            new Uint8Array(2 * levels).map((_, at) => (at % 2 === 0 ? 117 : 1)),
          ),
        ),
      ),
    ).toBe('update.too-deep');
    expect(refusal(embed('['.repeat(levels)))).toBe('update.too-deep');
  });

  it.each([
    ['a map key', (key: string) => item(CONTENT.string, (encoder) => writeVarString(encoder, 'x'), key)],
    [
      'a root type’s name',
      (key: string) => updateByHand(7, 1, (encoder) => [rootItem(encoder, CONTENT.string, key), writeVarString(encoder, 'x')]),
    ],
    ['a key of an object', (key: string) => any(Object.fromEntries([[key, 1]]))],
    ['a key of an inner object', (key: string) => any([{ a: Object.fromEntries([[key, 1]]) }])],
    ['a key in JSON', (key: string) => embed(`[{"a":{${JSON.stringify(key)}:1}}]`)],
    ['a format', (key: string) => item(CONTENT.format, (encoder) => [writeVarString(encoder, key), writeVarString(encoder, 'true')])],
    ['an element’s name', (key: string) => item(CONTENT.type, (encoder) => [writeVarUint(encoder, 3), writeVarString(encoder, key)])],
    ['a hook’s name', (key: string) => item(CONTENT.type, (encoder) => [writeVarUint(encoder, 5), writeVarString(encoder, key)])],
  ])('[FR5] refuses `__proto__`, and what is too long, as %s', (_, build) => {
    expect(refusal(build('title'))).toBe('accepted');
    expect(refusal(build('__proto_'))).toBe('accepted');
    expect(refusal(build('__proto__'))).toBe('update.key');
    const limits = { ...LIMITS, keyBytes: 20 };
    expect(refusal(build('ü'.repeat(10)), limits)).toBe('accepted');
    expect(refusal(build(`${'ü'.repeat(10)}k`), limits)).toBe('update.key');
  });

  it('[FR5] sees through escapes in JSON keys', () => {
    expect(refusal(embed('{"\\u005f_proto__":1}'))).toBe('update.key');
    expect(refusal(embed('{"\\u005fproto__":1}'))).toBe('accepted');
    expect(refusal(embed('["__proto__"]'))).toBe('accepted');
  });

  it('[FR5] refuses JSON that is none; `undefined` is allowed where Yjs writes it', () => {
    for (const text of ['', '{', '{"broken"', '1 2', 'undefined', '\ufeff1']) expect(refusal(embed(text))).toBe('update.malformed');
    const json = (...texts: string[]): Uint8Array =>
      item(CONTENT.json, (encoder) => {
        writeVarUint(encoder, texts.length);
        for (const text of texts) writeVarString(encoder, text);
      });
    expect(scanUpdate(json('undefined', '1', '{"a":[]}'), LIMITS).clients).toMatchObject([{ clock: 0, end: 3 }]);
    expect(refusal(json('undefine'))).toBe('update.malformed');
  });

  it('[FR5] refuses strings that are not UTF-8, as Yjs does', () => {
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf4, 0x90, 0x80, 0x80], [0x61, 0x80]]) {
      expect(refusal(string(...bytes))).toBe('update.malformed');
      expect(() => Y.decodeUpdate(string(...bytes))).toThrow();
      expect(refusal(item(CONTENT.embed, (encoder) => writeVarUint8Array(encoder, Uint8Array.of(0x22, ...bytes, 0x22))))).toBe(
        'update.malformed',
      );
    }
  });

  it('[FR5] refuses too many structs and too many root types', () => {
    const doc = new Y.Doc();
    const update = edit(doc, () => {
      for (let root = 0; root < 4; root++) for (const key of ['a', 'b']) doc.getMap(`root ${root}`).set(key, root);
    });
    expect(scanUpdate(update, { ...LIMITS, updateStructs: 8, roots: 4 })).toMatchObject({
      structs: 8,
      roots: ['root 0', 'root 1', 'root 2', 'root 3'],
    });
    expect(refusal(update, { ...LIMITS, updateStructs: 7 })).toBe('update.structs');
    expect(refusal(update, { ...LIMITS, roots: 3 })).toBe('update.roots');
  });
});

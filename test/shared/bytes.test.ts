import fc from 'fast-check';
import { createEncoder, type Encoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../shared/bytes.ts';
import { WeftError } from '../../shared/codes.ts';

function encoded(write: (encoder: Encoder) => void): Uint8Array {
  const encoder = createEncoder();
  write(encoder);
  return toUint8Array(encoder);
}

const reader = (...bytes: number[]): ByteReader => new ByteReader(Uint8Array.from(bytes), 'frame.malformed');

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof WeftError) return error.code;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('ByteReader', () => {
  it('[FR3] reads every safe integer as lib0 writes it', () => {
    const number = fc.oneof(fc.maxSafeNat(), fc.nat(), fc.constantFrom(0, 127, 128, 2 ** 31, 2 ** 32 - 1, 2 ** 53 - 1));
    fc.assert(
      fc.property(number, (value) => {
        const read = new ByteReader(
          encoded((encoder) => writeVarUint(encoder, value)),
          'frame.malformed',
        );
        expect(read.varUint()).toBe(value);
        expect(read.atEnd).toBe(true);
      }),
    );
  });

  it('[FR3] reads a longer spelling of a number, up to eight bytes', () => {
    expect(reader(0x82, 0).varUint()).toBe(2);
    expect(reader(0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0).varUint()).toBe(2);
    expect(refusal(() => reader(0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0).varUint())).toBe('frame.malformed');
  });

  it('[FR3] refuses what is above 2⁵³−1', () => {
    expect(reader(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f).varUint()).toBe(2 ** 53 - 1);
    expect(refusal(() => reader(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10).varUint())).toBe('frame.malformed');
    expect(refusal(() => reader(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f).varUint())).toBe('frame.malformed');
  });

  it('[FR3] refuses a run of continuation bytes, on which lib0 answers Infinity', () => {
    expect(refusal(() => new ByteReader(new Uint8Array(150).fill(0x80), 'frame.malformed').varUint())).toBe('frame.malformed');
  });

  it('refuses to read past the end', () => {
    expect(refusal(() => reader().byte())).toBe('frame.malformed');
    expect(refusal(() => reader(0x80).varUint())).toBe('frame.malformed');
    expect(refusal(() => reader(3, 1, 2).varBytes())).toBe('frame.malformed');
    expect(refusal(() => reader(1).skip(2))).toBe('frame.malformed');
  });

  it('reads no further than the end that it was given', () => {
    const inner = new ByteReader(Uint8Array.of(9, 1, 9), 'frame.malformed', 1, 2);
    expect(inner.left).toBe(1);
    expect(inner.byte()).toBe(1);
    expect(inner.atEnd).toBe(true);
    expect(refusal(() => inner.byte())).toBe('frame.malformed');
  });

  it('refuses a count of things that the bytes left cannot hold', () => {
    expect(reader(2, 0, 0, 0, 0).count(2)).toBe(2);
    expect(refusal(() => reader(3, 0, 0, 0, 0).count(2))).toBe('frame.malformed');
    expect(refusal(() => reader(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f).count(8))).toBe('frame.malformed');
  });

  it('answers bytes as a view, not a copy', () => {
    const bytes = encoded((encoder) => writeVarUint8Array(encoder, Uint8Array.of(1, 2, 3)));
    const view = new ByteReader(bytes, 'frame.malformed').varBytes();
    expect([...view]).toEqual([1, 2, 3]);
    expect(view.buffer).toBe(bytes.buffer);
  });

  it('reads strings as lib0 writes them, a byte order mark included', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\ufeffmarked'));
    fc.assert(
      fc.property(text, (value) => {
        const bytes = encoded((encoder) => writeVarString(encoder, value));
        expect(new ByteReader(bytes, 'frame.malformed').varString()).toBe(value);
      }),
    );
  });

  it('refuses a string that is not UTF-8', () => {
    expect(refusal(() => reader(1, 0xff).varString())).toBe('frame.malformed');
    expect(refusal(() => reader(3, 0xed, 0xa0, 0x80).varString())).toBe('frame.malformed');
  });

  it('names the code that it was given, and the byte', () => {
    const read = new ByteReader(Uint8Array.of(1, 2, 0x80), 'update.malformed', 2);
    expect(() => read.varUint()).toThrow(/at byte 3/);
    expect(refusal(() => new ByteReader(new Uint8Array(0), 'awareness.malformed').byte())).toBe('awareness.malformed');
  });
});

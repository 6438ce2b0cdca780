import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProto, utf16Length } from '../../../server/sync/scan-text.ts';
import { runSeed } from '../../support/random.ts';

const SEED = runSeed();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-16 units, or −1 for what is not UTF-8. */
function decodedLength(bytes: Uint8Array): number {
  try {
    return decoder.decode(bytes).length;
  } catch {
    return -1;
  }
}

describe(`utf16Length, seed ${SEED}`, () => {
  it('agrees with the strict decoder on every byte sequence', () => {
    const byte = fc.constantFrom(
      0x00,
      0x61,
      0x7f,
      0x80,
      0x8f,
      0x90,
      0x9f,
      0xa0,
      0xbf,
      0xc0,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xe1,
      0xed,
      0xee,
      0xef,
      0xf0,
      0xf1,
      0xf4,
      0xf5,
      0xff,
    );
    const text = fc.string({ unit: 'binary' }).map((string) => new TextEncoder().encode(string));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 6 }),
          fc.array(byte, { maxLength: 6 }).map((list) => Uint8Array.from(list)),
          text,
        ),
        (bytes) => {
          expect(utf16Length(bytes, 0, bytes.length)).toBe(decodedLength(bytes));
        },
      ),
      { seed: SEED, numRuns: 10_000 },
    );
  });

  it('reads no byte after its end', () => {
    expect(utf16Length(new TextEncoder().encode('ü'), 0, 1)).toBe(-1);
    expect(utf16Length(new TextEncoder().encode('aüb'), 1, 3)).toBe(1);
  });
});

describe('isProto', () => {
  const spelled = (text: string): boolean => isProto(new TextEncoder().encode(text), 1, text.length - 1);

  it('knows `__proto__` and nothing else', () => {
    expect(spelled('"__proto__"')).toBe(true);
    for (const text of ['"__proto_"', '"__proto___"', '"___proto__"', '"__Proto__"', '""']) expect(spelled(text)).toBe(false);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkJson } from '../../../server/sync/scan-json.ts';
import { runSeed } from '../../support/random.ts';

const SEED = runSeed();

describe(`checkJson, seed ${SEED}`, () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const check = (text: string): string | null => checkJson(bytes(text), 0, bytes(text).length, { depth: 1_000, keyBytes: 1_000 });

  it('accepts exactly what JSON.parse accepts', () => {
    const nearly = fc
      .tuple(fc.json(), fc.array(fc.tuple(fc.nat(), fc.constantFrom('', ...'{}[]",:\\u0ef1-+. \n\u0001truenullfalsE')), { maxLength: 3 }))
      .map(([text, changes]) =>
        changes.reduce((now, [at, put]) => now.slice(0, at % (now.length + 1)) + put + now.slice((at % (now.length + 1)) + 1), text),
      );
    const text = fc.oneof(fc.json(), nearly, fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0e1-+. tn') }));
    fc.assert(
      fc.property(text, (candidate) => {
        let parses = true;
        try {
          JSON.parse(candidate);
        } catch {
          parses = false;
        }
        const fault = check(candidate);
        if (fault !== 'key') expect([candidate, fault]).toEqual([candidate, parses ? null : 'malformed']);
      }),
      { seed: SEED, numRuns: 5_000 },
    );
  });

  it.each(['0', '-0.5e+10', '1E5', '""', '"\\u00fF\\n"', ' [ ] ', '{"":{}}', '[[],{},"x",null]', 'true', '"\u007f"'])(
    'accepts %s',
    (text) => {
      JSON.parse(text);
      expect(check(text)).toBeNull();
    },
  );

  it.each([
    '',
    ' ',
    '01',
    '-',
    '1.',
    '.5',
    '1e',
    '+1',
    '"',
    '"\\x"',
    '"\\u12g4"',
    '"\n"',
    '[1,]',
    '[,1]',
    '{"a"}',
    '{"a":}',
    '{a:1}',
    '{"a":1,}',
    '[}',
    '{]',
    '[1',
    'tru',
    'nul',
    'truex',
    'NaN',
    '[]]',
    '"a""b"',
  ])('refuses %s', (text) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(check(text)).toBe('malformed');
  });

  it('looks no further than its bytes', () => {
    expect(checkJson(bytes('[1] '), 1, 2, { depth: 1, keyBytes: 1 })).toBeNull();
    expect(checkJson(bytes('"abc"'), 0, 4, { depth: 1, keyBytes: 1 })).toBe('malformed');
    expect(checkJson(bytes('true'), 0, 3, { depth: 1, keyBytes: 1 })).toBe('malformed');
  });
});

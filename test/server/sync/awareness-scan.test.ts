import fc from 'fast-check';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { type AwarenessLimits, scanAwareness } from '../../../server/sync/awareness-scan.ts';
import { type Code, WeftError } from '../../../shared/codes.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { writeAwareness } from '../../support/write-awareness.ts';

const SEED = runSeed();

type Entry = readonly [client: number, clock: number, text: string];

/** An awareness update whose states are texts by hand. */
function byHand(...entries: Entry[]): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, entries.length);
  for (const [client, clock, text] of entries) {
    writeVarUint(encoder, client);
    writeVarUint(encoder, clock);
    writeVarString(encoder, text);
  }
  return toUint8Array(encoder);
}

function read(states: Uint8Array, limits: AwarenessLimits = LIMITS, isForeign?: (client: number, clock: number) => boolean): Entry[] {
  const entries: Entry[] = [];
  scanAwareness(
    states,
    limits,
    (client, clock, from, to) => {
      entries.push([client, clock, new TextDecoder().decode(states.subarray(from, to))]);
    },
    isForeign,
  );
  return entries;
}

function refusal(states: Uint8Array, limits?: AwarenessLimits): Code | 'accepted' {
  try {
    read(states, limits);
    return 'accepted';
  } catch (error) {
    if (error instanceof WeftError) return error.code;
    throw error;
  }
}

describe(`scanAwareness, seed ${SEED}`, () => {
  it('[PR8] reads what y-protocols writes, departures too', () => {
    const awareness = new Awareness(new Y.Doc());
    const me = awareness.clientID;
    awareness.setLocalState({ user: { name: 'Ada 😀' }, cursor: null });
    applyAwarenessUpdate(awareness, writeAwareness([{ clientId: 5, clock: 3, state: { a: [1] } }]), null);
    const clock = awareness.meta.get(me)?.clock;
    expect(read(encodeAwarenessUpdate(awareness, [me, 5]))).toEqual([
      [me, clock, '{"user":{"name":"Ada 😀"},"cursor":null}'],
      [5, 3, '{"a":[1]}'],
    ]);
    removeAwarenessStates(awareness, [5], null);
    expect(read(encodeAwarenessUpdate(awareness, [5]))).toEqual([[5, 3, 'null']]);
    awareness.destroy();
  });

  it('[PR8] reads any states', () => {
    const entry = fc.record({
      clientId: fc.nat(),
      clock: fc.nat(),
      state: fc.option(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 9 }))),
    });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        fc.pre(!JSON.stringify(entries).includes('__proto__'));
        expect(read(writeAwareness(entries))).toEqual(
          entries.map(({ clientId, clock, state }) => [clientId, clock, JSON.stringify(state)]),
        );
      }),
      { seed: SEED },
    );
  });

  it('[PR8] refuses every truncation, and bytes after the end', () => {
    const states = byHand([300, 2, '{"user":{"name":"Ada"}}'], [7, 1, 'null']);
    for (let length = 0; length < states.length; length++) expect(refusal(states.subarray(0, length))).toBe('awareness.malformed');
    expect(refusal(Uint8Array.of(...states, 0))).toBe('awareness.malformed');
  });

  it('[PR8] answers changed and random bytes with a code, or reads JSON', () => {
    fc.assert(
      fc.property(fc.nat(), fc.uint8Array({ maxLength: 60, size: 'max' }), (seed, noise) => {
        const random = seeded(seed);
        const states = byHand([300, 2, '{"user":{"name":"Ada"}}'], [7, 1, '[1,"x"]']);
        states[random.below(states.length)] = random.below(256);
        for (const bytes of [states, noise]) {
          if (refusal(bytes) === 'accepted') for (const [, , text] of read(bytes)) JSON.parse(text);
        }
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('[FR3] refuses numbers that are not safe', () => {
    const endless = new Array<number>(30).fill(0x80);
    for (const place of [[], [1], [1, 7], [1, 7, 1]]) expect(refusal(Uint8Array.of(...place, ...endless))).toBe('awareness.malformed');
  });

  it('[PR8] refuses a count that the bytes cannot hold', () => {
    expect(refusal(Uint8Array.of(2, 7, 1, 1, 0x31, 0))).toBe('awareness.malformed');
  });

  it('[PR8] refuses states that are not JSON', () => {
    for (const text of ['', 'undefined', '{', '{}{}', '{"a":}', "{'a':1}"])
      expect(refusal(byHand([7, 1, text]))).toBe('awareness.malformed');
    expect(refusal(Uint8Array.of(1, 7, 1, 3, 0x22, 0xff, 0x22))).toBe('awareness.malformed');
  });

  it('[PR8] refuses `__proto__` as a key', () => {
    expect(refusal(byHand([7, 1, '{"user":{"__proto__":{}}}']))).toBe('awareness.malformed');
    expect(refusal(byHand([7, 1, '{"user":{"\\u005f_proto__":{}}}']))).toBe('awareness.malformed');
  });

  it('[PR8] refuses states too deep', () => {
    const limits = { ...LIMITS, awarenessDepth: 3 };
    expect(refusal(byHand([7, 1, '{"a":{"b":[1]}}']), limits)).toBe('accepted');
    expect(refusal(byHand([7, 1, '{"a":{"b":[[]]}}']), limits)).toBe('awareness.too-deep');
    expect(refusal(byHand([7, 1, '['.repeat(10_000)]))).toBe('awareness.too-deep');
  });

  it('[PR8] refuses states too large, and too many', () => {
    const limits = { ...LIMITS, awarenessStateBytes: 10, awarenessEntries: 2 };
    expect(refusal(byHand([7, 1, '"12345678"']), limits)).toBe('accepted');
    expect(refusal(byHand([7, 1, '"123456789"']), limits)).toBe('awareness.too-large');
    expect(refusal(byHand([7, 1, '1'], [8, 1, '1'], [9, 1, '1']), limits)).toBe('awareness.too-large');
  });

  it('[PR1] does not look into entries of others: their echo harms nobody', () => {
    const states = byHand([7, 1, '"mine"'], [8, 2, 'x'.repeat(LIMITS.awarenessStateBytes + 1)], [9, 3, 'null']);
    expect(refusal(states)).toBe('awareness.too-large');
    expect(read(states, LIMITS, (client, clock) => client === 8 && clock === 2)).toEqual([
      [7, 1, '"mine"'],
      [9, 3, 'null'],
    ]);
  });
});

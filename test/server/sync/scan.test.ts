import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { everyDelete, forEachDelete, type ScanLimits, scanUpdate, withoutClients } from '../../../server/sync/scan.ts';
import { type Code, WeftError } from '../../../shared/codes.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { decoded, scanned } from '../../support/decoded.ts';
import { history } from '../../support/histories.ts';
import { CONTENT, deleteSetByHand } from '../../support/hostile-updates.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { docAs, edit } from '../../support/updates.ts';

const SEED = runSeed();
const RUNS = 40;

function refusal(update: Uint8Array, limits: ScanLimits = LIMITS): Code | 'accepted' {
  try {
    scanUpdate(update, limits);
    return 'accepted';
  } catch (error) {
    if (error instanceof WeftError) return error.code;
    throw error;
  }
}

describe(`scanUpdate, seed ${SEED}`, () => {
  it('[FR5] reads what Yjs writes as Yjs reads it', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { edits, derived } = history({ seed });
        for (const update of [...edits, ...derived]) expect(scanned(update, scanUpdate(update, LIMITS))).toEqual(decoded(update));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('[FR5] refuses every truncation of an update', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { edits, derived } = history({ seed, steps: 12 });
        for (const update of [...edits, ...derived]) {
          for (let length = 0; length < update.length; length++) expect(refusal(update.subarray(0, length))).toBe('update.malformed');
          expect(refusal(Uint8Array.of(...update, 0))).toBe('update.malformed');
        }
      }),
      { seed: SEED, numRuns: 5 },
    );
  });

  it('[FR5] answers a changed update with a code, or reads it as Yjs does', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seeded(seed);
        const { edits, derived } = history({ seed, steps: 20 });
        const updates = [...edits, ...derived];
        for (let times = 0; times < 100; times++) {
          let update = random.pick(updates);
          for (let changes = random.between(1, 3); changes > 0; changes--)
            update = changed(update, random.pick(updates), random.below, random.bytes);
          if (refusal(update) === 'accepted') expect(scanned(update, scanUpdate(update, LIMITS))).toEqual(decoded(update));
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('[FR5] answers any bytes with a code, or reads them as Yjs does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100, size: 'max' }), (update) => {
        if (refusal(update) === 'accepted') expect(scanned(update, scanUpdate(update, LIMITS))).toEqual(decoded(update));
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('finds each client’s bytes', () => {
    const base = Y.encodeStateAsUpdate(docAs(300));
    const docs = [1, 300, 70_000].map((client) => docAs(client, base));
    const update = Y.mergeUpdates(docs.map((doc) => edit(doc, () => doc.getText('t').insert(0, `from ${doc.clientID}`))));
    const { clients, deletesAt } = scanUpdate(update, LIMITS);
    expect(clients.map(({ client }) => client)).toEqual([70_000, 300, 1]);
    expect(clients[0]?.from).toBe(1);
    for (const [index, { to }] of clients.entries()) expect(to).toBe(clients[index + 1]?.from ?? deletesAt);
    expect(deletesAt).toBe(update.length - 1);
  });

  it('counts surrogate pairs as two clocks, also where a pair was cut', () => {
    const doc = docAs(7);
    const whole = edit(doc, () => doc.getText('t').insert(0, 'a😀b'));
    expect(scanUpdate(whole, LIMITS).clients).toMatchObject([{ clock: 0, end: 4 }]);
    const vector = new Map([[7, 2]]);
    const cut = Y.diffUpdate(whole, Y.encodeStateVector(vector));
    expect(scanned(cut, scanUpdate(cut, LIMITS))).toEqual(decoded(cut));
    expect(scanUpdate(cut, LIMITS).clients).toMatchObject([{ clock: 2, end: 4 }]);
  });

  it('tells where clocks are skipped', () => {
    const doc = docAs(7);
    const [first, , third] = ['one', 'two', 'three'].map((word) => edit(doc, () => doc.getText('t').insert(0, word))) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    expect(scanUpdate(Y.mergeUpdates([first, third]), LIMITS)).toMatchObject({ skips: true, clients: [{ clock: 0, run: 6, end: 11 }] });
    expect(scanUpdate(third, LIMITS)).toMatchObject({ skips: false, clients: [{ clock: 6, run: 6, end: 11 }] });
    expect(scanUpdate(Uint8Array.of(1, 1, 7, 3, CONTENT.skip, 5, 0), LIMITS)).toMatchObject({
      skips: true,
      clients: [{ clock: 3, end: 3 }],
    });
  });
});

describe('withoutClients', () => {
  it('cuts the clients’ structs out and keeps the rest and all deletions', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seeded(seed);
        const { derived } = history({ seed, steps: 30 });
        for (const update of derived) {
          const scan = scanUpdate(update, LIMITS);
          const dropped = new Set(scan.clients.map(({ client }) => client).filter(() => random.chance(0.5)));
          const rest = withoutClients(update, scan, dropped);
          const [before, after] = [decoded(update), decoded(rest)];
          expect(after.clients).toEqual(before.clients.filter(({ client }) => !dropped.has(client)));
          expect(after.deletes).toEqual(before.deletes);
          expect(refusal(rest)).toBe('accepted');
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('leaves the caller’s bytes as they are', () => {
    const update = Uint8Array.of(1, 1, 7, 0, CONTENT.gc, 3, 0);
    const before = [...update];
    expect([...withoutClients(update, scanUpdate(update, LIMITS), new Set([7]))]).toEqual([0, 0]);
    expect([...update]).toEqual(before);
    expect(withoutClients(update, scanUpdate(update, LIMITS), new Set([8]))).toBe(update);
  });
});

describe('deletions of an update', () => {
  const update = deleteSetByHand(
    new Map([
      [
        9,
        [
          [1, 2],
          [5, 1],
        ],
      ],
      [7, [[300, 70_000]]],
    ]),
  );
  const scan = scanUpdate(update, LIMITS);

  it('come one by one, as they are written', () => {
    const seen: number[][] = [];
    forEachDelete(update, scan, (...range) => seen.push(range));
    expect(seen).toEqual([
      [9, 1, 2],
      [9, 5, 1],
      [7, 300, 70_000],
    ]);
  });

  it('are asked until one fails', () => {
    let asked = 0;
    expect(everyDelete(update, scan, (_, clock) => ++asked > 0 && clock < 5)).toBe(false);
    expect(asked).toBe(2);
    expect(everyDelete(update, scan, () => true)).toBe(true);
    const none = Uint8Array.of(0, 0);
    expect(everyDelete(none, scanUpdate(none, LIMITS), () => false)).toBe(true);
  });
});

/** A byte set, flipped, left out or added, or a piece of another update put in. */
function changed(
  update: Uint8Array,
  other: Uint8Array,
  below: (bound: number) => number,
  bytes: (length: number) => Uint8Array,
): Uint8Array {
  const at = below(update.length);
  const [head, tail] = [update.subarray(0, at), update.subarray(at)];
  switch (below(5)) {
    case 0:
      return Uint8Array.of(...head, ...bytes(1), ...tail.subarray(1));
    case 1:
      return update.map((byte, index) => (index === at ? byte ^ (1 << below(8)) : byte));
    case 2:
      return update.length > 1 ? Uint8Array.of(...head, ...tail.subarray(1)) : update;
    case 3:
      return Uint8Array.of(...head, ...bytes(1), ...tail);
    default: {
      const from = below(other.length);
      return Uint8Array.of(...head, ...other.subarray(from, from + below(20)), ...tail);
    }
  }
}

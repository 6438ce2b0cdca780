import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Coverage } from '../../../server/sync/coverage.ts';
import { forEachDelete, scanUpdate } from '../../../server/sync/scan.ts';
import { WeftError } from '../../../shared/codes.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { history } from '../../support/histories.ts';
import { deleteSetByHand } from '../../support/hostile-updates.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { docAs, edit, letters, textOf } from '../../support/updates.ts';

const SEED = runSeed();
const RUNS = 30;

const scan = (update: Uint8Array) => scanUpdate(update, LIMITS);
const isKnown = (coverage: Coverage, update: Uint8Array): boolean => coverage.isKnown(update, scan(update));
const isGapped = (coverage: Coverage, update: Uint8Array): boolean => coverage.isGapped(update, scan(update));
const add = (coverage: Coverage, update: Uint8Array): void => coverage.add(update, scan(update));

/** What Yjs makes of an update in a copy of the document. */
function effect(state: Uint8Array, update: Uint8Array): { changed: boolean; gapped: boolean } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  let changed = false;
  doc.on('update', () => {
    changed = true;
  });
  Y.applyUpdate(doc, update);
  return { changed, gapped: doc.store.pendingStructs !== null || doc.store.pendingDs !== null };
}

/** The whole delete set of a document, from its own encoding. */
function deletesOf(doc: Y.Doc): Uint8Array {
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
}

describe(`Coverage, seed ${SEED}`, () => {
  it('[SY6] knows an update exactly when Yjs would see nothing new in it, and [SY4] finds a gap exactly when Yjs would wait', () => {
    let gapped = 0;
    let known = 0;
    let fresh = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = seeded(seed);
        const { edits, derived } = history({ seed, steps: 40 });
        const doc = new Y.Doc();
        for (const update of edits.slice(0, random.between(0, edits.length))) if (!random.chance(0.05)) Y.applyUpdate(doc, update);
        const peer = new Y.Doc();
        Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc));
        peer.store.pendingStructs = null;
        peer.store.pendingDs = null;
        const state = Y.encodeStateAsUpdate(peer);
        const coverage = Coverage.of([state], LIMITS);
        for (const update of [...edits, ...derived, state]) {
          const { changed, gapped: waits } = effect(state, update);
          expect(isGapped(coverage, update)).toBe(waits);
          if (waits) gapped++;
          else if (changed) fresh++;
          else known++;
          if (!waits) expect(isKnown(coverage, update)).toBe(!changed);
          if (isKnown(coverage, update)) expect(coverage.newDeleteRanges(update, scan(update))).toBe(0);
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
    expect(Math.min(gapped, known, fresh)).toBeGreaterThan(0);
  });

  it('has the state vector that Yjs has, byte for byte, after every update', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const doc = new Y.Doc();
        const coverage = new Coverage();
        for (const update of history({ seed }).edits) {
          if (isGapped(coverage, update)) continue;
          Y.applyUpdate(doc, update);
          add(coverage, update);
          expect(coverage.encodeStateVector()).toEqual(Y.encodeStateVector(doc));
          expect(coverage.hasStateVector(Y.encodeStateVector(doc))).toBe(true);
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('[SY3] answers an equal state vector as Yjs does, byte for byte, when it is told what Yjs deleted by itself', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const doc = new Y.Doc({ gc: seed % 2 === 0 });
        const coverage = new Coverage();
        doc.on('afterTransaction', ({ deleteSet }: Y.Transaction) => {
          for (const [client, ranges] of deleteSet.clients) for (const { clock, len } of ranges) coverage.addDelete(client, clock, len);
        });
        for (const update of history({ seed }).edits) {
          if (isGapped(coverage, update)) continue;
          Y.applyUpdate(doc, update);
          add(coverage, update);
        }
        if (seed % 2 === 0) add(coverage, deletesOf(doc));
        expect(coverage.answerForEqual()).toEqual(deletesOf(doc));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('[SY3] brings a replica that missed nothing but deletions to the same state', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const doc = new Y.Doc();
        for (const update of history({ seed }).edits) Y.applyUpdate(doc, update);
        const replica = new Y.Doc();
        Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc));
        const text = doc.getText('text');
        if (text.length > 0) text.delete(0, Math.ceil(text.length / 2));
        doc.getMap('map').clear();
        const coverage = Coverage.of([Y.encodeStateAsUpdate(doc)], LIMITS);
        expect(coverage.hasStateVector(Y.encodeStateVector(replica))).toBe(true);
        Y.applyUpdate(replica, coverage.answerForEqual());
        expect(replica.getText('text').toDelta()).toEqual(text.toDelta());
        expect(replica.getMap('map').toJSON()).toEqual({});
        expect(deletesOf(replica)).toEqual(deletesOf(doc));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('[SY3] includes structs that came without content, whose deletion no delete set named', () => {
    const doc = docAs(7);
    doc.getMap('m').set('k', new Y.Text('gone'));
    doc.getMap('m').delete('k');
    const withoutDeletes = Uint8Array.of(...Y.encodeStateAsUpdate(doc).subarray(0, scan(Y.encodeStateAsUpdate(doc)).deletesAt), 0);
    const coverage = Coverage.of([withoutDeletes], LIMITS);
    expect(coverage.answerForEqual()).toEqual(deletesOf(doc));
    expect(isKnown(coverage, deletesOf(doc))).toBe(true);
  });

  it('does not take content for deleted when it knows the struct already', () => {
    const doc = docAs(7);
    const insertion = edit(doc, () => doc.getText('t').insert(0, 'word'));
    const coverage = Coverage.of([insertion], LIMITS);
    add(coverage, Uint8Array.of(1, 1, 7, 0, 0, 4, 0));
    expect([...coverage.answerForEqual()]).toEqual([0, 0]);
  });

  it('is the same however the updates came', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { edits } = history({ seed });
        const integrable: Uint8Array[] = [];
        const byEdit = new Coverage();
        for (const update of edits) {
          if (isGapped(byEdit, update)) continue;
          add(byEdit, update);
          integrable.push(update);
        }
        const together = Coverage.of(integrable.length > 0 ? [Y.mergeUpdates(integrable)] : [], LIMITS);
        expect(together.encodeStateVector()).toEqual(byEdit.encodeStateVector());
        expect(together.answerForEqual()).toEqual(byEdit.answerForEqual());
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('[SY4] finds a gap where a letter is missing, a reference is unknown, or a deletion is of nothing', () => {
    const [first, second, third] = letters('abc', 7) as [Uint8Array, Uint8Array, Uint8Array];
    const coverage = Coverage.of([first], LIMITS);
    expect(isGapped(coverage, second)).toBe(false);
    expect(isGapped(coverage, third)).toBe(true);
    expect(isGapped(coverage, Y.mergeUpdates([first, third]))).toBe(true);
    expect(isGapped(coverage, Y.mergeUpdates([second, third]))).toBe(false);
    const other = docAs(8, Y.mergeUpdates([first, second, third]));
    const beside = edit(other, () => other.getText('t').insert(3, 'd'));
    expect(isGapped(coverage, beside)).toBe(true);
    expect(isGapped(coverage, Y.mergeUpdates([second, third, beside]))).toBe(false);
    expect(isGapped(coverage, deleteSetByHand(new Map([[7, [[0, 1]]]])))).toBe(false);
    expect(isGapped(coverage, deleteSetByHand(new Map([[7, [[0, 2]]]])))).toBe(true);
    expect(isGapped(coverage, deleteSetByHand(new Map([[9, [[0, 1]]]])))).toBe(true);
  });

  it('takes skipped clocks for no gap when it knows them', () => {
    const [first, second, third] = letters('abc', 7) as [Uint8Array, Uint8Array, Uint8Array];
    const skipping = Y.mergeUpdates([first, third]);
    const coverage = Coverage.of([first, second], LIMITS);
    expect(isGapped(coverage, skipping)).toBe(false);
    expect(isKnown(coverage, skipping)).toBe(false);
    add(coverage, skipping);
    expect(coverage.clock(7)).toBe(3);
    expect(effect(Y.mergeUpdates([first, second]), skipping)).toEqual({ changed: true, gapped: false });
    expect(textOf([first, second, skipping])).toBe('abc');
  });

  it('refuses to add what would leave a hole in its state vector', () => {
    const [first, , third] = letters('abc', 7) as [Uint8Array, Uint8Array, Uint8Array];
    const coverage = Coverage.of([first], LIMITS);
    expect(() => add(coverage, third)).toThrow(/isGapped/);
    expect(coverage.clock(7)).toBe(1);
    expect(() => Coverage.of([third], LIMITS)).toThrow();
  });

  it('[FR5] counts the deletions that are not deleted yet, not those that are', () => {
    const doc = docAs(7);
    const text = edit(doc, () => doc.getText('t').insert(0, 'x'.repeat(100)));
    const coverage = Coverage.of([text], LIMITS);
    coverage.addDelete(7, 10, 5);
    coverage.addDelete(7, 20, 5);
    const count = (...ranges: [number, number][]): number => {
      const update = deleteSetByHand(new Map([[7, ranges]]));
      return coverage.newDeleteRanges(update, scan(update));
    };
    expect(count([10, 5], [21, 2])).toBe(0);
    expect(count([0, 1], [10, 5], [20, 6], [40, 1])).toBe(3);
    expect(count([9, 2])).toBe(1);
  });

  it('[FR5] counts no deletion of what comes deleted with the update itself: a whole document may be brought at once', () => {
    const doc = docAs(7);
    const text = doc.getText('t');
    text.insert(0, 'ab'.repeat(50));
    doc.transact(() => {
      for (let at = 0; at < 50; at++) text.delete(at, 1);
    });
    const whole = Y.encodeStateAsUpdate(doc);
    expect(scan(whole).deleteRanges).toBe(50);
    expect(new Coverage().newDeleteRanges(whole, scan(whole))).toBe(0);
  });

  it('recognises a repeated delete set of thousands of ranges, and every range that is new to it', () => {
    const doc = docAs(7);
    const text = doc.getText('t');
    text.insert(0, 'ab'.repeat(3_000));
    doc.transact(() => {
      for (let at = 0; at < text.length; at += 1) if (at % 5 !== 0) text.delete(at, 1);
    });
    const coverage = Coverage.of([Y.encodeStateAsUpdate(doc)], LIMITS);
    const repeated = deletesOf(doc);
    expect(scan(repeated).deleteRanges).toBeGreaterThan(1_000);
    expect(isKnown(coverage, repeated)).toBe(true);
    expect(coverage.answerForEqual()).toEqual(repeated);
    const without = new Coverage();
    without.add(repeated, scan(repeated));
    let seen = 0;
    forEachDelete(repeated, scan(repeated), (client, clock) => {
      if (++seen % 100 !== 0) return;
      const other = deleteSetByHand(new Map([[client, [[clock - 1, 1]]]]));
      expect(isKnown(without, other)).toBe(false);
    });
  });

  it('keeps its encodings until they change', () => {
    const [first, second] = letters('ab', 7) as [Uint8Array, Uint8Array];
    const coverage = Coverage.of([first], LIMITS);
    const vector = coverage.encodeStateVector();
    const answer = coverage.answerForEqual();
    add(coverage, first);
    expect(coverage.encodeStateVector()).toBe(vector);
    expect(coverage.answerForEqual()).toBe(answer);
    add(coverage, second);
    expect(coverage.encodeStateVector()).not.toBe(vector);
    expect(coverage.answerForEqual()).toBe(answer);
    coverage.addDelete(7, 0, 1);
    expect([...coverage.answerForEqual()]).toEqual([0, 1, 7, 1, 0, 1]);
    coverage.addDelete(7, 0, 2);
    expect([...coverage.answerForEqual()]).toEqual([0, 1, 7, 1, 0, 2]);
  });

  describe('state vectors', () => {
    const coverage = Coverage.of([...letters('abc', 7), ...letters('de', 300)], LIMITS);
    const compare = (...bytes: number[]): string => coverage.compareStateVector(Uint8Array.from(bytes));

    it('[SY3] are compared as maps, whatever their order', () => {
      expect([...coverage.encodeStateVector()]).toEqual([2, 0xac, 2, 2, 7, 3]);
      expect(compare(2, 7, 3, 0xac, 2, 2)).toBe('equal');
      expect(coverage.hasStateVector(Uint8Array.of(2, 7, 3, 0xac, 2, 2))).toBe(true);
      expect(coverage.hasStateVector(Uint8Array.of(2, 7, 3, 0xac, 2, 1))).toBe(false);
    });

    it('say who is behind and who is ahead', () => {
      expect(compare(0)).toBe('behind');
      expect(compare(1, 7, 3)).toBe('behind');
      expect(compare(2, 7, 3, 0xac, 2, 1)).toBe('behind');
      expect(compare(2, 7, 4, 0xac, 2, 2)).toBe('ahead');
      expect(compare(3, 7, 3, 0xac, 2, 2, 9, 1)).toBe('ahead');
      expect(compare(2, 7, 4, 0xac, 2, 1)).toBe('diverged');
      expect(compare(1, 9, 1)).toBe('diverged');
      expect(compare(2, 9, 1, 10, 1)).toBe('diverged');
    });

    it('mean the same with a clock of 0 as without', () => {
      expect(compare(3, 7, 3, 0xac, 2, 2, 9, 0)).toBe('equal');
      expect(compare(2, 7, 3, 9, 0)).toBe('behind');
      expect(new Coverage().hasStateVector(Uint8Array.of(0))).toBe(true);
    });

    it('[FR2] are refused when they are none', () => {
      const broken = [
        [],
        [1],
        [1, 7],
        [2, 7, 3],
        [1, 7, 3, 0],
        [2, 7, 3, 7, 3],
        [100, 7, 3],
        [1, 7, 0x80],
        [0xff, 0xff, 0xff, 0xff, 0x0f, 7, 3],
      ];
      for (const bytes of broken) {
        let code = 'accepted';
        try {
          compare(...bytes);
        } catch (error) {
          if (error instanceof WeftError) code = error.code;
        }
        expect([bytes, code]).toEqual([bytes, 'frame.malformed']);
      }
    });
  });
});

import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Coverage } from '../../../server/sync/coverage.ts';
import { HotDocument } from '../../../server/sync/document.ts';
import { scanUpdate } from '../../../server/sync/scan.ts';
import { WeftError } from '../../../shared/codes.ts';
import { LIMITS, type Limits } from '../../../shared/limits.ts';
import { fingerprint } from '../../support/fingerprint.ts';
import { history } from '../../support/histories.ts';
import { runSeed } from '../../support/random.ts';
import { docAs, edit, letters, type } from '../../support/updates.ts';

const SEED = runSeed();

function hot(updates: readonly Uint8Array[] = [], limits: Partial<Limits> = {}) {
  const document = new HotDocument(updates, { ...LIMITS, ...limits });
  return { document, apply: (update: Uint8Array) => document.apply(update, scanUpdate(update, LIMITS)) };
}

function codeOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof WeftError) return error.code;
    throw error;
  }
}

/** A map in a map in a map … in root `nest`. */
function nested(doc: Y.Doc, levels: number): Uint8Array {
  return edit(doc, () => {
    let map: Y.Map<unknown> = doc.getMap('nest');
    for (let level = 0; level < levels; level++) {
      const inner = new Y.Map<unknown>();
      map.set('in', inner);
      map = inner;
    }
  });
}

describe('a hot document', () => {
  it('is built of what the store holds', () => {
    const updates = letters('built', 1);
    const { document } = hot(updates);
    expect(document.doc.getText('t').toString()).toBe('built');
    expect(document.stateVector()).toEqual(Y.encodeStateVector(document.doc));
    document.destroy();
  });

  it('is never built of a log with something missing in it', () => {
    const [first, , third] = letters('abc', 1) as [Uint8Array, Uint8Array, Uint8Array];
    expect(() => hot([first, third])).toThrow(/dependencies/);
    const doc = docAs(1, first);
    expect(() => hot([edit(doc, () => doc.getText('t').delete(0, 1))])).toThrow(/dependencies/);
  });

  it('[SY6] says whether an update changed anything', () => {
    const doc = docAs(1);
    const word = type(doc, 'word');
    const { apply } = hot();
    expect(apply(word)).toMatchObject({ changed: true, complete: true });
    expect(apply(word)).toMatchObject({ changed: false, complete: true });
    const deletion = edit(doc, () => doc.getText('t').delete(0, 2));
    expect(apply(deletion)).toMatchObject({ changed: true, complete: true });
    expect(apply(deletion)).toMatchObject({ changed: false, complete: true, deleted: [] });
    expect(apply(Uint8Array.of(0, 0))).toEqual({ changed: false, complete: true, deleted: [] });
  });

  it('[SY5] keeps what integrates, drops the rest, and waits for nothing', () => {
    const [first, , third] = letters('abc', 1) as [Uint8Array, Uint8Array, Uint8Array];
    const { document, apply } = hot();
    expect(apply(Y.mergeUpdates([first, third]))).toMatchObject({ changed: true, complete: false });
    expect(document.doc.getText('t').toString()).toBe('a');
    expect(apply(letters('abc', 1)[1] as Uint8Array)).toMatchObject({ changed: true, complete: true });
    expect(document.doc.getText('t').toString()).toBe('ab');
    expect(apply(third)).toMatchObject({ changed: true, complete: true });
  });

  it('[SY5] drops a deletion of what is not there', () => {
    const doc = docAs(1, letters('a', 1)[0]);
    type(doc, 'unknown');
    const deletion = edit(doc, () => doc.getText('t').delete(1, 3));
    const { document, apply } = hot([letters('a', 1)[0] as Uint8Array]);
    expect(apply(deletion)).toMatchObject({ changed: false, complete: false });
    expect(apply(type(docAs(2, document.encode()), 'b'))).toMatchObject({ changed: true, complete: true });
  });

  it('[SY3] names every deletion, those that no update names too', () => {
    const [one, other] = [docAs(1), docAs(2)];
    const updates = [one, other].map((doc) => edit(doc, () => doc.getMap('m').set('k', doc.clientID)));
    const { apply } = hot();
    expect(apply(updates[0] as Uint8Array).deleted).toEqual([]);
    expect(apply(updates[1] as Uint8Array).deleted).toEqual([{ client: 1, clock: 0, length: 1 }]);
  });

  it(`[SY3] tells enough for a coverage that is exact (seed ${SEED})`, () => {
    for (let run = 0; run < 5; run++) {
      const { document, apply } = hot();
      const coverage = new Coverage();
      for (const update of history({ seed: SEED + run }).edits) {
        const scan = scanUpdate(update, LIMITS);
        const { complete, deleted } = apply(update);
        expect(complete).toBe(true);
        coverage.add(update, scan);
        for (const { client, clock, length } of deleted) coverage.addDelete(client, clock, length);
      }
      expect(coverage.encodeStateVector()).toEqual(document.stateVector());
      const all = document.encode();
      expect([...coverage.answerForEqual()]).toEqual([...document.encode(document.stateVector())]);
      expect(fingerprint(hot([all]).document.doc)).toBe(fingerprint(document.doc));
    }
  });

  it('[FR5] refuses types nested too deep, over several updates too', () => {
    const limits = { typeDepth: 4 };
    const doc = docAs(1);
    const four = nested(doc, 4);
    const { apply } = hot([], limits);
    expect(codeOf(() => apply(four))).toBe(null);
    const deepest = edit(doc, () => {
      let map = doc.getMap('nest');
      for (let level = 0; level < 4; level++) map = map.get('in') as Y.Map<unknown>;
      map.set('in', new Y.Text('deeper'));
    });
    expect(codeOf(() => apply(deepest))).toBe('update.too-deep');
    expect(codeOf(() => hot([], limits).apply(nested(docAs(2), 5)))).toBe('update.too-deep');
  });

  it('[FR5] counts the root types of the document, not of the update', () => {
    const { document, apply } = hot([], { roots: 2 });
    const root = (name: string): Uint8Array => {
      const doc = new Y.Doc();
      return edit(doc, () => doc.getMap(name).set('k', 1));
    };
    const check = (update: Uint8Array): string | null => codeOf(() => document.checkRoots(scanUpdate(update, LIMITS)));
    for (const name of ['one', 'two', 'one']) {
      expect(check(root(name))).toBe(null);
      apply(root(name));
    }
    expect(check(root('three'))).toBe('update.roots');
    expect([...document.doc.share.keys()]).toEqual(['one', 'two']);
  });
});

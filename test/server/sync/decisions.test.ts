import { describe, expect, it } from 'vitest';
import { Decisions } from '../../../server/sync/decisions.ts';

/** Opens `count` frames. */
function opened(count: number): Decisions {
  const decisions = new Decisions();
  for (let index = 0; index < count; index++) expect(decisions.open()).toBe(index);
  return decisions;
}

describe('what is told', () => {
  it('[SA1] is the longest decided prefix', () => {
    const decisions = opened(3);
    decisions.waitFor(2, 1);
    decisions.waitFor(0, 1);
    expect(decisions.take(1)).toEqual({ count: 1, refused: [] });
    decisions.waitFor(1, 1);
    expect(decisions.take(1)).toEqual({ count: 3, refused: [] });
  });

  it('[SA1] never falls, and is told once', () => {
    const decisions = opened(2);
    decisions.waitFor(0, 1);
    expect(decisions.take(5)).toEqual({ count: 1, refused: [] });
    expect(decisions.take(5)).toBe(null);
    decisions.waitFor(1, 2);
    expect(decisions.take(1)).toBe(null);
    expect(decisions.take(2)).toEqual({ count: 2, refused: [] });
    expect(decisions.open()).toBe(2);
  });

  it('[SA1] names a refusal when the count passes it, once', () => {
    const decisions = opened(4);
    decisions.refuse(1, 'update.forged');
    decisions.refuse(3, 'role.read-only');
    expect(decisions.take(9)).toBe(null);
    decisions.waitFor(0, 1);
    expect(decisions.take(1)).toEqual({ count: 2, refused: [{ index: 1, code: 'update.forged' }] });
    decisions.waitFor(2, 1);
    expect(decisions.take(1)).toEqual({ count: 4, refused: [{ index: 3, code: 'role.read-only' }] });
  });

  it('[SA1] counts on over many frames', () => {
    const decisions = new Decisions();
    for (let index = 0; index < 1_000; index++) {
      expect(decisions.open()).toBe(index);
      if (index % 3 === 0) decisions.refuse(index, 'update.forged');
      else decisions.waitFor(index, index);
      if (index % 10 === 9) expect(decisions.take(index)?.count).toBe(index + 1);
    }
    expect(decisions.pending).toBe(false);
  });
});

describe('what a frame waits for', () => {
  it('[SA2] is the log position that holds it', () => {
    const decisions = opened(1);
    decisions.waitFor(0, 7);
    expect(decisions.take(6)).toBe(null);
    expect(decisions.take(7)).toEqual({ count: 1, refused: [] });
  });

  it('[SA2] is nothing in a room without any record', () => {
    const decisions = opened(1);
    decisions.waitFor(0, 0);
    expect(decisions.take(0)).toEqual({ count: 1, refused: [] });
  });

  it('[SA3] is a later step 2 for what was dropped', () => {
    const decisions = opened(4);
    decisions.drop(0);
    decisions.waitFor(1, 1);
    decisions.drop(2);
    expect(decisions.take(99)).toBe(null);
    decisions.waitFor(3, 5);
    decisions.settleDropped(3, 5);
    expect(decisions.take(4)).toBe(null);
    expect(decisions.take(5)).toEqual({ count: 4, refused: [] });
  });

  it('[SA3] is not a step 2 that came before it', () => {
    const decisions = opened(2);
    decisions.waitFor(0, 1);
    decisions.drop(1);
    decisions.settleDropped(0, 1);
    expect(decisions.take(9)).toEqual({ count: 1, refused: [] });
    expect(decisions.pending).toBe(true);
  });

  it('[SA3] is over when no later step 2 will be taken', () => {
    const decisions = opened(3);
    decisions.drop(0);
    decisions.waitFor(1, 1);
    decisions.drop(2);
    decisions.refuseDropped('role.read-only');
    const refused = [0, 2].map((index) => ({ index, code: 'role.read-only' }));
    expect(decisions.take(1)).toEqual({ count: 3, refused });
  });
});

describe('a decision', () => {
  it('stays: neither a second refusal nor what becomes of the rest changes it', () => {
    const decisions = opened(2);
    decisions.refuse(0, 'update.forged');
    decisions.refuse(0, 'document.too-large');
    decisions.drop(0);
    decisions.waitFor(0, 99);
    expect(decisions.take(0)).toEqual({ count: 1, refused: [{ index: 0, code: 'update.forged' }] });
    decisions.refuse(0, 'document.too-large');
    decisions.waitFor(1, 1);
    expect(decisions.take(1)).toEqual({ count: 2, refused: [] });
  });

  it('is pending until it has been told', () => {
    const decisions = opened(1);
    expect(decisions.pending).toBe(true);
    decisions.waitFor(0, 1);
    expect(decisions.pending).toBe(true);
    decisions.take(1);
    expect(decisions.pending).toBe(false);
    expect(new Decisions().pending).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { SameBlock, SHOWN, SPELL, WRITING } from '../../../../web/editor/together/same-block.ts';

const BOB = { id: 'b', name: 'Bob', hue: 140 };
const CLEO = { id: 'c', name: 'Cleo', hue: 30 };

describe('the block that one writes in', () => {
  it('is the last that one wrote in, until one has paused', () => {
    const same = new SameBlock();
    expect(same.writtenAt(0)).toBeNull();
    same.wrote('7', 100);
    same.wrote('9', 200);
    expect(same.writtenAt(200 + WRITING - 1)).toBe('9');
    expect(same.writtenAt(200 + WRITING)).toBeNull();
  });

  it('is told of once for each person and spell, and for as long as it goes on', () => {
    const same = new SameBlock();
    expect(same.changed(BOB, 0)).toEqual({ changer: BOB, fresh: true, until: SHOWN });
    expect(same.changed(BOB, 1_000)).toEqual({ changer: BOB, fresh: false, until: 1_000 + SHOWN });
    expect(same.changed(CLEO, 1_001).fresh).toBe(true);
    // A spell goes on as long as its pauses are short.
    expect(same.changed(BOB, 1_000 + SPELL - 1).fresh).toBe(false);
    expect(same.changed(BOB, 1_000 + SPELL - 1 + SPELL).fresh).toBe(true);
  });
});

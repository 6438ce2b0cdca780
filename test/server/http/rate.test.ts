import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../../server/http/rate.ts';
import { heldTime } from '../../support/time.ts';

describe('a rate limit', () => {
  it('lets as many come at once as a minute may bring, and says when there is room for the next', () => {
    const time = heldTime();
    const limit = createRateLimit({ perMinute: 6, time });
    for (let i = 0; i < 6; i++) expect(limit.take('ada'), `request ${i}`).toBe(0);
    expect(limit.take('ada')).toBeCloseTo(10_000);
    time.jump(4_000);
    expect(limit.take('ada'), 'asking too early costs nothing').toBeCloseTo(6_000);
    time.jump(6_000);
    expect(limit.take('ada')).toBe(0);
    expect(limit.take('ada')).toBeCloseTo(10_000);
    limit.stop();
  });

  it('counts each key by itself, and is even over time', () => {
    const time = heldTime();
    const limit = createRateLimit({ perMinute: 60, time });
    let taken = 0;
    for (let second = 0; second < 600; second++) {
      for (let i = 0; i < 5; i++) if (limit.take('ada') === 0) taken++;
      time.jump(1_000);
    }
    expect(taken).toBe(60 + 599);
    expect(limit.take('bob')).toBe(0);
    limit.stop();
  });

  it('lets go of its timer', () => {
    const time = heldTime();
    const limit = createRateLimit({ perMinute: 1, time });
    expect(time.waiting).toBe(1);
    limit.stop();
    expect(time.waiting).toBe(0);
  });
});

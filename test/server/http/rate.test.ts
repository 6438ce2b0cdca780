import { describe, expect, it } from 'vitest';
import { createRateLimit, networkOf } from '../../../server/http/rate.ts';
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

  it('that lets nobody through says a time all the same', () => {
    const limit = createRateLimit({ perMinute: 0, time: heldTime() });
    expect(limit.take('ada')).toBe(60_000);
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

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::ffff', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['1::2:3:4:5:6:7', '1:0:2:3'],
    ['64:ff9b::192.0.2.33', '64:ff9b:0:0'],
  ])('counts %s as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('lets go of its timer', () => {
    const time = heldTime();
    const limit = createRateLimit({ perMinute: 1, time });
    expect(time.waiting).toBe(1);
    limit.stop();
    expect(time.waiting).toBe(0);
  });
});

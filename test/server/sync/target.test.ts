import { describe, expect, it } from 'vitest';
import { below, parseTarget } from '../../../server/sync/target.ts';
import { LIMITS } from '../../../shared/limits.ts';

const roomOf = (url: string): string | null | undefined => parseTarget(url, LIMITS.roomNameBytes)?.room;

describe('the room that a URL asks for', () => {
  it('[EN1] is the path below / or /ws/, whatever a proxy keeps before that', () => {
    for (const url of ['/p/one/d/two', '/ws/p/one/d/two', '/app/v2/ws/p/one/d/two']) expect(roomOf(url)).toBe('p/one/d/two');
  });

  it('[EN1] is everything after the first /ws/', () => {
    expect(roomOf('/ws/a/ws/b')).toBe('a/ws/b');
    expect(roomOf('/ws')).toBe('ws');
    expect(roomOf('/wsx/a')).toBe('wsx/a');
  });

  it('[EN1] is percent-decoded, slashes and all', () => {
    expect(roomOf('/p%2Fone/%E7%BA%AC%20%F0%9F%A7%B5')).toBe('p/one/纬 🧵');
    expect(roomOf('/a%3Fb')).toBe('a?b');
  });

  it('[EN1] doesn’t depend on the query', () => {
    expect(roomOf('/r?room=other&token=x')).toBe('r');
    expect(roomOf('/ws/r?/ws/other')).toBe('r');
  });

  it('[EN1] has 1 to 512 bytes, as it is decoded', () => {
    expect(roomOf(`/${'r'.repeat(512)}`)).toBe('r'.repeat(512));
    expect(roomOf(`/${'r'.repeat(513)}`)).toBe(null);
    expect(roomOf(`/${encodeURIComponent('纬'.repeat(170))}`)).toBe('纬'.repeat(170));
    expect(roomOf(`/${encodeURIComponent('纬'.repeat(171))}`)).toBe(null);
    for (const url of ['/', '/ws/', '/?token=x', '']) expect(roomOf(url)).toBe(null);
  });

  it('[EN1] has no control characters', () => {
    for (const bad of ['%00', 'a%0ab', '%1f', '%7f']) expect(roomOf(`/${bad}`)).toBe(null);
    expect(roomOf('/%20')).toBe(' ');
  });

  it('[EN1] is malformed where the encoding is', () => {
    for (const bad of ['/%', '/%zz', '/%ff', '/ws/%c3%28']) expect(parseTarget(bad, LIMITS.roomNameBytes)).toBe(null);
  });
});

describe('the token of a URL', () => {
  it('is ?token=, decoded, or null', () => {
    expect(parseTarget('/r?token=a%2Bb%3D', 512)?.token).toBe('a+b=');
    expect(parseTarget('/r?x=1&token=t&token=u', 512)?.token).toBe('t');
    expect(parseTarget('/r?Token=t', 512)?.token).toBe(null);
    expect(parseTarget('/r', 512)?.token).toBe(null);
  });
});

describe('who a URL says that somebody is', () => {
  it('is ?userId= and ?username=, the id for a name that is missing, or null', () => {
    expect(parseTarget('/r?userId=u%201&username=Ada%20L', 512)?.claimed).toEqual({ userId: 'u 1', username: 'Ada L' });
    expect(parseTarget('/r?userId=u1', 512)?.claimed).toEqual({ userId: 'u1', username: 'u1' });
    for (const url of ['/r', '/r?username=Ada', '/r?userId=']) expect(parseTarget(url, 512)?.claimed).toBe(null);
  });
});

describe('a URL below a path', () => {
  it('is what follows it, and others’ where it doesn’t begin so', () => {
    expect(below('/realtime/p/one?x=1', '/realtime')).toBe('/p/one?x=1');
    expect(below('/realtime/p/one', '/realtime/')).toBe('/p/one');
    expect([below('/realtime', '/realtime'), below('/realtime?x', '/realtime')]).toEqual(['', '?x']);
    for (const url of ['/realtimes/r', '/other/realtime/r', '/']) expect(below(url, '/realtime')).toBe(null);
    expect(below('http://host/r', '')).toBe('http://host/r');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLOSE, CODES, codeName, WeftError } from '../../shared/codes.ts';

describe('codes', () => {
  it('gives every code its own number, and finds the code again by it', () => {
    const numbers = Object.values(CODES);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const [name, number] of Object.entries(CODES)) expect(codeName(number)).toBe(name);
  });

  it('answers null for a number of a newer version', () => {
    expect(codeName(0)).toBeNull();
    expect(codeName(99_999)).toBeNull();
  });

  it('[CL3] has close reasons that fit a WebSocket close frame', () => {
    for (const name of Object.keys(CODES)) expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(123);
  });

  it('[CL1] closes with 44xx what must not come back as it is, and [CL2] with another code what may', () => {
    const { badFrame, unauthorised, forbidden, unknownRoom, tooLarge, tooMany, ...later } = CLOSE;
    expect([badFrame, unauthorised, forbidden, unknownRoom, tooLarge, tooMany]).toEqual([4400, 4401, 4403, 4404, 4413, 4429]);
    for (const code of Object.values(later)) expect(code < 4400 || code > 4499).toBe(true);
  });

  it('knows every code that the protocol names', () => {
    const protocol = readFileSync(new URL('../../shared/PROTOCOL.md', import.meta.url), 'utf8');
    const named = [
      ...protocol.matchAll(
        /`((?:frame|update|document|role|store|awareness|room|member|session|origin|server|connections|limit|user|address)\.[a-z-]+)`/g,
      ),
    ];
    expect(named.length).toBeGreaterThan(0);
    for (const [, name] of named) expect(Object.keys(CODES)).toContain(name);
  });

  it('carries code, name and cause on an error', () => {
    const cause = new Error('why');
    const error = new WeftError('update.rejected', 'It was refused.', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'WeftError', code: 'update.rejected', message: 'It was refused.', cause });
  });
});

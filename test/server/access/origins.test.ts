import { describe, expect, it } from 'vitest';
import { createOriginCheck } from '../../../server/access/origins.ts';

type Case = readonly [host: string | undefined, origin: string | undefined];

const show = ([host, origin]: Case) => `host ${host}, origin ${origin}`;

describe('on a loopback address', () => {
  const allowed = createOriginCheck({ host: '127.0.0.1', loopback: true, allowOrigins: ['https://weft.example'] });

  it.each<Case>([
    ['127.0.0.1:8765', undefined],
    ['127.0.0.1:8765', 'http://127.0.0.1:8765'],
    ['localhost:8765', 'http://localhost:5173'],
    ['[::1]:8765', 'http://[::1]:8765'],
    ['LOCALHOST:8765', 'http://localhost:8765'],
    ['127.0.0.1:8765', 'https://weft.example'],
    ['weft.example', 'https://weft.example'],
    ['weft.example', undefined],
  ])('[EN3] host %s with origin %s is let in', (host, origin) => {
    expect(allowed({ host, origin }), show([host, origin])).toBe(true);
  });

  it.each<Case>([
    ['127.0.0.1:8765', 'https://evil.example'],
    ['127.0.0.1:8765', 'http://127.0.0.1.evil.example'],
    ['127.0.0.1:8765', 'https://weft.example.evil.example'],
    ['127.0.0.1:8765', 'https://weft.example:8443'],
    ['127.0.0.1:8765', 'http://weft.example'],
    ['127.0.0.1:8765', 'null'],
    ['127.0.0.1:8765', ''],
    ['127.0.0.1:8765', 'file://'],
    ['127.0.0.1:8765', 'chrome-extension://abcdef'],
    ['127.0.0.1:8765', 'http://user@localhost'],
    // A website's own name that points to 127.0.0.1: its scripts are "same origin" here.
    ['evil.example:8765', 'http://evil.example:8765'],
    ['evil.example:8765', undefined],
    ['localhost.evil.example', undefined],
    ['192.168.1.5:8765', undefined],
    ['', undefined],
    [undefined, undefined],
    ['127.0.0.1:8765@evil.example', undefined],
    ['127.0.0.1/evil', undefined],
    ['127.0.0.1/?; script-src *', undefined],
    ['127.0.0.1/#x', undefined],
    ['127.0.0.1\\', undefined],
    ['127.0.0.1:port', undefined],
  ])('[EN3] host %s with origin %s is refused', (host, origin) => {
    expect(allowed({ host, origin }), show([host, origin])).toBe(false);
  });
});

describe('on an address that others can reach', () => {
  const allowed = createOriginCheck({ host: 'weft.team.example', loopback: false, allowOrigins: ['https://app.example'] });

  it.each<Case>([
    ['192.168.1.5:8765', 'http://192.168.1.5:8765'],
    ['[fe80::1]:8765', 'http://[fe80::1]:8765'],
    ['weft:8765', undefined],
    ['box.local:8765', 'http://box.local:8765'],
    ['weft.team.example', 'https://weft.team.example'],
    ['weft.team.example:443', 'https://weft.team.example'],
    ['localhost:8765', 'http://localhost:8765'],
    ['app.example', 'https://app.example'],
    ['192.168.1.5:8765', 'https://app.example'],
  ])('[EN3] host %s with origin %s is let in', (host, origin) => {
    expect(allowed({ host, origin }), show([host, origin])).toBe(true);
  });

  it.each<Case>([
    ['192.168.1.5:8765', 'http://192.168.1.5:9000'],
    ['192.168.1.5:8765', 'http://192.168.1.6:8765'],
    ['192.168.1.5:8765', 'http://localhost:8765'],
    ['192.168.1.5:8765', 'https://evil.example'],
    ['192.168.1.5:8765', 'null'],
    ['evil.example:8765', 'http://evil.example:8765'],
    ['evil.example:8765', undefined],
    ['other.team.example', undefined],
  ])('[EN3] host %s with origin %s is refused', (host, origin) => {
    expect(allowed({ host, origin }), show([host, origin])).toBe(false);
  });
});

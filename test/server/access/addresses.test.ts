import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createAddressCheck, createAddressOf, createIsSecure } from '../../../server/access/addresses.ts';

/** A request as far as its address goes. */
function request(peer: string, headers: Record<string, string> = {}, secure = false): IncomingMessage {
  const socket = secure ? new TLSSocket(new Socket()) : new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  return { socket, headers } as IncomingMessage;
}

describe('the allow-list', () => {
  const allowed = createAddressCheck(['10.0.0.0/8', '192.168.1.5', '2001:db8::/32', '::1']);

  it.each(['10.0.0.1', '10.255.255.255', '::ffff:10.1.2.3', '::FFFF:10.1.2.3', '192.168.1.5', '2001:db8:1::2', '::1'])(
    '[AC7] takes %s',
    (ip) => expect(allowed(ip)).toBe(true),
  );

  it.each(['11.0.0.1', '192.168.1.6', '::ffff:11.0.0.1', '2001:db9::1', '::2', 'fe80::1%eth0', '', 'localhost', '10.0.0.1.evil', '10.0.0'])(
    '[AC7] refuses %j',
    (ip) => expect(allowed(ip)).toBe(false),
  );

  it('takes everybody where there is none', () => {
    expect(createAddressCheck([])('203.0.113.9')).toBe(true);
  });

  it.each(['10.0.0.0/33', '10.0.0/8', 'example.org', '::1/129', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/-1', ''])(
    'can not have %j',
    (cidr) => {
      expect(() => createAddressCheck([cidr])).toThrow(RangeError);
    },
  );
});

describe('the address of a request', () => {
  const of = createAddressOf({ trustProxies: ['127.0.0.1', '10.0.0.0/8'] });
  const forwarded = (peer: string, value: string) => of(request(peer, { 'x-forwarded-for': value }));

  it('is the peer, whatever it writes, where the peer is no trusted proxy', () => {
    expect(forwarded('203.0.113.9', '10.0.0.1')).toBe('203.0.113.9');
    expect(createAddressOf({ trustProxies: [] })(request('127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }))).toBe('127.0.0.1');
  });

  it('is the last hop behind a trusted proxy, not what that hop claims', () => {
    expect(forwarded('127.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
    expect(forwarded('127.0.0.1', '1.1.1.1, 203.0.113.9')).toBe('203.0.113.9');
    expect(forwarded('::ffff:127.0.0.1', '1.1.1.1, 203.0.113.9')).toBe('203.0.113.9');
  });

  it('is looked for behind several trusted proxies', () => {
    expect(forwarded('127.0.0.1', '1.1.1.1, 203.0.113.9, 10.0.0.7')).toBe('203.0.113.9');
    expect(forwarded('127.0.0.1', '10.0.0.8, 10.0.0.7')).toBe('10.0.0.8');
  });

  it('is the nearest that is an address', () => {
    expect(forwarded('127.0.0.1', '')).toBe('127.0.0.1');
    expect(forwarded('127.0.0.1', 'unknown')).toBe('127.0.0.1');
    expect(of(request('127.0.0.1'))).toBe('127.0.0.1');
    expect(forwarded('127.0.0.1', '::ffff:203.0.113.9')).toBe('203.0.113.9');
  });
});

describe('https', () => {
  const secure = createIsSecure({ trustProxies: ['10.0.0.0/8'] });

  it('is what came by TLS, or what a trusted proxy says did', () => {
    expect(secure(request('203.0.113.9', {}, true))).toBe(true);
    expect(secure(request('10.0.0.7', { 'x-forwarded-proto': 'https' }))).toBe(true);
    expect(secure(request('10.0.0.7', { 'x-forwarded-proto': 'http' }))).toBe(false);
    expect(secure(request('203.0.113.9', { 'x-forwarded-proto': 'https' }))).toBe(false);
    expect(secure(request('10.0.0.7'))).toBe(false);
  });
});

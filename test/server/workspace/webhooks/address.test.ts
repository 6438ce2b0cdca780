import { describe, expect, it } from 'vitest';
import { isPublicAddress, literalAddress, parseTarget } from '../../../../server/workspace/webhooks/address.ts';

describe('addresses on the internet', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '100.128.0.1',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00::1',
  ])('are taken: %s', (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  });

  it.each([
    ['this network', '0.0.0.0'],
    ['private', '10.255.255.255'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.0.1'],
    ['shared by a provider', '100.64.0.1'],
    ['shared by a provider, and a cloud tells secrets there', '100.100.100.200'],
    ['loopback', '127.8.8.8'],
    ['link-local, where clouds tell secrets', '169.254.169.254'],
    ["a cloud's own", '168.63.129.16'],
    ['for protocols', '192.0.0.170'],
    ['for documentation', '203.0.113.9'],
    ['for benchmarks', '198.19.0.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['IPv4-mapped', '::ffff:8.8.8.8'],
    ['IPv4-mapped', '::ffff:7f00:1'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001::1'],
    ['unique-local', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['for documentation', '2001:db8::1'],
    ['no address', 'example.com'],
    ['nothing', ''],
  ])('are not %s: %s', (_, ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  });
});

describe('the address of a webhook', () => {
  it('is read as it is written, and in its own form', () => {
    expect(parseTarget('https://Example.com:443/a?b=c#d', false).href).toBe('https://example.com/a?b=c#d');
    expect(parseTarget('http://localhost:3000', true).href).toBe('http://localhost:3000/');
    expect(literalAddress(new URL('http://[2606:4700::1]/'))).toBe('2606:4700::1');
    expect(literalAddress(new URL('http://0x7f.1/'))).toBe('127.0.0.1');
    expect(literalAddress(new URL('http://example.com/'))).toBeNull();
  });
});

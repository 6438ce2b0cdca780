import { BlockList, isIP } from 'node:net';
import { Problem } from '../../../shared/problems.ts';

/** Characters of a webhook's address. */
const URL_LENGTH = 2048;

/** What is no target on the internet (IANA's special-purpose registries), and the addresses where clouds tell a machine its secrets. */
const PRIVATE_V4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** All that is public begins with 001; within it these are not, or hold an IPv4 address that nobody looked at (6to4, Teredo). */
const PUBLIC_V6 = ['2000::', 3] as const;
const PRIVATE_V6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const privateAddresses = new BlockList();
for (const [network, prefix] of PRIVATE_V4) privateAddresses.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of PRIVATE_V6) privateAddresses.addSubnet(network, prefix, 'ipv6');
const publicV6 = new BlockList();
publicV6.addSubnet(...PUBLIC_V6, 'ipv6');

/** True for an IP address on the internet. IPv4 in IPv6 notation counts as private: no name needs it. */
export function isPublicAddress(ip: string): boolean {
  const family = isIP(ip);
  if (family === 4) return !privateAddresses.check(ip, 'ipv4');
  return family === 6 && !ip.includes('%') && publicV6.check(ip, 'ipv6') && !privateAddresses.check(ip, 'ipv6');
}

/** The IP address that a URL names itself, or null for a name that must be looked up. */
export function literalAddress({ hostname }: URL): string | null {
  const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(host) === 0 ? null : host;
}

/**
 * Reads the address of a new webhook. What a name resolves to is looked at with each attempt, not here.
 * @throws Problem `webhook.address`
 */
export function parseTarget(text: string, privateTargets: boolean): URL {
  const url = text.length <= URL_LENGTH && URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw refused(`it is no URL of at most ${URL_LENGTH} characters`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('only https and http are possible');
  if (url.username !== '' || url.password !== '') throw refused('names and passwords in it would be stored and shown');
  const ip = literalAddress(url);
  const isPrivate = ip === null ? /(^|\.)localhost\.?$/.test(url.hostname) : !isPublicAddress(ip);
  if (isPrivate && !privateTargets) throw refused('it is not on the internet, and this server only sends there');
  return url;
}

function refused(why: string): Problem {
  const message = `A webhook can not go to this address: ${why}.`;
  return new Problem('webhook.address', message, {
    faults: [{ field: 'url', message: `${why.charAt(0).toUpperCase()}${why.slice(1)}.` }],
  });
}

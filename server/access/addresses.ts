import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { TLSSocket } from 'node:tls';

/** True for an address that may connect. */
export type AddressCheck = (ip: string) => boolean;

/**
 * Rule AC7: an allow-list of addresses and ranges as CIDR (`10.0.0.0/8`, `2001:db8::/32`, `192.168.1.5`). No list allows all.
 * IPv4 addresses that a dual-stack socket shows as IPv6 count as what they are.
 * @throws RangeError for what is no address or range
 */
export function createAddressCheck(cidrs: readonly string[]): AddressCheck {
  if (cidrs.length === 0) return () => true;
  return inList(cidrs);
}

/**
 * Who a request is from. `X-Forwarded-For` can be written by anyone, so its entries are believed from the end, each only if the one
 * that wrote it is a trusted proxy: the first address from behind that isn't one is the client.
 * @throws RangeError like `createAddressCheck`
 */
export function createAddressOf({ trustProxies }: { readonly trustProxies: readonly string[] }): (request: IncomingMessage) => string {
  const peer = (request: IncomingMessage): string => plain(request.socket.remoteAddress ?? '');
  if (trustProxies.length === 0) return peer;
  const trusted = inList(trustProxies);
  return (request) => {
    const header = request.headers['x-forwarded-for'];
    const hops = (typeof header === 'string' ? header : (header ?? []).join(',')).split(',').map((hop) => hop.trim());
    let ip = peer(request);
    for (let hop = hops.pop(); hop !== undefined && trusted(ip) && isIP(hop) !== 0; hop = hops.pop()) ip = plain(hop);
    return ip;
  };
}

/** Whether a request came by https: TLS here, or `X-Forwarded-Proto` from a trusted proxy. @throws RangeError like `createAddressCheck` */
export function createIsSecure({ trustProxies }: { readonly trustProxies: readonly string[] }): (request: IncomingMessage) => boolean {
  const trusted = trustProxies.length === 0 ? () => false : inList(trustProxies);
  return ({ socket, headers }) => {
    if (socket instanceof TLSSocket) return true;
    const said = headers['x-forwarded-proto'];
    return said === 'https' && trusted(socket.remoteAddress ?? '');
  };
}

/** True for an address or a range that the functions here take. */
export function isCidr(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function inList(cidrs: readonly string[]): AddressCheck {
  const list = new BlockList();
  for (const cidr of cidrs) {
    if (!isCidr(cidr)) throw new RangeError(`'${cidr}' is no address or range. Write it like 10.0.0.0/8 or 2001:db8::/32.`);
    const [address = '', bits] = cidr.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (ip) => {
    const address = plain(ip);
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
}

/** Without what makes an IPv4 address IPv6, and without a zone. */
function plain(ip: string): string {
  const address = ip.split('%')[0] ?? '';
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  return mapped ?? address;
}

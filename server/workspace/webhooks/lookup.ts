import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './address.ts';

/** ms that one name server is waited for, and how often it is asked. */
const RESOLVER = { timeout: 3000, tries: 2 };

/** Why a target is refused when its name is looked up. */
export class PrivateTarget extends Error {
  override readonly name = 'PrivateTarget';
  readonly code = 'EPRIVATE';

  constructor() {
    super('The name leads to an address that is not on the internet');
  }
}

/** How names are looked up: all addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly dns.LookupAddress[]>;

/** As the system does it: `/etc/hosts` and local services too. Two names at once a process: one that hangs holds the others up. */
export const resolveLocally: Resolve = (hostname) => dns.promises.lookup(hostname, { all: true });

/**
 * By the name servers alone, any number at once: names that hang hold nobody up.
 * @param servers others than the system's, as `ip:port`
 */
export function createPublicResolve(servers?: readonly string[]): Resolve {
  const resolver = new dns.promises.Resolver(RESOLVER);
  if (servers !== undefined) resolver.setServers(servers);
  return async (hostname) => {
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    if (v4.status === 'rejected' && v6.status === 'rejected') throw v4.reason;
    return [
      ...(v4.status === 'fulfilled' ? v4.value.map((address) => ({ address, family: 4 })) : []),
      ...(v6.status === 'fulfilled' ? v6.value.map((address) => ({ address, family: 6 })) : []),
    ];
  };
}

/**
 * The look-up of a request itself: what it answers is what is connected to, so a name can't change between the check and the connection.
 * One private address among public ones is enough to refuse.
 */
export function checkedLookup(resolve: Resolve, privateTargets: boolean): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!privateTargets && addresses.some(({ address }) => !isPublicAddress(address))) callback(new PrivateTarget(), '', 0);
        else if (first === undefined) callback(Object.assign(new Error('The name has no address'), { code: 'ENOTFOUND' }), '', 0);
        else if (all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}

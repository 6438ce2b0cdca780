import { isIP } from 'node:net';
import { isLoopback } from '../../shared/loopback.ts';

export interface OriginRules {
  /** The address that the server listens on. */
  readonly host: string;
  /** True when only this machine can reach it. */
  readonly loopback: boolean;
  /** Origins of other sites, as browsers write them. */
  readonly allowOrigins: readonly string[];
}

/** Decides by a request's headers, of which it reads `host` and `origin`. */
export type OriginCheck = (headers: { readonly host?: string | undefined; readonly origin?: string | undefined }) => boolean;

/**
 * Rule EN3: whether a request may be served, by its `Host` and `Origin`. Without this any website that somebody visits could
 * talk to a server on that person's own machine or network.
 *
 * - On a loopback address: loopback hosts, and origins on loopback hosts at any port.
 * - Otherwise: hosts that no website can make its own name point to (addresses, names of a local network, the name that the server
 *   listens on), and the origin of that same host.
 * - The allowed origins and their hosts, in both cases.
 * - No `Origin` at all is no browser's socket, or a browser's own-site GET: its host decides.
 */
export function createOriginCheck({ host, loopback, allowOrigins }: OriginRules): OriginCheck {
  const allowed = new Set(allowOrigins);
  const allowedHosts = new Set(allowOrigins.map((one) => new URL(one).hostname));
  const own = host.toLowerCase();

  const hostIsOurs = (name: string): boolean =>
    allowedHosts.has(name) || isLoopback(name) || (!loopback && (name === own || isLocalName(name)));

  return (headers) => {
    const to = parse(`http://${headers.host ?? ''}`);
    if (to === null || !hostIsOurs(to.hostname)) return false;
    if (headers.origin === undefined) return true;
    const from = parse(headers.origin);
    if (from === null) return false;
    if (allowed.has(from.origin)) return true;
    return loopback ? isLoopback(from.hostname) : authority(from) === authority(to);
  };
}

/** A scheme and an authority and nothing else: what comes behind those must not get into headers that repeat the host. */
function parse(text: string): URL | null {
  if (!/^https?:\/\/[^/\\?#]+$/i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.username === '' && url.password === '' ? url : null;
}

/** Host and port, where the port is said only if it isn't a scheme's own: a proxy that ends TLS passes on `https` origins over `http`. */
function authority(url: URL): string {
  return url.port === '' || url.port === '443' || url.port === '80' ? url.hostname : url.host;
}

/** Names that public DNS doesn't give out, and plain addresses. */
function isLocalName(name: string): boolean {
  const bare = name.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) !== 0 || !bare.includes('.') || /\.(local|lan|internal|home\.arpa)$/.test(bare);
}

import { isSafeAddress } from '../../../shared/lexical/schema.ts';

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const EMAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/;
const HOST = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?::\d+)?(?:[/?#]|$)/u;
const WEB = /^(?:https?:\/\/|www\.)[^\s<>"]+\.[^\s<>"]+$|^https?:\/\/localhost(?:[:/?#]\S*)?$/i;
/** What ends a sentence isn’t part of an address that stands in it. */
const TAIL = /[.,;:!?'"、。，；：！？」』）]+$/u;

/** The address that somebody means by what they typed: `example.com` is a web address. Null for what is none, or is unsafe. */
export function meantAddress(typed: string): string | null {
  const address = typed.trim();
  if (address === '' || /[\s\p{Cc}]/u.test(address)) return null;
  if (EMAIL.test(address)) return `mailto:${address}`;
  if (HOST.test(address)) return `https://${address}`;
  const isWhole = SCHEME.test(address) || address.startsWith('/') || address.startsWith('#');
  return isWhole && isSafeAddress(address) ? address : null;
}

/** The address in a text that is nothing but a web address, or null. */
export function webAddress(text: string): string | null {
  const address = text.trim();
  if (!WEB.test(address)) return null;
  const whole = /^www\./i.test(address) ? `https://${address}` : address;
  return URL.canParse(whole) && isSafeAddress(whole) ? whole : null;
}

/** The web address that `text` ends with, without what ends the sentence; null where it ends with none. */
export function addressAtEnd(text: string): { readonly from: number; readonly shown: string; readonly url: string } | null {
  const word = /(?:^|[\s(（])((?:https?:\/\/|www\.)\S+)$/i.exec(text)?.[1];
  if (word === undefined) return null;
  let shown = word.replace(TAIL, '');
  if (shown.endsWith(')') && !shown.includes('(')) shown = shown.slice(0, -1);
  const url = webAddress(shown);
  return url === null ? null : { from: text.length - word.length, shown, url };
}

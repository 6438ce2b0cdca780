import { isSafeAddress } from '../../../shared/lexical/schema.ts';

/** Opens an address beside this page, which it learns nothing of. @returns false for what isn't safe to open */
export function openAddress(address: string): boolean {
  if (!isSafeAddress(address)) return false;
  window.open(new URL(address, location.href), '_blank', 'noopener,noreferrer');
  return true;
}

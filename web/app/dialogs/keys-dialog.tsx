import type { JSX } from 'react';
import type { Here } from '../frame/use-here.ts';

/** Lists the keys of this page. */
export function KeysDialog(_props: { readonly here: Here }): JSX.Element | null {
  return null;
}

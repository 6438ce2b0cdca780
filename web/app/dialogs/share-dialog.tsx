import type { JSX } from 'react';

/** Lets people in: invite links and their roles. */
export function ShareDialog(_props: { readonly project: string }): JSX.Element | null {
  return null;
}

import type { JSX } from 'react';

/** Signs out of this browser: what was never sent is offered first. */
export function SignOutDialog(): JSX.Element | null {
  return null;
}

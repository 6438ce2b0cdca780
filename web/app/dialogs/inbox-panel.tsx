import type { JSX } from 'react';

/** The inbox, beside the page. */
export function InboxPanel(): JSX.Element | null {
  return null;
}

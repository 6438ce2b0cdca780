import type { JSX } from 'react';

/** Stands in for lines that come. It shows after 200 ms: what is there sooner needs no stand-in. @param label what is awaited, for screen readers */
export function Skeleton({ label }: { readonly label: string }): JSX.Element {
  return (
    <div className="skeleton" role="img" aria-label={label}>
      <span />
      <span />
      <span />
    </div>
  );
}

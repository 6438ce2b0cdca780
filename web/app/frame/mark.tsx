import type { JSX } from 'react';

/** Two threads, one over the other. */
export function Mark(): JSX.Element {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" className="mark">
      <path d="M3 8c4 0 5 8 9 8s5-8 9-8" />
      <path d="M3 16c4 0 5-8 9-8s5 8 9 8" />
    </svg>
  );
}

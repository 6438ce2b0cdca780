import type { CSSProperties, HTMLAttributes, JSX } from 'react';
import type { PresenceStatus } from '../hooks/use-online-users.ts';

export interface AvatarProps extends Omit<HTMLAttributes<HTMLSpanElement>, 'children'> {
  readonly name: string;
  /** Degrees on the colour wheel. */
  readonly hue: number;
  /** A shape at the corner. It says nothing aloud: put the word beside it. */
  readonly status?: PresenceStatus | 'offline';
  /** `small` for a line of a card. */
  readonly size?: 'small' | 'normal';
}

/**
 * A person's initials in their colour, painted by the style sheet: in a button they are no part of its words. The name must be told beside it: this
 * is hidden from screen readers.
 */
export function Avatar({ name, hue, status, size = 'normal', className = '', style, ...rest }: AvatarProps): JSX.Element {
  return (
    <span
      {...rest}
      aria-hidden="true"
      className={`weft-root weft-avatar ${className}`}
      data-initials={initialsOf(name)}
      data-size={size}
      data-status={status}
      style={{ '--weft-hue': hue, ...style } as CSSProperties}
    />
  );
}

/** Two initials of a name in words, one character of any other. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = firstCharacter(words[0] ?? '');
  const last = words.length > 1 ? firstCharacter(words.at(-1) ?? '') : '';
  return `${first}${last}`.toLocaleUpperCase() || '?';
}

function firstCharacter(word: string): string {
  return [...word][0] ?? '';
}

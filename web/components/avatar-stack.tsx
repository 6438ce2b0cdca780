import type { HTMLAttributes, JSX } from 'react';
import type { Collaborator } from '../hooks/use-presence.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import { Avatar } from './avatar.tsx';

/** How many show before the rest becomes a number. */
const SHOWN = 4;

export interface AvatarStackProps extends HTMLAttributes<HTMLUListElement> {
  readonly people: readonly Collaborator[];
  readonly text: Dictionary['presence'];
}

/** Who is here: the first few as overlapping avatars, the rest as a number. */
export function AvatarStack({ people, text, className = '', ...rest }: AvatarStackProps): JSX.Element | null {
  if (people.length === 0) return null;
  const shown = people.length > SHOWN ? people.slice(0, SHOWN - 1) : people;
  const hidden = people.slice(shown.length);
  return (
    <ul {...rest} className={`avatar-stack ${className}`} aria-label={text.here}>
      {shown.map(({ id, name, hue }) => (
        <li key={id} title={name}>
          <Avatar name={name} hue={hue} />
          <span className="visually-hidden">{name}</span>
        </li>
      ))}
      {hidden.length > 0 && (
        <li title={hidden.map(({ name }) => name).join(', ')}>
          <span className="avatar avatar-more" aria-hidden="true">
            +{hidden.length}
          </span>
          <span className="visually-hidden">{text.more(hidden.length)}</span>
        </li>
      )}
    </ul>
  );
}

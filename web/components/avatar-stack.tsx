import type { HTMLAttributes, JSX } from 'react';
import type { OnlinePerson } from '../hooks/use-online-users.ts';
import { Avatar, type AvatarProps } from './avatar.tsx';

/** How many show before the rest becomes a number. */
const SHOWN = 4;

export interface AvatarStackProps extends Omit<HTMLAttributes<HTMLSpanElement>, 'children'> {
  readonly people: readonly Pick<OnlinePerson, 'id' | 'name' | 'hue' | 'status'>[];
  readonly size?: AvatarProps['size'];
}

/** The first few people as overlapping avatars, the rest as a number. The names must be told beside it: this is hidden from screen readers. */
export function AvatarStack({ people, size = 'normal', className = '', ...rest }: AvatarStackProps): JSX.Element {
  const shown = people.length > SHOWN ? people.slice(0, SHOWN - 1) : people;
  const hidden = people.slice(shown.length);
  return (
    <span {...rest} aria-hidden="true" className={`weft-root weft-stack ${className}`}>
      {shown.map(({ id, name, hue, status }) => (
        <Avatar key={id} name={name} hue={hue} size={size} status={status} title={name} />
      ))}
      {hidden.length > 0 && (
        <span
          className="weft-avatar weft-avatar-more"
          data-initials={`+${hidden.length}`}
          data-size={size}
          title={hidden.map(({ name }) => name).join(', ')}
        />
      )}
    </span>
  );
}

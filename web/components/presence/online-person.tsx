import type { JSX, MouseEvent } from 'react';
import type { Place } from '../../hooks/use-place.ts';
import type { PresenceText } from '../../i18n/presence.ts';
import { Avatar, type AvatarProps } from '../avatar.tsx';

/** How places become links. */
export interface PlaceLinks {
  /** The address of a place: makes it a link. @param user the id of whom to meet there; null for nobody in particular */
  readonly hrefOf?: (place: Place, user: string | null) => string;
  /** Goes to a place inside the page: makes it a button, or takes the plain clicks of the link. */
  readonly onPlace?: (place: Place, user: string | null) => void;
}

export interface OnlinePersonProps {
  /** Their user id. */
  readonly id: string;
  readonly name: string;
  readonly hue: number;
  readonly self: boolean;
  readonly status: NonNullable<AvatarProps['status']>;
  /** In words, as in `in Roadmap`. */
  readonly where: string;
  readonly text: PresenceText;
  /** Where a click leads; null leads nowhere. */
  readonly place: Place | null;
  readonly links: PlaceLinks;
}

/** A line of the list: who, how, and where; a click goes there. */
export function OnlinePersonLine({ id, name, hue, self, status, where, text, place, links }: OnlinePersonProps): JSX.Element {
  return (
    <PlaceLink className="weft-person" place={place} user={id} links={links}>
      <Avatar name={name} hue={hue} status={status} />
      <span className="weft-person-lines">
        <span className="weft-person-name">
          <span className="weft-person-text" title={name}>
            {name}
          </span>
          {self && <span className="weft-person-you">{text.you}</span>}
        </span>
        <span className="weft-person-text weft-person-where" title={where}>
          <span className={status === 'online' ? 'weft-hidden' : undefined}>{text.status[status]}</span>
          {where !== '' && (
            <>
              <span className={status === 'online' ? 'weft-hidden' : undefined}> · </span>
              <span>{where}</span>
            </>
          )}
        </span>
      </span>
    </PlaceLink>
  );
}

interface PlaceLinkProps {
  readonly className: string;
  readonly place: Place | null;
  /** Whom one means to meet there. */
  readonly user: string | null;
  readonly links: PlaceLinks;
  readonly children: JSX.Element | readonly JSX.Element[];
}

/** A link where there is an address, else a button where there is something to call, else nothing to click. */
export function PlaceLink({ className, place, user, links: { hrefOf, onPlace }, children }: PlaceLinkProps): JSX.Element {
  if (place === null || (hrefOf === undefined && onPlace === undefined)) return <span className={className}>{children}</span>;
  if (hrefOf === undefined) {
    return (
      <button type="button" className={`${className} weft-goes`} onClick={() => onPlace?.(place, user)}>
        {children}
      </button>
    );
  }
  const go = (event: MouseEvent): void => {
    // A click with a key held opens another tab or window: that is the browser's.
    if (onPlace === undefined || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onPlace(place, user);
  };
  return (
    <a className={`${className} weft-goes`} href={hrefOf(place, user)} onClick={go}>
      {children}
    </a>
  );
}

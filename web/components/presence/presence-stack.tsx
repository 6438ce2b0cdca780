import { type HTMLAttributes, type JSX, type MouseEvent, type ToggleEvent, useId, useRef, useState } from 'react';
import { useOnlineUsers } from '../../hooks/use-online-users.ts';
import type { Place } from '../../hooks/use-place.ts';
import { LANGUAGES } from '../../i18n/languages.ts';
import { AvatarStack } from '../avatar-stack.tsx';
import { OnlineUsers, type OnlineUsersProps } from './online-users.tsx';

/** px: how wide what opens is at most, its distance from the button, and from the window's edge. */
const WIDTH = 320;
const GAP = 4;
const EDGE = 8;

/** How many names are said aloud before the rest becomes a number. */
const NAMED = 3;

export interface PresenceStackProps
  extends Omit<HTMLAttributes<HTMLButtonElement>, 'children'>,
    Pick<OnlineUsersProps, 'roomId' | 'projectName' | 'language' | 'hrefOf' | 'onPlace' | 'renderUser'> {}

/** Who else is here, as a button for a page's bar: it opens the list of everybody, with where they are. Nothing while nobody else is here. */
export function PresenceStack(props: PresenceStackProps): JSX.Element | null {
  const { roomId, projectName, language = 'en', hrefOf, onPlace, renderUser, className = '', ...rest } = props;
  const { onlineUsers } = useOnlineUsers(roomId);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const id = useId();
  const text = LANGUAGES[language].text.presence;
  const others = onlineUsers.filter(({ self }) => !self);
  // What is open stays until it is closed, also when the last of them leaves.
  if (others.length === 0 && !open) return null;

  const names = new Intl.ListFormat(language).format([
    ...others.slice(0, NAMED).map(({ name }) => name),
    ...(others.length > NAMED ? [text.others(others.length - NAMED)] : []),
  ]);
  const onBeforeToggle = ({ newState, currentTarget }: ToggleEvent<HTMLDivElement>): void => {
    if (newState === 'open' && button.current !== null) place(currentTarget, button.current);
    setOpen(newState === 'open');
  };
  const go = (to: Place, user: string | null): void => {
    popover.current?.hidePopover();
    onPlace?.(to, user);
  };
  // A link that the page itself follows leaves nothing open behind it.
  const onClick = ({ target }: MouseEvent): void => {
    if (target instanceof Element && target.closest('a') !== null) popover.current?.hidePopover();
  };
  return (
    <>
      <button
        type="button"
        {...rest}
        ref={button}
        popoverTarget={id}
        className={`weft-root weft-presence ${className}`}
        aria-label={text.hereNow(names)}
        aria-haspopup="dialog"
        aria-expanded={open}
      >
        <AvatarStack people={others} />
        {/* On narrow pages, in the place of all avatars but the first. */}
        {others.length > 1 && <span aria-hidden="true" className="weft-presence-count" data-count={`+${others.length - 1}`} />}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the links in it have their keys themselves. */}
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={text.here}
        className="weft-root weft-popover"
        onBeforeToggle={onBeforeToggle}
        onClick={onClick}
      >
        {open && (
          <OnlineUsers
            roomId={roomId}
            language={language}
            showAbsent
            {...(projectName !== undefined && { projectName })}
            {...(hrefOf && { hrefOf })}
            {...(onPlace && { onPlace: go })}
            {...(renderUser && { renderUser })}
          />
        )}
      </div>
    </>
  );
}

/** Below its button, with the ends of both in one line where there is room for that. */
function place(popover: HTMLElement, button: Element): void {
  const { bottom, right } = button.getBoundingClientRect();
  const width = Math.min(WIDTH, innerWidth - 2 * EDGE);
  popover.style.width = `${width}px`;
  popover.style.left = `${Math.max(EDGE, Math.min(right - width, innerWidth - width - EDGE))}px`;
  popover.style.top = `${bottom + GAP}px`;
  popover.style.maxHeight = `${innerHeight - bottom - GAP - EDGE}px`;
}

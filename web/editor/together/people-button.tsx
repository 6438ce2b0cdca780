import { Users } from 'lucide-react';
import { type ButtonHTMLAttributes, type CSSProperties, type JSX, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { documentRoom } from '../../../shared/rooms.ts';
import { Menu } from '../../components/menu.tsx';
import { useOnlineUsers } from '../../hooks/use-online-users.ts';
import { useEditorScope } from '../editor-scope.ts';
import { useFollow } from './use-follow.ts';

/** Who else is in the document, to be followed through it. Nothing while one is alone there. */
export function PeopleButton({ className = '', ...rest }: ButtonHTMLAttributes<HTMLButtonElement>): JSX.Element | null {
  const { project, document: id, text, muted, mute } = useEditorScope();
  const words = text.together;
  const { onlineUsers } = useOnlineUsers(documentRoom(project, id));
  const { followed, start, stop } = useFollow();
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const others = onlineUsers.filter(({ self }) => !self);
  if (others.length === 0 && anchor === null) return null;
  const label = words.people(others.length);
  return (
    <>
      <button
        type="button"
        {...rest}
        ref={button}
        className={`comments-button ${className}`}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <Users aria-hidden="true" size={16} />
        <span>{others.length}</span>
      </button>
      {anchor !== null && (
        <Menu
          label={label}
          anchor={anchor}
          onClose={() => {
            setAnchor(null);
            button.current?.focus();
          }}
          groups={[
            {
              items: others.map((person) => ({
                id: person.id,
                label: words.follow(person.name),
                checked: person.id === followed?.id,
                onSelect: () => (person.id === followed?.id ? stop() : start(person)),
              })),
            },
            { items: [{ id: 'mute', label: muted ? words.unmute : words.mute, onSelect: () => mute(!muted) }] },
          ]}
        />
      )}
      {followed !== null &&
        createPortal(
          <section className="follow-strip" aria-label={words.following(followed.name)} style={{ '--hue': followed.hue } as CSSProperties}>
            <span className="follow-name">{words.following(followed.name)}</span>
            <button
              type="button"
              className="button button-quiet"
              aria-keyshortcuts="Escape"
              onClick={() => {
                stop();
                button.current?.focus();
              }}
            >
              {words.stop}
            </button>
          </section>,
          document.body,
        )}
    </>
  );
}

import { X } from 'lucide-react';
import { type JSX, type MouseEvent, useEffect } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import { type InboxEntry, useNotification, useNotifications } from '../../hooks/use-notifications.ts';
import { hueOf } from '../../hooks/use-presence.ts';
import { Avatar } from '../avatar.tsx';
import { LevelIcon } from './inbox-icons.tsx';
import { nameOf, sentenceOf, titleOf } from './inbox-words.ts';
import { useToastContext } from './toast-context.ts';

/** ms. Long enough to read twice. */
const STAYS = 8_000;

/** One notification. It goes when it is read, here or in another tab. */
export function ToastCard({ entry }: { readonly entry: InboxEntry }): JSX.Element {
  const { text, held, colorOf, onGone } = useToastContext();
  const { notification_id: id } = entry;
  const now = useNotification(id);
  const isSeen = now !== null && (now.read || now.archived);
  useEffect(() => {
    if (isSeen) onGone(id);
  }, [isSeen, id, onGone]);
  const sender = entry.actors.at(-1);
  return (
    <div className="weft-toast" data-toast={id}>
      {sender === undefined || entry.kind === 'system' ? (
        <LevelIcon level={entry.level} text={text} />
      ) : (
        <Avatar name={nameOf(entry, text)} hue={hueOf(sender, colorOf(sender))} />
      )}
      <p>
        <strong>{titleOf(entry, text)}</strong>
        <span>{sentenceOf(entry, text)}</span>
      </p>
      <OpenButton entry={entry} />
      <button type="button" className="weft-icon-button" aria-label={text.dismiss} title={text.dismiss} onClick={() => onGone(id)}>
        <X aria-hidden="true" size={16} />
      </button>
      {/* What is folded in begins the time anew. */}
      {!held && <Leaving key={entry.time} onLeave={() => onGone(id)} />}
    </div>
  );
}

function OpenButton({ entry }: { readonly entry: InboxEntry }): JSX.Element {
  const { text, hrefOf, onOpenEntry, onGone } = useToastContext();
  const { actions } = useNotifications();
  const href = hrefOf(entry);
  const { notification_id: id } = entry;
  const onClick = (event: MouseEvent): void => {
    // What can't be marked stays unread in the inbox, for everybody to see.
    actions?.markRead(id).catch(() => undefined);
    onGone(id);
    if (onOpenEntry === null || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpenEntry(entry);
  };
  // A message that leads nowhere can be told that it was read.
  const label = href === null && onOpenEntry === null ? text.markRead : text.open;
  return href === null ? (
    <button type="button" className="weft-button" onClick={onClick}>
      {label}
    </button>
  ) : (
    <a href={href} className="weft-button" onClick={onClick}>
      {label}
    </a>
  );
}

function Leaving({ onLeave }: { readonly onLeave: () => void }): null {
  const latest = useLatest(onLeave);
  useEffect(() => {
    const timer = setTimeout(() => latest.current(), STAYS);
    return () => clearTimeout(timer);
  }, [latest]);
  return null;
}

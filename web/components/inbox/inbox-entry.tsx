import { Archive, ArchiveRestore, Ellipsis } from 'lucide-react';
import { type JSX, type MouseEvent, memo } from 'react';
import type { InboxEntry } from '../../../shared/model/records.ts';
import { hueOf } from '../../hooks/use-presence.ts';
import { Avatar } from '../avatar.tsx';
import { RelativeTime } from '../relative-time.tsx';
import { useInboxContext } from './inbox-context.ts';
import { LevelIcon } from './inbox-icons.tsx';
import { nameOf, sentenceOf, titleOf } from './inbox-words.ts';

export interface InboxRowProps {
  readonly entry: InboxEntry;
  /** The id of the heading that says what it is about. */
  readonly titleId: string;
  /** Tab comes to this entry: one of all. */
  readonly tabStop: boolean;
}

/** One notification: who did what, when, and what can be done about it. */
export const InboxRow = memo(function InboxRow({ entry, titleId, tabStop }: InboxRowProps): JSX.Element {
  const { text, language, colorOf, archive, openMenu } = useInboxContext();
  const { notification_id: id, archived, read, actors, count, kind } = entry;
  const tabIndex = tabStop ? 0 : -1;
  const title = titleOf(entry, text);
  const sender = actors.at(-1);
  return (
    <li className="weft-inbox-row" data-unread={!read || undefined}>
      <span className="weft-inbox-dot" />
      {sender === undefined || kind === 'system' ? (
        <LevelIcon level={entry.level} text={text} />
      ) : (
        <Avatar className="weft-inbox-avatar" name={nameOf(entry, text)} hue={hueOf(sender, colorOf(sender))} />
      )}
      <OpenEntry entry={entry} tabIndex={tabIndex} labelledBy={`${titleId} ${id}-words`}>
        <span id={`${id}-words`} className="weft-inbox-words">
          {!read && <span className="weft-hidden">{text.unread}. </span>}
          <span className="weft-inbox-sentence">{sentenceOf(entry, text)}</span>
          <span className="weft-inbox-meta">
            {count > 1 && <span>{text.events(count)}</span>}
            <RelativeTime time={entry.time} language={language} />
          </span>
        </span>
      </OpenEntry>
      <span className="weft-inbox-tools">
        <button
          type="button"
          className="weft-icon-button"
          tabIndex={tabIndex}
          aria-label={archived ? text.unarchiveEntry(title) : text.archiveEntry(title)}
          title={`${archived ? text.unarchive : text.archive} (E)`}
          onClick={() => archive(entry)}
        >
          {archived ? <ArchiveRestore aria-hidden="true" size={16} /> : <Archive aria-hidden="true" size={16} />}
        </button>
        <button
          type="button"
          className="weft-icon-button"
          tabIndex={tabIndex}
          aria-haspopup="menu"
          aria-label={text.actions(title)}
          onClick={(event) => openMenu(entry, event.currentTarget)}
        >
          <Ellipsis aria-hidden="true" size={16} />
        </button>
      </span>
    </li>
  );
});

interface OpenEntryProps {
  readonly entry: InboxEntry;
  readonly tabIndex: number;
  readonly labelledBy: string;
  readonly children: JSX.Element;
}

/** Goes to what an entry is about, and marks it as read. */
function OpenEntry({ entry, tabIndex, labelledBy, children }: OpenEntryProps): JSX.Element {
  const { actions, act, hrefOf, onOpenEntry } = useInboxContext();
  const href = hrefOf(entry);
  const onClick = (event: MouseEvent): void => {
    if (!entry.read && actions !== null) act(() => actions.markRead(entry.notification_id));
    // In another tab or window: the browser's own.
    if (onOpenEntry === null || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpenEntry(entry);
  };
  const rest = {
    className: 'weft-inbox-open',
    'data-entry': entry.notification_id,
    'aria-labelledby': labelledBy,
    tabIndex,
    onClick,
  };
  return href === null ? (
    <button type="button" {...rest}>
      {children}
    </button>
  ) : (
    <a href={href} {...rest}>
      {children}
    </a>
  );
}

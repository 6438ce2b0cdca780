import type { JSX } from 'react';
import type { InboxEntry } from '../../../shared/model/records.ts';
import { Menu } from '../menu.tsx';
import { useInboxContext } from './inbox-context.ts';
import { sourcesOf, titleOf } from './inbox-words.ts';

export interface InboxMenuProps {
  readonly entry: InboxEntry;
  readonly anchor: Element;
  readonly onToggleRead: (entry: InboxEntry) => void;
  readonly onToggleMute: (source: string) => void;
  readonly onClose: () => void;
}

/** All that can be done about an entry. */
export function InboxMenu({ entry, anchor, onToggleRead, onToggleMute, onClose }: InboxMenuProps): JSX.Element {
  const { text, muted, archive } = useInboxContext();
  const { archived, read } = entry;
  const deeds = [
    { id: 'read', label: read ? text.markUnread : text.markRead, key: 'U', onSelect: () => onToggleRead(entry) },
    { id: 'archive', label: archived ? text.unarchive : text.archive, key: 'E', onSelect: () => archive(entry) },
  ];
  const mutes = sourcesOf(entry, text).map(({ source, label }) => ({
    id: source,
    label,
    ...(muted.includes(source) && { checked: true }),
    onSelect: () => onToggleMute(source),
  }));
  return (
    <Menu
      label={text.actions(titleOf(entry, text))}
      groups={[{ items: deeds }, { label: text.mute, items: mutes }]}
      anchor={anchor}
      onClose={onClose}
    />
  );
}

import { Bell, CircleAlert, CircleCheck, FileText, Folder, type LucideIcon, SquareKanban, TriangleAlert } from 'lucide-react';
import type { JSX } from 'react';
import type { InboxEntry } from '../../../shared/model/records.ts';
import type { InboxText } from '../../i18n/inbox.ts';

const LEVELS: Readonly<Record<InboxEntry['level'], LucideIcon>> = {
  info: Bell,
  success: CircleCheck,
  warning: TriangleAlert,
  error: CircleAlert,
};

/** What an entry is about. The title beside it says the same. */
export function ItemIcon({ entry }: { readonly entry: InboxEntry }): JSX.Element {
  const { project_id, task_id, document_id } = entry;
  const Icon = document_id !== null ? FileText : task_id !== null ? SquareKanban : project_id !== null ? Folder : Bell;
  return <Icon aria-hidden="true" size={14} />;
}

/** How a message that nobody sent is meant: in shape, colour and words. */
export function LevelIcon({ level, text }: { readonly level: InboxEntry['level']; readonly text: InboxText }): JSX.Element {
  const Icon = LEVELS[level];
  return (
    <span className="weft-inbox-level" data-level={level}>
      <Icon aria-hidden="true" size={16} />
      <span className="weft-hidden">{text.levels[level]}</span>
    </span>
  );
}

import { type JSX, useId } from 'react';
import { LIMITS } from '../../../shared/limits.ts';
import { useInboxContext } from './inbox-context.ts';
import { InboxRow } from './inbox-entry.tsx';
import type { InboxGroup } from './inbox-groups.ts';
import { ItemIcon } from './inbox-icons.tsx';
import { titleOf } from './inbox-words.ts';

const DAY = 86_400_000;

export interface InboxListProps {
  readonly groups: readonly InboxGroup[];
  /** How many entries more there are than these. */
  readonly more: number;
  readonly onMore: () => void;
  /** The entry that Tab comes to. */
  readonly stop: string | null;
}

/** Entries under what they are about. */
export function InboxList({ groups, more, onMore, stop }: InboxListProps): JSX.Element {
  const { text } = useInboxContext();
  return (
    <>
      <ul>
        {groups.map((group) => (
          <Group key={group.item} group={group} stop={stop} />
        ))}
      </ul>
      {more > 0 ? (
        <button type="button" className="weft-button weft-inbox-more" onClick={onMore}>
          {text.older(more)}
        </button>
      ) : (
        <p className="weft-inbox-end">{text.kept(LIMITS.inboxEntries, LIMITS.readKept / DAY)}</p>
      )}
    </>
  );
}

function Group({ group, stop }: { readonly group: InboxGroup; readonly stop: string | null }): JSX.Element {
  const { text, nameOfProject } = useInboxContext();
  const id = useId();
  const [newest] = group.entries;
  const { project_id, task_id, document_id } = newest;
  // A project needs no second name.
  const project = project_id === null || (task_id === null && document_id === null) ? undefined : nameOfProject(project_id);
  return (
    <li className="weft-inbox-group">
      <div className="weft-inbox-item" data-unread={group.entries.some(({ read }) => !read) || undefined}>
        <ItemIcon entry={newest} />
        <h3 id={id}>{titleOf(newest, text)}</h3>
        {project !== undefined && <span className="weft-inbox-project">{project}</span>}
      </div>
      <ul aria-labelledby={id}>
        {group.entries.map((entry) => (
          <InboxRow key={entry.notification_id} entry={entry} titleId={id} tabStop={entry.notification_id === stop} />
        ))}
      </ul>
    </li>
  );
}

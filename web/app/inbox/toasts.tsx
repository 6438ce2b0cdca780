import { type JSX, useCallback } from 'react';
import type { InboxEntry } from '../../../shared/model/records.ts';
import { InboxToasts } from '../../components/inbox/inbox-toasts.tsx';
import { useMemberColors } from '../../hooks/use-member-colors.ts';
import { addressOfEntry } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { useHere } from '../frame/use-here.ts';
import { INBOX_STYLE } from './inbox-panel.tsx';
import { useOpenEntry } from './use-open-entry.ts';

/** Tells what is new, but for what one looks at and while the inbox shows it. */
export function Toasts(): JSX.Element {
  const { language, layer } = useApp();
  const { project, task, document } = useHere();
  const openEntry = useOpenEntry();
  const colorOf = useMemberColors(project);
  const isSeen = useCallback(
    ({ project_id, task_id, document_id }: InboxEntry) =>
      project_id === project && (task_id !== null || document_id !== null) && task_id === task && document_id === document,
    [project, task, document],
  );
  return (
    <InboxToasts
      language={language}
      quiet={layer?.kind === 'inbox'}
      isSeen={isSeen}
      hrefOf={addressOfEntry}
      onOpenEntry={openEntry}
      colorOf={colorOf}
      style={INBOX_STYLE}
    />
  );
}

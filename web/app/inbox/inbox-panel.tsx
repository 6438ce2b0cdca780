import { type CSSProperties, type JSX, useCallback } from 'react';
import { NotificationCenter } from '../../components/inbox/notification-center.tsx';
import { useMemberColors } from '../../hooks/use-member-colors.ts';
import { addressOfEntry } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { useHere } from '../frame/use-here.ts';
import { useOpenEntry } from './use-open-entry.ts';

/** Below the bar. */
export const INBOX_STYLE = { '--weft-inbox-top': 'var(--bar)' } as CSSProperties;

/** The inbox, beside the page. */
export function InboxPanel(): JSX.Element {
  const { language, projects, close } = useApp();
  const openEntry = useOpenEntry();
  const colorOf = useMemberColors(useHere().project);
  const { items } = projects;
  const nameOfProject = useCallback((id: string) => items?.find(({ project_id }) => project_id === id)?.name, [items]);
  return (
    <NotificationCenter
      isOpen
      style={INBOX_STYLE}
      language={language}
      hrefOf={addressOfEntry}
      nameOfProject={nameOfProject}
      colorOf={colorOf}
      onOpenEntry={openEntry}
      onClose={close}
    />
  );
}

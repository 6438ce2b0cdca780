import type { JSX } from 'react';
import type { InboxTab } from '../../hooks/use-notifications.ts';
import { Tabs } from '../tabs.tsx';
import { useInboxContext } from './inbox-context.ts';

const TABS = ['all', 'unread', 'mentions', 'archived'] as const satisfies readonly InboxTab[];

export interface InboxTabsProps {
  readonly tab: InboxTab;
  readonly unread: number;
  readonly onTab: (tab: InboxTab) => void;
  /** Begins the ids of the tabs; `panelId` is that of what they show. */
  readonly id: string;
  readonly panelId: string;
}

export function InboxTabs({ tab, unread, onTab, id, panelId }: InboxTabsProps): JSX.Element {
  const { text } = useInboxContext();
  const tabs = TABS.map((name) => ({ name, label: text.tabs[name], ...(name === 'unread' && { count: unread }) }));
  return <Tabs label={text.title} tabs={tabs} chosen={tab} onChoose={onTab} id={id} panelId={panelId} className="weft-inbox-tabs" />;
}

import type { JSX, KeyboardEvent } from 'react';
import type { InboxTab } from '../../hooks/use-notifications.ts';
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
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const next = walk(event.key, TABS.indexOf(tab));
    if (next === undefined) return;
    event.preventDefault();
    onTab(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus();
  };
  return (
    <div role="tablist" aria-label={text.title} className="weft-inbox-tabs" onKeyDown={onKeyDown}>
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`${id}${name}`}
          data-tab={name}
          aria-selected={name === tab}
          aria-controls={panelId}
          tabIndex={name === tab ? 0 : -1}
          className="weft-inbox-tab"
          onClick={() => onTab(name)}
        >
          {text.tabs[name]} {name === 'unread' && unread > 0 && <span className="weft-inbox-number">{unread}</span>}
        </button>
      ))}
    </div>
  );
}

function walk(key: string, at: number): InboxTab | undefined {
  if (key === 'ArrowRight') return TABS[(at + 1) % TABS.length];
  if (key === 'ArrowLeft') return TABS.at(at - 1);
  if (key === 'Home') return TABS[0];
  if (key === 'End') return TABS.at(-1);
  return undefined;
}

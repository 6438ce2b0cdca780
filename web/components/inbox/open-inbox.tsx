import { type JSX, useCallback, useId, useMemo, useRef, useState } from 'react';
import { type InboxEntry, type InboxTab, useNotifications } from '../../hooks/use-notifications.ts';
import { LANGUAGES } from '../../i18n/languages.ts';
import { ToldDeeds } from '../told-deeds.tsx';
import { useDeeds } from '../use-deeds.ts';
import { InboxContext, type InboxContextValue } from './inbox-context.ts';
import { firstOf, groupByItem } from './inbox-groups.ts';
import { InboxHeader } from './inbox-header.tsx';
import { onInboxKey } from './inbox-keys.ts';
import { InboxList } from './inbox-list.tsx';
import { InboxMenu } from './inbox-menu.tsx';
import { InboxMutes } from './inbox-mutes.tsx';
import { InboxEmpty, InboxWaiting } from './inbox-nothing.tsx';
import { InboxTabs } from './inbox-tabs.tsx';
import type { NotificationCenterProps } from './notification-center.tsx';
import { useEntryDeeds } from './use-entry-deeds.ts';
import { useFocusBack } from './use-focus-back.ts';
import { useInboxWalk } from './use-inbox-walk.ts';

/** Entries that show at first, and that each "Show older" adds. */
const PAGE = 30;

const NO_HREF = (): null => null;
const NO_NAME = (): undefined => undefined;

/** The inbox while it is open. */
export function OpenInbox(props: Omit<NotificationCenterProps, 'isOpen'>): JSX.Element {
  const {
    onClose,
    language = 'en',
    hrefOf = NO_HREF,
    onOpenEntry = null,
    nameOfProject = NO_NAME,
    colorOf = NO_NAME,
    className = '',
    children,
    onKeyDown,
    ...rest
  } = props;
  const { inbox: text, common } = LANGUAGES[language].text;
  const root = useRef<HTMLElement>(null);
  const id = useId();
  const [tab, setTab] = useState<InboxTab>('all');
  const [count, setCount] = useState(PAGE);
  const [menu, setMenu] = useState<{ readonly id: string; readonly anchor: Element } | null>(null);
  const inbox = useNotifications(tab);
  const { notifications, unread, muted, ready, actions } = inbox;
  const told = useDeeds({ undone: common.undone, failed: () => text.failed });
  const { act, undo } = told;
  const deeds = useEntryDeeds({ inbox, act, text, nameOfProject });
  const { archive, nameOfSource } = deeds;
  const groups = useMemo(() => firstOf(groupByItem(notifications), count), [notifications, count]);
  const ids = useMemo(() => groups.flatMap(({ entries }) => entries.map((entry) => entry.notification_id)), [groups]);
  const walk = useInboxWalk(root, ids);
  useFocusBack(root);

  const openMenu = useCallback((entry: InboxEntry, anchor: Element) => setMenu({ id: entry.notification_id, anchor }), []);
  const context = useMemo(
    (): InboxContextValue => ({
      ...{ text, language, muted, actions, hrefOf, onOpenEntry, nameOfProject, nameOfSource, colorOf },
      ...{ act, archive, openMenu },
    }),
    [text, language, muted, actions, hrefOf, onOpenEntry, nameOfProject, nameOfSource, colorOf, act, archive, openMenu],
  );
  const entryOf = (wanted: string | null): InboxEntry | null =>
    notifications.find(({ notification_id }) => notification_id === wanted) ?? null;
  const onMenu = entryOf(menu?.id ?? null);
  return (
    <InboxContext.Provider value={context}>
      <aside
        {...rest}
        ref={root}
        role="dialog"
        aria-labelledby={`${id}title`}
        tabIndex={-1}
        className={`weft-root weft-inbox ${className}`}
        onKeyDown={(event) => {
          onKeyDown?.(event);
          onInboxKey(event, { deeds, entry: () => entryOf(walk.focused()), step: walk.step, undo, close: onClose });
        }}
        onFocus={({ target }) => walk.onFocus(target)}
        onBlur={({ relatedTarget }) => walk.onBlur(relatedTarget)}
      >
        <InboxHeader titleId={`${id}title`} unread={unread} onReadAll={deeds.readAll} onClose={onClose} />
        <InboxTabs
          tab={tab}
          unread={unread}
          id={`${id}tab`}
          panelId={`${id}panel`}
          onTab={(next) => {
            setTab(next);
            setCount(PAGE);
          }}
        />
        {children}
        <div
          key={tab}
          role="tabpanel"
          id={`${id}panel`}
          aria-labelledby={`${id}tab${tab}`}
          aria-busy={!ready || undefined}
          className="weft-inbox-body"
        >
          {!ready && <InboxWaiting />}
          {ready && notifications.length === 0 && <InboxEmpty tab={tab} />}
          {notifications.length > 0 && (
            <InboxList
              groups={groups}
              more={notifications.length - ids.length}
              stop={walk.stop}
              onMore={() => {
                setCount(count + PAGE);
                walk.focus(ids.at(-1) ?? '');
              }}
            />
          )}
        </div>
        <ToldDeeds deeds={told} undoKey="Z" language={language} />
        <InboxMutes onUnmute={deeds.toggleMute} />
        {menu !== null && onMenu !== null && (
          <InboxMenu
            entry={onMenu}
            anchor={menu.anchor}
            onToggleRead={deeds.toggleRead}
            onToggleMute={deeds.toggleMute}
            onClose={() => {
              walk.focus(menu.id);
              setMenu(null);
            }}
          />
        )}
      </aside>
    </InboxContext.Provider>
  );
}

import { CheckCheck, X } from 'lucide-react';
import { type JSX, type KeyboardEvent, useCallback, useId, useMemo, useRef, useState } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import { type InboxEntry, type InboxTab, useNotifications } from '../../hooks/use-notifications.ts';
import type { InboxText } from '../../i18n/inbox.ts';
import { LANGUAGES } from '../../i18n/languages.ts';
import { InboxBar } from './inbox-bar.tsx';
import { InboxContext, type InboxContextValue } from './inbox-context.ts';
import { firstOf, groupByItem } from './inbox-groups.ts';
import { InboxList } from './inbox-list.tsx';
import { InboxMenu } from './inbox-menu.tsx';
import { InboxMutes } from './inbox-mutes.tsx';
import { InboxTabs } from './inbox-tabs.tsx';
import { nameOfSource } from './inbox-words.ts';
import type { NotificationCenterProps } from './notification-center.tsx';
import { useDeeds } from './use-deeds.ts';
import { useFocusBack } from './use-focus-back.ts';
import { useInboxWalk } from './use-inbox-walk.ts';

/** Entries that show at first, and that each "Show older" adds. */
const PAGE = 30;

const NO_HREF = (): null => null;
const NO_NAME = (): undefined => undefined;

/** The inbox while it is open. */
export function OpenInbox({
  onClose,
  language = 'en',
  hrefOf = NO_HREF,
  onOpenEntry,
  nameOfProject = NO_NAME,
  className = '',
  children,
  onKeyDown,
  ...rest
}: Omit<NotificationCenterProps, 'isOpen'>): JSX.Element {
  const text = LANGUAGES[language].text.inbox;
  const root = useRef<HTMLElement>(null);
  const id = useId();
  const [tab, setTab] = useState<InboxTab>('all');
  const [count, setCount] = useState(PAGE);
  const [menu, setMenu] = useState<{ readonly id: string; readonly anchor: Element } | null>(null);
  const { notifications, unread, muted, ready, actions } = useNotifications(tab);
  const { done, said, act, undo, close } = useDeeds(text);
  const groups = useMemo(() => firstOf(groupByItem(notifications), count), [notifications, count]);
  const ids = useMemo(() => groups.flatMap(({ entries }) => entries.map((entry) => entry.notification_id)), [groups]);
  const walk = useInboxWalk(root, ids);
  const sourceName = useLatest(useSourceNames(text, nameOfProject));
  useFocusBack(root);

  const entryOf = (entryId: string | null): InboxEntry | null =>
    notifications.find(({ notification_id }) => notification_id === entryId) ?? null;
  const archive = useCallback(
    ({ notification_id, archived }: InboxEntry): void => {
      if (actions === null) return;
      const mark = (as: boolean): Promise<void> => actions.archive(notification_id, as);
      act(() => mark(!archived), { said: archived ? text.undone : text.archived, undo: () => mark(archived) });
    },
    [actions, act, text],
  );
  const toggleRead = ({ notification_id, read }: InboxEntry): void => {
    if (actions !== null) act(() => actions.markRead(notification_id, !read));
  };
  const toggleMute = (source: string): void => {
    if (actions === null) return;
    const name = sourceName.current(source);
    const mute = (as: boolean): Promise<void> => actions.mute(source, as);
    const on = !muted.includes(source);
    act(() => mute(on), { said: on ? text.muted(name) : text.unmuted(name), undo: () => mute(!on) });
  };
  const readAll = (): void => {
    if (actions === null || unread === 0) return;
    act(() => actions.readAll(), { said: text.allRead });
  };

  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    onKeyDown?.(event);
    if (event.defaultPrevented || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const entry = entryOf(walk.focused());
    switch (event.key.toLowerCase()) {
      case 'escape':
        onClose();
        break;
      case 'j':
      case 'arrowdown':
        walk.step(1);
        break;
      case 'k':
      case 'arrowup':
        walk.step(-1);
        break;
      case 'z':
        undo();
        break;
      case 'e':
        if (entry === null) return;
        archive(entry);
        break;
      case 'u':
        if (entry === null) return;
        toggleRead(entry);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const openMenu = useCallback((entry: InboxEntry, anchor: Element) => setMenu({ id: entry.notification_id, anchor }), []);
  const context = useMemo(
    (): InboxContextValue => ({
      text,
      language,
      muted,
      actions,
      hrefOf,
      onOpenEntry: onOpenEntry ?? null,
      nameOfProject,
      nameOfSource: (source) => sourceName.current(source),
      act,
      archive,
      openMenu,
    }),
    [text, language, muted, actions, hrefOf, onOpenEntry, nameOfProject, sourceName, act, archive, openMenu],
  );
  const opened = entryOf(menu?.id ?? null);
  return (
    <InboxContext.Provider value={context}>
      <aside
        {...rest}
        ref={root}
        role="dialog"
        aria-labelledby={`${id}title`}
        tabIndex={-1}
        className={`weft-root weft-inbox ${className}`}
        onKeyDown={onKey}
        onFocus={({ target }) => walk.onFocus(target)}
        onBlur={({ relatedTarget }) => walk.onBlur(relatedTarget)}
      >
        <header className="weft-inbox-header">
          <h2 id={`${id}title`}>{text.title}</h2>
          <button
            type="button"
            className="weft-icon-button"
            aria-label={text.readAll}
            title={text.readAll}
            aria-disabled={unread === 0 || undefined}
            onClick={readAll}
          >
            <CheckCheck aria-hidden="true" size={16} />
          </button>
          <button type="button" className="weft-icon-button" aria-label={text.close} title={text.close} onClick={onClose}>
            <X aria-hidden="true" size={16} />
          </button>
        </header>
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
          {!ready && <Waiting />}
          {ready && notifications.length === 0 && <Empty {...text.empty[tab]} />}
          {notifications.length > 0 && (
            <InboxList
              groups={groups}
              more={notifications.length - ids.length}
              stop={walk.stop}
              onMore={() => {
                const last = ids.at(-1);
                setCount(count + PAGE);
                if (last !== undefined) walk.focus(last);
              }}
            />
          )}
        </div>
        <InboxMutes onUnmute={toggleMute} />
        {done !== null && <InboxBar said={done.said} text={text} onUndo={done.undoable ? undo : null} onClose={close} />}
        <p role="status" className="weft-hidden">
          {said}
        </p>
        {menu !== null && opened !== null && (
          <InboxMenu
            entry={opened}
            anchor={menu.anchor}
            onToggleRead={toggleRead}
            onToggleMute={toggleMute}
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

function Empty({ what, hint }: InboxText['empty'][InboxTab]): JSX.Element {
  return (
    <div className="weft-inbox-empty">
      <p>{what}</p>
      <p>{hint}</p>
    </div>
  );
}

/** Shows after 200 ms: what is there sooner needs no stand-in. */
function Waiting(): JSX.Element {
  return (
    <div className="weft-inbox-waiting" aria-hidden="true">
      <span />
      <span />
      <span />
    </div>
  );
}

/** What sources are called, as far as the inbox and the page know. */
function useSourceNames(text: InboxText, nameOfProject: (id: string) => string | undefined): (source: string) => string {
  const { notifications: all } = useNotifications('all');
  const { notifications: archived } = useNotifications('archived');
  return (source) => nameOfSource(source, { text, entries: [...all, ...archived], nameOfProject });
}

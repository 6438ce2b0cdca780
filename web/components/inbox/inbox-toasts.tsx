import { type ComponentType, type CSSProperties, type JSX, lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { type InboxEntry, useArrivals } from '../../hooks/use-notifications.ts';
import { useOwnStatus } from '../../hooks/use-own-status.ts';
import type { Language } from '../../i18n/languages.ts';
import type { ToastStackProps } from './toast-stack.tsx';

/** Toasts at once: when more comes, the oldest goes. The inbox has them all. */
const MOST = 3;

const NONE: readonly InboxEntry[] = Object.freeze([]);

/** It comes when it is needed first. Where it can't be loaded there are no toasts, and the inbox counts all the same. */
const ToastStack = lazy<ComponentType<ToastStackProps>>(() => import('./toast-stack.tsx').catch(() => ({ default: () => null })));

export interface InboxToastsProps {
  /** English by default. */
  readonly language?: Language;
  /** None for now: while the inbox is open, say. There are none either while one is `busy`. */
  readonly quiet?: boolean;
  /** What somebody looks at already needs no toast. */
  readonly isSeen?: (entry: InboxEntry) => boolean;
  /** Where what an entry is about can be seen. Null for what has no page. */
  readonly hrefOf?: (entry: InboxEntry) => string | null;
  /** Somebody opens an entry, which is marked as read: the page goes there itself then, instead of the browser. */
  readonly onOpenEntry?: (entry: InboxEntry) => void;
  /** The colour that somebody chose, where the page knows. */
  readonly colorOf?: (userId: string) => string | undefined;
  /** `--weft-inbox-top` keeps them below a bar. */
  readonly style?: CSSProperties;
}

/** Tells what comes into the inbox while one is here, and stays away from what one writes. It stands inside a WebSocketProvider. */
export function InboxToasts({ quiet = false, isSeen, ...rest }: InboxToastsProps): JSX.Element | null {
  const { status } = useOwnStatus();
  const [entries, setEntries] = useState(NONE);
  const [needed, setNeeded] = useState(false);
  const silent = quiet || status === 'busy';
  useArrivals((entry) => {
    if (silent || (document.visibilityState === 'visible' && isSeen?.(entry) === true)) return;
    setEntries((before) => {
      const at = before.findIndex(({ notification_id }) => notification_id === entry.notification_id);
      return at < 0 ? [...before, entry].slice(-MOST) : before.with(at, entry);
    });
    setNeeded(true);
  });
  useEffect(() => {
    if (silent) setEntries(NONE);
  }, [silent]);
  const onGone = useCallback((id: string) => setEntries((before) => before.filter(({ notification_id }) => notification_id !== id)), []);
  if (!needed) return null;
  return (
    <Suspense>
      <ToastStack {...rest} entries={entries} onGone={onGone} />
    </Suspense>
  );
}

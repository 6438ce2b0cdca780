import { type JSX, useEffect, useMemo, useRef } from 'react';
import { Toaster, toast } from 'sonner';
import type { InboxEntry } from '../../hooks/use-notifications.ts';
import { LANGUAGES } from '../../i18n/languages.ts';
import type { InboxToastsProps } from './inbox-toasts.tsx';
import { ToastCard } from './toast-card.tsx';
import { ToastContext, type ToastContextValue } from './toast-context.ts';
import { useToastHold } from './use-toast-hold.ts';
import { useToastPlace } from './use-toast-place.ts';

/** Ours alone: the page may have toasts of its own. */
const TOASTER = 'weft-inbox';

const OFFSET = { top: 'calc(var(--weft-inbox-top, 0px) + 1rem)', right: 16, bottom: 16, left: 16 };

const NO_HREF = (): null => null;
const NO_COLOR = (): undefined => undefined;

export interface ToastStackProps extends Omit<InboxToastsProps, 'quiet' | 'isSeen'> {
  /** What to show, oldest first. */
  readonly entries: readonly InboxEntry[];
  readonly onGone: (id: string) => void;
}

/** The toasts that show, one for each of `ids`. */
export default function ToastStack({
  entries,
  onGone,
  language = 'en',
  hrefOf = NO_HREF,
  onOpenEntry,
  colorOf = NO_COLOR,
  style = {},
}: ToastStackProps): JSX.Element {
  const text = LANGUAGES[language].text.inbox;
  const place = useToastPlace(entries.length > 0);
  const { held, ...hold } = useToastHold(onGone);
  const shown = useRef(new Map<string, { readonly key: string; readonly entry: InboxEntry }>());
  const count = useRef(0);
  useEffect(() => {
    for (const entry of entries) {
      const { notification_id: id } = entry;
      const known = shown.current.get(id);
      if (known?.entry === entry) continue;
      // One that is still going, and one that comes again, are two to Sonner; one that says more is the same.
      const key = known?.key ?? `${TOASTER} ${count.current++}`;
      shown.current.set(id, { key, entry });
      toast.custom(() => <ToastCard entry={entry} />, {
        id: key,
        toasterId: TOASTER,
        duration: Number.POSITIVE_INFINITY,
        onDismiss: () => onGone(id),
      });
    }
    for (const [id, { key }] of shown.current) {
      if (entries.some(({ notification_id }) => notification_id === id)) continue;
      shown.current.delete(id);
      toast.dismiss(key);
    }
  }, [entries, onGone]);
  const context = useMemo(
    (): ToastContextValue => ({ text, held, colorOf, onGone, hrefOf, onOpenEntry: onOpenEntry ?? null }),
    [text, held, colorOf, onGone, hrefOf, onOpenEntry],
  );
  return (
    <ToastContext.Provider value={context}>
      <div className="weft-toasts-place" {...hold}>
        <Toaster
          id={TOASTER}
          className="weft-root weft-toasts"
          customAriaLabel={text.toasts}
          position={place}
          expand
          gap={8}
          offset={OFFSET}
          mobileOffset={OFFSET}
          style={style}
        />
      </div>
    </ToastContext.Provider>
  );
}

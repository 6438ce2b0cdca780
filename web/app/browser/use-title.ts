import { useEffect } from 'react';

/** What the browser's tab is called: one for the whole page, like its title. */
const shown = { title: '', unread: 0 };

function show(change: Partial<typeof shown>): void {
  Object.assign(shown, change);
  const { title, unread } = shown;
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${title === '' ? '' : `${title} · `}Weft`;
}

/** The page's title in the browser, before the app's name; null leaves it to somebody else. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) show({ title });
  }, [title]);
}

/** Puts how much is unread before the page's title. */
export function useUnreadInTitle(unread: number): void {
  useEffect(() => {
    show({ unread });
    return () => show({ unread: 0 });
  }, [unread]);
}

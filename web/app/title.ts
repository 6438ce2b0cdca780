import { useEffect } from 'react';

/** The page's title in the browser, before the app's name; null leaves it to somebody else. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) document.title = title === '' ? 'Weft' : `${title} · Weft`;
  }, [title]);
}

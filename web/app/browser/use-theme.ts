import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { readKept, watchKept, writeKept } from '../../client/kept.ts';

/** `system`: as the machine is set. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'weft.theme';

/** The page's theme: the one that was chosen, here or in another tab, else the system's. Tokens follow `data-theme` of the page's root. */
export function useTheme(): { readonly theme: Theme; readonly setTheme: (theme: Theme) => void } {
  const [theme, setState] = useState<Theme>(initialTheme);
  const setTheme = useCallback((next: Theme) => {
    writeKept(KEY, next);
    setState(next);
  }, []);
  useEffect(() => watchKept(KEY, () => setState(initialTheme())), []);
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return useMemo(() => ({ theme, setTheme }), [theme, setTheme]);
}

function initialTheme(): Theme {
  const kept = readKept(KEY);
  return THEMES.find((theme) => theme === kept) ?? 'system';
}

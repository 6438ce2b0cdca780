import { useCallback, useEffect, useMemo, useState } from 'react';
import { readKept, watchKept, writeKept } from '../../client/kept.ts';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { chooseLanguage, isLanguage, LANGUAGES, type Language } from '../../i18n/languages.ts';

const KEY = 'weft.language';

/** The language of the page: the one that was chosen, here or in another tab, else the browser's. */
export function useLanguage(): {
  readonly language: Language;
  readonly text: Dictionary;
  readonly setLanguage: (language: Language) => void;
} {
  const [language, setState] = useState<Language>(initialLanguage);
  const setLanguage = useCallback((next: Language) => {
    writeKept(KEY, next);
    setState(next);
  }, []);
  useEffect(() => watchKept(KEY, () => setState(initialLanguage())), []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return useMemo(() => ({ language, text: LANGUAGES[language].text, setLanguage }), [language, setLanguage]);
}

function initialLanguage(): Language {
  const kept = readKept(KEY);
  return kept !== null && isLanguage(kept) ? kept : chooseLanguage(navigator.languages);
}

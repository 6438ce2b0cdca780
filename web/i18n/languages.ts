import type { Dictionary } from './dictionary.ts';
import { en } from './en/index.ts';
import { zhCN } from './zh-cn/index.ts';

/** The languages there are, by BCP 47 tag, each with its own name for itself. */
export const LANGUAGES = {
  en: { name: 'English', text: en },
  'zh-CN': { name: '中文', text: zhCN },
} as const satisfies Record<string, { readonly name: string; readonly text: Dictionary }>;

export type Language = keyof typeof LANGUAGES;

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(LANGUAGES, tag);
}

/** The first language of `wanted` (BCP 47 tags, best first) that there is; English where there is none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

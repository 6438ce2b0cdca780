import type { MenuItem } from '../../components/menu.tsx';
import { LANGUAGES, languageOf } from './code-languages.ts';

/** The languages of code as lines of a menu. @param now as it is written in the document, `''` for none. @param choose undefined is plain text */
export function languageLines(plain: string, now: string, choose: (id: string | undefined) => void): MenuItem[] {
  const line = (id: string, label: string): MenuItem => ({
    id,
    label,
    checked: id === (languageOf(now) ?? now),
    onSelect: () => choose(id === '' ? undefined : id),
  });
  return [line('', plain), ...LANGUAGES.map(([id, name]) => line(id, name))];
}

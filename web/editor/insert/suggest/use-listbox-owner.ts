import type { LexicalEditor } from 'lexical';
import { useLayoutEffect } from 'react';

/**
 * Tells screen readers that the text, which keeps the focus, leads a list. Not by `aria-expanded`: a text field has none, that the list
 * opens is announced.
 * @param listbox its id
 * @param option the id of the line that is chosen by Enter; null for none
 */
export function useListboxOwner(editor: LexicalEditor, listbox: string, option: string | null): void {
  useLayoutEffect(() => {
    const text = editor.getRootElement();
    if (text === null || option === null) return;
    text.setAttribute('aria-autocomplete', 'list');
    text.setAttribute('aria-controls', listbox);
    text.setAttribute('aria-activedescendant', option);
    return () => {
      for (const name of ['aria-autocomplete', 'aria-controls', 'aria-activedescendant']) text.removeAttribute(name);
    };
  }, [editor, listbox, option]);
}

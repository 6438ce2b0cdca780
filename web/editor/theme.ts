import type { EditorThemeClasses } from 'lexical';

/** Class names for what CSS can't tell by the element alone. */
export const THEME: EditorThemeClasses = {
  text: { bold: 'text-bold', italic: 'text-italic', strikethrough: 'text-strike', underline: 'text-underline', code: 'text-code' },
  list: {
    nested: { listitem: 'list-nested' },
    checklist: 'check-list',
    listitemChecked: 'check-item is-checked',
    listitemUnchecked: 'check-item',
  },
  code: 'code-block',
  tableScrollableWrapper: 'table-scroll',
  tableCellSelected: 'cell-chosen',
  tableSelection: 'table-choosing',
  blockCursor: 'block-cursor',
};

import { $getSelection, $isRangeSelection, type LexicalEditor } from 'lexical';

/** Gives the text the focus again, where it was, and to a caret the formats that were chosen for it: the browser tells of the caret anew, and they would be gone. */
export function returnToText(editor: LexicalEditor): void {
  const format = editor.read('latest', () => {
    const selection = $getSelection();
    return $isRangeSelection(selection) && selection.isCollapsed() ? selection.format : null;
  });
  editor.focus();
  if (format === null) return;
  setTimeout(() => {
    editor.update(() => {
      const selection = $getSelection();
      if ($isRangeSelection(selection) && selection.isCollapsed() && selection.format !== format) selection.setFormat(format);
    });
  }, 0);
}

import { escapeHtml, toHtml } from '../../../shared/lexical/html/write.ts';
import { writeMarkdown } from '../../../shared/lexical/markdown/write.ts';
import { toPlainText } from '../../../shared/lexical/plain-text.ts';
import type { TreeElement } from '../../../shared/lexical/tree.ts';
import type { Format } from './documents.ts';
import { editorOf } from './editor.ts';

/** A document of kind `lexical` in one of the formats. */
export function exportTree(tree: readonly TreeElement[], format: Format): string {
  switch (format) {
    case 'html':
      return toHtml(tree);
    case 'json':
      return JSON.stringify(editorOf(tree).getEditorState().toJSON());
    case 'markdown':
      return writeMarkdown(tree);
    case 'text':
      return toPlainText(tree);
  }
}

/** A document of kind `text` in one of the formats: Markdown is what people type there. */
export function exportText(text: string, format: Format): string {
  switch (format) {
    case 'json':
      return JSON.stringify(text);
    case 'html':
      return `<pre>${escapeHtml(text)}</pre>`;
    case 'markdown':
    case 'text':
      return text;
  }
}

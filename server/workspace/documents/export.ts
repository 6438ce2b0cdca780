import { $convertToMarkdownString } from '@lexical/markdown';
import { $getRoot } from 'lexical';
import { escapeHtml, toHtml } from '../../../shared/lexical/html/write.ts';
import type { TreeElement } from '../../../shared/lexical/tree.ts';
import type { Format } from './documents.ts';
import { editorOf } from './editor.ts';
import { MARKDOWN } from './markdown.ts';

/** A document of kind `lexical` in one of the formats. */
export function exportTree(tree: readonly TreeElement[], format: Format): string {
  if (format === 'html') return toHtml(tree);
  const state = editorOf(tree).getEditorState();
  switch (format) {
    case 'json':
      return JSON.stringify(state.toJSON());
    case 'markdown':
      return state.read(() => $convertToMarkdownString(MARKDOWN));
    case 'text':
      return state.read(() => $getRoot().getTextContent());
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

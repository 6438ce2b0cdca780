import { escapeHtml, toHtml } from '../../../shared/lexical/html/write.ts';
import type { TreeElement } from '../../../shared/lexical/tree.ts';

export interface HtmlPageOptions {
  readonly title: string;
  /** As browsers name it. */
  readonly language: string;
  /** Addresses of images that hold them whole; null where one could not be had. */
  readonly imageAddress: (file: string) => string | null;
  /** Where addresses lead that name no site. */
  readonly base: string;
}

/** Readable anywhere, on paper too, without anything from elsewhere. */
const STYLE = `
:root { color-scheme: light dark; }
body { max-width: 45rem; margin: 3rem auto; padding: 0 1.5rem; font: 16px/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; break-after: avoid; }
img { max-width: 100%; height: auto; }
figure { margin: 1rem 0; }
pre { padding: 0.75rem 1rem; border: 1px solid #8886; border-radius: 6px; white-space: pre-wrap; }
pre, code { font-family: ui-monospace, Consolas, monospace; font-size: 0.9em; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid #888; }
.callout { margin: 1rem 0; padding: 0.75rem 1rem; border: 1px solid #8886; border-inline-start: 3px solid #888; border-radius: 6px; }
table { width: 100%; border-collapse: collapse; }
td, th { padding: 0.25rem 0.5rem; border: 1px solid #888; text-align: start; vertical-align: top; }
td p, th p { margin: 0.25rem 0; }
.contains-task-list { padding-inline-start: 0.5rem; list-style: none; }
hr { border: 0; border-block-start: 1px solid #888; }
`;

/** A document as a page of its own, in one file: nothing in it is loaded from elsewhere, and nothing runs. */
export function htmlPage(tree: readonly TreeElement[], { title, language, imageAddress, base }: HtmlPageOptions): string {
  const name = escapeHtml(title);
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base href="${escapeHtml(base)}">
<title>${name}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${name}</h1>
${bodyOf(tree, imageAddress)}
</body>
</html>
`;
}

/** Only we put what an image holds into a page: an address of that kind that a document names stays out. So it comes in when the page is written. */
function bodyOf(tree: readonly TreeElement[], imageAddress: HtmlPageOptions['imageAddress']): string {
  const html = toHtml(tree, { fileAddress: (file) => (imageAddress(file) === null ? null : `weft:file/${file}`) });
  return html.replace(/ src="weft:file\/([0-9a-f]{64})"/g, (_, file: string) => ` src="${imageAddress(file) ?? ''}"`);
}

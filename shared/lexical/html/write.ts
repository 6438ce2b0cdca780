import { isSafeAddress } from '../schema.ts';
import { isElement, type TreeElement, type TreeNode, type TreeRun } from '../tree.ts';

/*
 * HTML for other people's pages: the elements of the text and nothing to run. Not by @lexical/html, which needs a browser's DOM: with a
 * made-up one 200 KB of document hold the whole server up for 300 ms, like this for 5.
 */

/** Bits of a text's format, outermost first. */
const FORMATS: readonly (readonly [bit: number, open: string, close: string])[] = [
  [128, '<mark>', '</mark>'],
  [1, '<strong>', '</strong>'],
  [2, '<em>', '</em>'],
  [4, '<s>', '</s>'],
  [8, '<u>', '</u>'],
  [32, '<sub>', '</sub>'],
  [64, '<sup>', '</sup>'],
  [256, '<span style="text-transform: lowercase">', '</span>'],
  [512, '<span style="text-transform: uppercase">', '</span>'],
  [1024, '<span style="text-transform: capitalize">', '</span>'],
  [16, '<code>', '</code>'],
];

/** Lexical's alignments by number. */
const ALIGNMENTS = ['', 'left', 'center', 'right', 'justify', 'start', 'end'];

/** Pixels of one step of indentation, as the editor shows it. */
const INDENT = 40;

export interface HtmlOptions {
  /** Where an image's file is, null for one that isn't shown. By default none is: a page elsewhere may not load a project's files. */
  readonly fileAddress?: (file: string) => string | null;
}

/** The blocks as HTML that comes back as the same nodes where it is pasted into the editor. */
export function toHtml(tree: readonly TreeElement[], { fileAddress = () => null }: HtmlOptions = {}): string {
  return tree.map((node) => htmlOf(node, fileAddress)).join('\n');
}

type FileAddress = (file: string) => string | null;

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function htmlOf(node: TreeNode, fileAddress: FileAddress): string {
  if (!isElement(node)) return runHtml(node);
  const { name, attributes } = node;
  const inner = (): string => node.children.map((child) => htmlOf(child, fileAddress)).join('');
  switch (name) {
    case 'linebreak':
      return '<br>';
    case 'heading':
      return element(String(attributes.__tag ?? 'h1'), node, inner());
    case 'quote':
      return element('blockquote', node, inner());
    case 'list':
      return listHtml(node, fileAddress);
    case 'code':
      return `<pre${attributes.__language === undefined ? '' : ` data-language="${escapeHtml(String(attributes.__language))}"`}>${codeHtml(node)}</pre>`;
    case 'callout': {
      const kind = escapeHtml(String(attributes.__kind ?? 'note'));
      return `<div class="callout callout-${kind}" data-callout="${kind}"${layout(node)}>${inner()}</div>`;
    }
    case 'horizontalrule':
      return '<hr>';
    case 'image':
      return imageHtml(node, fileAddress);
    case 'table':
      return `<table${layout(node)}><tbody>${inner()}</tbody></table>`;
    case 'tablerow':
      return `<tr>${inner()}</tr>`;
    case 'tablecell':
      return cellHtml(node, inner());
    case 'link':
    case 'autolink':
      return attributes.__isUnlinked === true ? inner() : linkHtml(node, inner());
    case 'mention':
      return mentionHtml(node);
    default:
      return element('p', node, inner());
  }
}

function element(tag: string, node: TreeElement, inner: string): string {
  return `<${tag}${layout(node)}>${inner}</${tag}>`;
}

function layout({ attributes }: TreeElement): string {
  const { __format: format, __indent: indent, __dir: dir } = attributes;
  const align = typeof format === 'number' ? (ALIGNMENTS[format] ?? '') : '';
  const styles = [
    ...(align === '' ? [] : [`text-align: ${align}`]),
    ...(typeof indent === 'number' && indent > 0 ? [`padding-inline-start: ${indent * INDENT}px`] : []),
  ];
  return `${typeof dir === 'string' ? ` dir="${dir}"` : ''}${styles.length === 0 ? '' : ` style="${styles.join('; ')}"`}`;
}

function linkHtml({ attributes }: TreeElement, inner: string): string {
  const { __url: url, __title: title } = attributes;
  const told = typeof title === 'string' && title !== '' ? ` title="${escapeHtml(title)}"` : '';
  return `<a href="${escapeHtml(String(url))}"${told} rel="noopener noreferrer">${inner}</a>`;
}

/** As the editor's own HTML has it, so that it is a mention again where it is pasted. */
function mentionHtml({ attributes }: TreeElement): string {
  const { __id: id, __kind: kind, __target: target, __label: label } = attributes;
  const said = (value: unknown): string => escapeHtml(String(value));
  return `<span class="mention" data-mention="${said(kind)}" data-mention-id="${said(id)}" data-mention-target="${said(target)}">@${said(label)}</span>`;
}

/** An item that holds a list alone continues the item before it: so Lexical keeps what is indented. */
function listHtml(node: TreeElement, fileAddress: FileAddress): string {
  const { __listType: type = 'number', __start: start } = node.attributes;
  const tag = type === 'number' ? 'ol' : 'ul';
  const from = tag === 'ol' && typeof start === 'number' && start !== 1 ? ` start="${start}"` : '';
  // The class names are GitHub's: by them editors know a checklist.
  const isCheck = type === 'check';
  const items: string[] = [];
  for (const item of node.children.filter(isElement)) {
    const inner = item.children.map((child) => htmlOf(child, fileAddress)).join('');
    const last = items.at(-1);
    if (last !== undefined && item.children.length > 0 && item.children.every(isList)) items[items.length - 1] = last + inner;
    else items.push(isCheck ? `<input type="checkbox" disabled${item.attributes.__checked === true ? ' checked' : ''}>${inner}` : inner);
  }
  const marked = (name: string): string => (isCheck ? ` class="${name}"` : '');
  return `<${tag}${marked('contains-task-list')}${from}>${items.map((item) => `<li${marked('task-list-item')}>${item}</li>`).join('')}</${tag}>`;
}

function isList(node: TreeNode): boolean {
  return node.name === 'list';
}

function runHtml({ name, attributes, text }: TreeRun): string {
  if (name === 'tab') return '<span style="white-space: pre">\t</span>';
  const format = typeof attributes.__format === 'number' ? attributes.__format : 0;
  const on = FORMATS.filter(([bit]) => (format & bit) !== 0);
  return `${on.map(([, open]) => open).join('')}${escapeHtml(text)}${on
    .map(([, , close]) => close)
    .reverse()
    .join('')}`;
}

/** Code has no formats; its line ends are `<br>`, as the editor's own HTML has them. */
function codeHtml({ children }: TreeElement): string {
  return children.map((node) => (isElement(node) ? '<br>' : escapeHtml(node.text).replaceAll('\n', '<br>'))).join('');
}

/** As the editor's own HTML has it. Without an address it is its description. */
function imageHtml({ attributes }: TreeElement, fileAddress: FileAddress): string {
  const { __file: file, __alt: alt = '', __width: width = 0, __height: height = 0 } = attributes;
  const address = fileAddress(String(file));
  const size = width !== 0 && height !== 0 ? ` width="${width}" height="${height}"` : '';
  const words = escapeHtml(String(alt));
  const shown = address === null || !isSafeAddress(address) ? words : `<img src="${escapeHtml(address)}" alt="${words}"${size}>`;
  return `<figure data-file="${escapeHtml(String(file))}" data-width="${width}" data-height="${height}">${shown}</figure>`;
}

function cellHtml(node: TreeElement, inner: string): string {
  const { __headerState: header = 0, __colSpan: columns = 1, __rowSpan: rows = 1 } = node.attributes;
  const spans = `${columns === 1 ? '' : ` colspan="${columns}"`}${rows === 1 ? '' : ` rowspan="${rows}"`}`;
  const tag = header === 0 ? 'td' : 'th';
  return `<${tag}${spans}${layout(node)}>${inner}</${tag}>`;
}

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

export function toHtml(tree: readonly TreeElement[]): string {
  return tree.map(htmlOf).join('\n');
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function htmlOf(node: TreeNode): string {
  if (!isElement(node)) return runHtml(node);
  const { name, attributes } = node;
  const inner = (): string => node.children.map(htmlOf).join('');
  switch (name) {
    case 'linebreak':
      return '<br>';
    case 'heading':
      return element(String(attributes.__tag ?? 'h1'), node, inner());
    case 'quote':
      return element('blockquote', node, inner());
    case 'list':
      return listHtml(node);
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
function listHtml(node: TreeElement): string {
  const { __listType: type = 'number', __start: start } = node.attributes;
  const tag = type === 'number' ? 'ol' : 'ul';
  const from = tag === 'ol' && typeof start === 'number' && start !== 1 ? ` start="${start}"` : '';
  const items: string[] = [];
  for (const item of node.children.filter(isElement)) {
    const inner = item.children.map(htmlOf).join('');
    const last = items.at(-1);
    if (last !== undefined && item.children.length > 0 && item.children.every(isList)) items[items.length - 1] = last + inner;
    else
      items.push(
        type === 'check' ? `<input type="checkbox" disabled${item.attributes.__checked === true ? ' checked' : ''}> ${inner}` : inner,
      );
  }
  return `<${tag}${from}>${items.map((item) => `<li>${item}</li>`).join('')}</${tag}>`;
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

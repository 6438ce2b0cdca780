import { cut } from '../../model/values.ts';
import { LONGEST_ALT } from '../image.ts';
import type { Value } from '../schema.ts';
import { isElement, type TreeElement, type TreeNode, type TreeRun } from '../tree.ts';

/* The parts of sayable.ts that a line is made of. */

/** The formats that Markdown, or HTML in it, has. */
const FORMATS = 0xff;

export const LINE_BREAK: TreeElement = { name: 'linebreak', attributes: {}, children: [] };
export const TAB: TreeRun = { name: 'tab', attributes: {}, text: '\t' };

/** Inline nodes as Markdown can say them. */
export function sayableInline(nodes: readonly TreeNode[], isLinked = false): TreeNode[] {
  const said: TreeNode[] = [];
  for (const node of nodes) addInline(said, node, isLinked);
  return said;
}

/** Adds what Markdown can say of an inline node. `isLinked`: inside of a link. */
export function addInline(said: TreeNode[], node: TreeNode, isLinked: boolean): void {
  if (!isElement(node)) {
    addText(said, node.text, formatOf(node) & FORMATS);
    return;
  }
  const { name, attributes } = node;
  if (name === 'linebreak') said.push(LINE_BREAK);
  else if (name === 'mention') {
    if (isLinked) addText(said, `@${attributes.__label}`, 0);
    else said.push(node);
  } else if (name === 'link' || name === 'autolink') {
    if (attributes.__isUnlinked === true) for (const child of node.children) addInline(said, child, isLinked);
    else addLink(said, node);
  }
}

function addLink(said: TreeNode[], { attributes: { __url, __title }, children }: TreeElement): void {
  const words = sayableInline(children, true);
  const title = typeof __title === 'string' && __title !== '' ? __title : undefined;
  if (words.length > 0) said.push({ name: 'link', attributes: kept({ __url, __title: title }), children: words });
}

/** Adds text, its tabs and line ends as nodes; what has the format of the text before it continues that. */
export function addText(said: TreeNode[], text: string, format: number): void {
  for (const piece of text.split(/(\t|\r\n|[\r\n])/)) {
    if (piece === '') continue;
    if (piece === '\t') said.push(TAB);
    else if (piece === '\n' || piece.startsWith('\r')) said.push(LINE_BREAK);
    else {
      const last = said.at(-1);
      if (last !== undefined && !isElement(last) && last.name === 'text' && formatOf(last) === format) {
        said[said.length - 1] = { ...last, text: last.text + piece };
      } else said.push({ name: 'text', attributes: format === 0 ? {} : { __format: format }, text: piece });
    }
  }
}

/** An image, with those of its attributes that say something. */
export function sayableImage({ name, attributes }: TreeElement): TreeElement {
  const { __file, __alt: alt, __width, __height } = attributes;
  const __alt = typeof alt === 'string' && alt !== '' ? cut(alt, LONGEST_ALT) : undefined;
  return { name, attributes: kept({ __file, __alt, __width: __width || undefined, __height: __height || undefined }), children: [] };
}

/** Attributes that are there. */
export function kept(attributes: { readonly [name: string]: Value | undefined }): Record<string, Value> {
  const said: Record<string, Value> = {};
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) said[name] = value;
  return said;
}

/** The words of nodes, with their line breaks. */
export function plainText(nodes: readonly TreeNode[]): string {
  return nodes.map((node) => (isElement(node) ? '\n' : node.text)).join('');
}

/** The format of a text, 0 where it has none. */
export function formatOf({ attributes }: TreeRun): number {
  return typeof attributes.__format === 'number' ? attributes.__format : 0;
}

import { BOLD } from '../../../shared/lexical/text-formats.ts';
import type { TreeElement, TreeNode } from '../../../shared/lexical/tree.ts';

/* The blocks that an archive's own pages are made of; writing them escapes whatever people wrote. */

export function text(words: string): TreeNode {
  return { name: 'text', attributes: {}, text: words };
}

export function bold(words: string): TreeNode {
  return { name: 'text', attributes: { __format: BOLD }, text: words };
}

/** A link to another file of the archive, relative to the page. */
export function fileLink(words: string, file: string): TreeNode {
  return { name: 'link', attributes: { __url: addressOf(file) }, children: [text(words)] };
}

/** The address of a file of the archive: its path, each step encoded. */
export function addressOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}

export function heading(level: number, words: string): TreeElement {
  return { name: 'heading', attributes: { __tag: `h${level}` }, children: [text(words)] };
}

export function paragraph(...children: readonly TreeNode[]): TreeElement {
  return { name: 'paragraph', attributes: {}, children };
}

export function bullets(items: readonly (readonly TreeNode[])[]): TreeElement {
  return {
    name: 'list',
    attributes: { __listType: 'bullet', __tag: 'ul' },
    children: items.map((children) => ({ name: 'listitem', attributes: {}, children })),
  };
}

import { isElement, type TreeElement, type TreeNode } from './tree.ts';

/** The words of a document: blocks apart by an empty line, items and rows in lines of their own, cells apart by tabs. */
export function toPlainText(tree: readonly TreeElement[]): string {
  return tree.map(textOf).join('\n\n');
}

function textOf(node: TreeNode): string {
  if (!isElement(node)) return node.text;
  const { name, attributes, children } = node;
  switch (name) {
    case 'linebreak':
      return '\n';
    case 'mention':
      return `@${attributes.__label}`;
    case 'image':
      return String(attributes.__alt ?? '');
    case 'list':
    case 'table':
      return children.map(textOf).join('\n');
    case 'tablerow':
      return children.map(textOf).join('\t');
    case 'tablecell':
      return children.map(textOf).join('\n');
    default:
      return children.map((child, index) => (index > 0 && child.name === 'list' ? `\n${textOf(child)}` : textOf(child))).join('');
  }
}

import { isElement, type TreeElement, type TreeNode } from '../tree.ts';

/** Columns by which a list in a list is indented at least: what others write, and enough behind every sign but long numbers. */
const INDENT = 4;

/**
 * The lines of a list, with the lists in it.
 * @param isOther with the other sign of its kind, since it follows a list of that kind
 * @param linesOf an item's own lines, none where it is empty
 */
export function writeList(list: TreeElement, isOther: boolean, linesOf: (nodes: readonly TreeNode[]) => readonly string[]): string[] {
  const lines: string[] = [];
  addList(list, isOther, '');
  return lines;

  function addList({ attributes, children }: TreeElement, other: boolean, indent: string): void {
    const { __listType: type = 'number', __start: start = 1 } = attributes;
    let number = Number(start);
    let width = INDENT;
    let previous: TreeElement | undefined;
    let isPreviousOther = false;
    for (const item of children.filter(isElement)) {
      const [inner] = item.children;
      if (inner !== undefined && isElement(inner) && inner.name === 'list') {
        const isSame = previous !== undefined && previous.attributes.__tag === inner.attributes.__tag;
        isPreviousOther = isSame && !isPreviousOther;
        addList(inner, isPreviousOther, indent + ' '.repeat(width));
        previous = inner;
        continue;
      }
      const bullet = other ? '*' : '-';
      const box = item.attributes.__checked === true ? '[x]' : '[ ]';
      const sign = type === 'number' ? `${number++}${other ? ')' : '.'}` : type === 'check' ? `${bullet} ${box}` : bullet;
      width = type === 'number' ? Math.max(INDENT, sign.length + 1) : INDENT;
      const [first, ...more] = linesOf(item.children);
      lines.push(first === undefined ? `${indent}${sign}` : `${indent}${sign} ${first}`);
      for (const line of more) lines.push(indent + ' '.repeat(width) + line);
      previous = undefined;
      isPreviousOther = false;
    }
  }
}

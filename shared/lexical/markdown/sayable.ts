import { isElement, type TreeElement, type TreeNode } from '../tree.ts';
import { addInline, addText, kept, plainText, sayableImage, sayableInline } from './sayable-inline.ts';
import { sayableTable } from './sayable-table.ts';

/*
 * What of a document Markdown can say. The one place where that is decided: a document that is written and read again is equal to this form of
 * it, but for the ids of mentions. What is lost or becomes something else:
 * - alignment, indentation and direction of blocks; upper- and lowercase as a look of text; empty paragraphs
 * - line ends and tabs in a text are nodes of their own, and neighbours of one format are one text
 * - links without words; a mention in a link is its words; an automatic link is a link, or words if it was unlinked
 * - a list in an item stands in an item of its own, behind another item; items are numbered in a row; lists without items
 * - of a table: see sayable-table.ts
 */

/** The blocks as Markdown can say them. In time linear in their size. */
export function sayable(blocks: readonly TreeElement[]): readonly TreeElement[] {
  const said: TreeElement[] = [];
  for (const block of blocks) {
    const made = block.name === 'table' ? sayableTable(block) : sayableBlock(block);
    if (made !== null) said.push(made);
  }
  return said;
}

function sayableBlock(block: TreeElement): TreeElement | null {
  const { name, attributes } = block;
  switch (name) {
    case 'list':
      return sayableList(block);
    case 'code':
      return { name, attributes: kept({ __language: attributes.__language }), children: plainLines(block.children) };
    case 'horizontalrule':
      return { name, attributes: {}, children: [] };
    case 'image':
      return sayableImage(block);
    case 'heading':
      return { name, attributes: { __tag: attributes.__tag ?? 'h1' }, children: sayableInline(block.children) };
    case 'callout': {
      const kind = attributes.__kind ?? 'note';
      return { name, attributes: kind === 'note' ? {} : { __kind: kind }, children: sayableInline(block.children) };
    }
    case 'quote':
      return { name, attributes: {}, children: sayableInline(block.children) };
    default: {
      const children = sayableInline(block.children);
      return children.length === 0 ? null : { name: 'paragraph', attributes: {}, children };
    }
  }
}

function sayableList({ name, attributes, children }: TreeElement): TreeElement | null {
  const { __listType: type = 'number', __start } = attributes;
  const start = type === 'number' && typeof __start === 'number' ? __start : 1;
  const items: TreeElement[] = [];
  let value = start;
  const add = (nodes: readonly TreeNode[], own: TreeElement['attributes'], isNumbered: boolean): void => {
    items.push({ name: 'listitem', attributes: { ...(value === 1 ? {} : { __value: value }), ...own }, children: nodes });
    if (isNumbered) value++;
  };
  for (const item of children.filter(isElement)) {
    const own = type === 'check' ? { __checked: item.attributes.__checked === true } : {};
    let line: TreeNode[] = [];
    let isBegun = false;
    for (const child of item.children) {
      if (child.name !== 'list' || !isElement(child)) {
        addInline(line, child, false);
        continue;
      }
      if (line.length > 0) add(line, own, true);
      const inner = sayableList(child);
      if (inner !== null) {
        if (items.length === 0) add([], own, true);
        add([inner], {}, false);
      }
      isBegun ||= line.length > 0 || inner !== null;
      line = [];
    }
    if (line.length > 0 || !isBegun) add(line, own, true);
  }
  if (items.length === 0) return null;
  if (type === 'number') return { name, attributes: start === 1 ? {} : { __start: start }, children: items };
  return { name, attributes: { __listType: type, __tag: 'ul' }, children: items };
}

/** The lines of code: text without formats. */
function plainLines(nodes: readonly TreeNode[]): readonly TreeNode[] {
  const said: TreeNode[] = [];
  addText(said, plainText(nodes), 0);
  return said;
}

import { $createListItemNode } from '@lexical/list';
import { $isTableCellNode, $isTableNode } from '@lexical/table';
import { $unwrapNode } from '@lexical/utils';
import {
  $createLineBreakNode,
  $createParagraphNode,
  $createTextNode,
  $isElementNode,
  $isLineBreakNode,
  $isRootOrShadowRoot,
  ElementNode,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  RootNode,
} from 'lexical';
import { NODES } from '../../shared/lexical/nodes.ts';
import { ELEMENTS, mayHold, type NodeRule } from '../../shared/lexical/schema.ts';

/**
 * Keeps nodes where the schema has room for them, whatever was pasted, wrapped or merged: what may not stand somewhere moves behind it or
 * becomes what may, and its words stay. Without it exports would leave them out, and editors would show them each in its own way.
 * @returns its stop
 */
export function registerStructure(editor: LexicalEditor): () => void {
  const elements = NODES.filter((klass) => klass.prototype instanceof ElementNode);
  return mergeRegister(...[RootNode, ...elements].map((klass) => editor.registerNodeTransform(klass, $settle)));
}

function $settle(node: LexicalNode): void {
  if (!$isElementNode(node) || !node.isAttached()) return;
  const rule = $isRootOrShadowRoot(node) && node.getType() === 'root' ? null : ELEMENTS.get(node.getType());
  // A node that this version doesn't know is left as it is.
  if (rule === undefined) return;
  for (const child of node.getChildren()) {
    const place = placeOf(child);
    if (place !== undefined && !$fits(rule, child)) $settleChild(node, rule, child, place);
  }
}

/** Where a child may stand; texts stand in lines. */
function placeOf(child: LexicalNode): NodeRule['place'] | undefined {
  return ELEMENTS.get(child.getType())?.place ?? (child.getType() === 'text' || child.getType() === 'tab' ? 'inline' : undefined);
}

function $fits(rule: NodeRule | null, child: LexicalNode): boolean {
  const childRule = ELEMENTS.get(child.getType());
  if (childRule !== undefined) return mayHold(rule, childRule);
  return rule !== null && (rule.content === 'inline' || rule.content === 'linked' || rule.content === 'plain');
}

function $settleChild(parent: ElementNode, rule: NodeRule | null, child: LexicalNode, place: NodeRule['place']): void {
  switch (rule?.content ?? 'page') {
    case 'rows':
    case 'cells':
      // Lexical's own transforms of tables do that.
      return;
    case 'items':
      return $wrap(child, $createListItemNode());
    case 'page':
    case 'blocks':
      if (place === 'inline') $wrap(child, $createParagraphNode());
      else if ($isTableNode(child)) $flatten(child);
      else if ($isElementNode(child)) child.replace($createParagraphNode(), true);
      return;
    default:
      return $settleInLine(parent, child, place);
  }
}

function $settleInLine(line: ElementNode, child: LexicalNode, place: NodeRule['place']): void {
  if (!$isElementNode(child)) {
    if (place === 'inline') child.replace($createTextNode(child.getTextContent()));
    else $lift(line, child);
  } else if (place === 'table' || ELEMENTS.get(child.getType())?.content === 'items') {
    $lift(line, child);
  } else {
    if (place !== 'inline') $separate(child);
    $unwrapNode(child);
  }
}

function $wrap(child: LexicalNode, block: ElementNode): void {
  child.replace(block);
  if ($isElementNode(child) && !child.isInline() && child.getType() !== 'list') block.append(...child.getChildren());
  else block.append(child);
}

/** Puts what can't stand in a line behind the whole block that the line is in. */
function $lift(line: ElementNode, child: LexicalNode): void {
  const block = [line, ...line.getParents()].find((node) => $isRootOrShadowRoot(node.getParent()));
  block?.insertAfter(child);
}

/** What were lines of their own stay that: a break between them and their neighbours. */
function $separate(child: LexicalNode): void {
  const before = child.getPreviousSibling();
  const after = child.getNextSibling();
  if (before !== null && !$isLineBreakNode(before)) child.insertBefore($createLineBreakNode());
  if (after !== null && !$isLineBreakNode(after)) child.insertAfter($createLineBreakNode());
}

/** A table in a cell becomes what is in its own cells. */
function $flatten(table: ElementNode): void {
  for (const row of table.getChildren()) {
    if (!$isElementNode(row)) continue;
    for (const cell of row.getChildren()) if ($isTableCellNode(cell)) for (const block of cell.getChildren()) table.insertBefore(block);
  }
  table.remove();
}

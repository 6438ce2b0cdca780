import { CodeNode } from '@lexical/code-core';
import { HorizontalRuleNode } from '@lexical/extension';
import { AutoLinkNode, LinkNode } from '@lexical/link';
import { ListItemNode, ListNode } from '@lexical/list';
import { HeadingNode, QuoteNode } from '@lexical/rich-text';
import { TableCellNode, TableNode, TableRowNode } from '@lexical/table';
import { type Klass, type LexicalNode, LineBreakNode, ParagraphNode, TabNode, TextNode } from 'lexical';
import { CalloutNode } from './callout.ts';
import { ImageNode } from './image.ts';
import { MentionNode } from './mention.ts';

/**
 * Every node a document may hold: the one list for the web editor and the server. A node name off this list makes the
 * binding throw and empties the editor for everybody, so a new kind of node is added here before anything writes it.
 */
export const NODES: readonly Klass<LexicalNode>[] = [
  ParagraphNode,
  TextNode,
  LineBreakNode,
  TabNode,
  HeadingNode,
  QuoteNode,
  ListNode,
  ListItemNode,
  LinkNode,
  AutoLinkNode,
  MentionNode,
  CodeNode,
  CalloutNode,
  HorizontalRuleNode,
  ImageNode,
  TableNode,
  TableRowNode,
  TableCellNode,
];

import type { Klass, LexicalNode } from 'lexical';
import { NODES } from '../../../shared/lexical/nodes.ts';
import { UnknownNode } from './unknown-node.ts';

/** The editor's nodes: those that a document may hold, and the one that stands for what isn't known here. */
export const EDITOR_NODES: readonly Klass<LexicalNode>[] = [...NODES, UnknownNode];

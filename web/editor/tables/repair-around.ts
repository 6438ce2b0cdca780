import { $findTableNode, $isTableNode, type TableNode } from '@lexical/table';
import { $getNodeByKey, type LexicalNode, type NodeKey } from 'lexical';
import { $isRagged, $repairTable } from './repair.ts';

/** The table that a node is or is in. */
export function $tableAround(node: LexicalNode | null): TableNode | null {
  if (node === null) return null;
  return $isTableNode(node) ? node : $findTableNode(node);
}

/** Repairs that table if it is ragged. */
export function $repairAround(key: NodeKey): void {
  const table = $tableAround($getNodeByKey(key));
  if (table !== null && $isRagged(table)) $repairTable(table);
}

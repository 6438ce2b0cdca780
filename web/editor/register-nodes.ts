import { namedSignals } from '@lexical/extension';
import { registerLink } from '@lexical/link';
import { registerList } from '@lexical/list';
import { registerTablePlugin, TableNode } from '@lexical/table';
import { type LexicalEditor, mergeRegister } from 'lexical';
import { isSafeAddress } from '../../shared/lexical/schema.ts';
import { registerStructure } from './structure.ts';
import { $repairTable } from './tables/repair.ts';

/**
 * What keeps lists, links and tables in order while somebody edits them: Lexical's commands and transforms, and ours. Call it before the
 * editor holds anything: a transform that comes later runs over all that is there, and what it tidies is written into everybody's document.
 * @returns its stop
 */
export function registerNodes(editor: LexicalEditor): () => void {
  return mergeRegister(
    registerStructure(editor),
    registerList(editor),
    registerLink(editor, namedSignals({ attributes: undefined, validateUrl: isSafeAddress })),
    // Before Lexical’s own, which would take a cell too many for a column.
    editor.registerNodeTransform(TableNode, $repairTable),
    registerTablePlugin(editor),
  );
}

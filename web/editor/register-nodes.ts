import { namedSignals } from '@lexical/extension';
import { registerLink } from '@lexical/link';
import { registerList } from '@lexical/list';
import { registerTablePlugin, TableNode } from '@lexical/table';
import { type LexicalEditor, mergeRegister } from 'lexical';
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
    // Without an address check Lexical pastes no links: its own would take any words for an address of this site.
    registerLink(editor, namedSignals({ attributes: undefined, validateUrl: undefined })),
    // Before Lexical’s own, which would take a cell too many for a column.
    editor.registerNodeTransform(TableNode, $repairTable),
    registerTablePlugin(editor),
  );
}

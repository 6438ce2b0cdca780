import type { MenuItem } from '../../components/menu.tsx';
import type { BlockKindId, WritingText } from '../../i18n/writing.ts';
import { BLOCK_KINDS, type BlockKind } from './block-kinds.ts';

/** What a block can be turned into, as lines of a menu. @param kind what it is now, null for several or something else */
export function kindLines(writing: WritingText, kind: BlockKindId | null, onSelect: (kind: BlockKind) => void): MenuItem[] {
  return BLOCK_KINDS.filter((one) => !one.inserts && (!one.seldom || one.id === kind)).map((one) => ({
    id: one.id,
    label: writing.blocks[one.id].name,
    checked: one.id === kind,
    onSelect: () => onSelect(one),
  }));
}

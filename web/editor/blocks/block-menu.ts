import { $isTableNode } from '@lexical/table';
import { $isElementNode, type NodeKey } from 'lexical';
import type { MenuGroup, MenuItem } from '../../components/menu.tsx';
import type { BlockKindId } from '../../i18n/writing.ts';
import type { SelectionAction } from '../comments/use-comment-action.ts';
import { $kindOf, type BlockKind } from '../writing/block-kinds.ts';
import { kindLines } from '../writing/kind-lines.ts';
import { $unitsOf, duplicateBlocks, moveBlocks, removeBlocks, selectWords, turnBlocksInto } from './deeds.ts';
import { $step } from './move.ts';
import { MOVE_KEYS } from './shown-move-keys.ts';
import { nodesOf } from './units.ts';
import type { Blocks } from './use-blocks.ts';

interface Facts {
  readonly count: number;
  /** Null where they are several. */
  readonly kind: BlockKindId | null;
  readonly turns: boolean;
  readonly hasWords: boolean;
  readonly up: boolean;
  readonly down: boolean;
}

export interface BlockMenuOptions {
  readonly blocks: Blocks;
  readonly line: NodeKey;
  /** Null for who may say nothing. */
  readonly comment: SelectionAction | null;
  /** Gives the text the focus again. */
  readonly back: () => void;
  /** Opens another menu in place of this one. */
  readonly open: (groups: readonly MenuGroup[]) => void;
}

/** What the menu of a line offers; null where the line is gone. */
export function blockMenu({ blocks, line, comment, back, open }: BlockMenuOptions): readonly MenuGroup[] | null {
  const facts = blocks.editor.read(() => $facts(line));
  if (facts === null) return null;
  const { blocks: words, writing } = blocks.text;
  const act = (run: () => void) => (): void => {
    back();
    run();
  };
  const say = (run: () => void) => (): void => {
    // What is said is about what the page shows as selected.
    blocks.editor.getRootElement()?.focus({ preventScroll: true });
    selectWords(blocks, line);
    run();
  };
  const move = (direction: 'up' | 'down'): MenuItem => ({
    id: direction,
    label: direction === 'up' ? words.moveUp : words.moveDown,
    key: MOVE_KEYS[direction],
    disabled: !facts[direction],
    onSelect: act(() => moveBlocks(blocks, line, direction)),
  });
  const turn = (kind: BlockKind): void => {
    back();
    turnBlocksInto(blocks, line, kind);
  };
  const kinds = (): void => open([{ label: words.turnInto, items: kindLines(writing, facts.kind, turn) }]);
  return [
    {
      items: [
        ...(comment !== null && facts.hasWords ? [{ id: 'comment', label: comment.label, onSelect: say(comment.run) }] : []),
        ...(facts.turns ? [{ id: 'turn', label: `${words.turnInto}…`, onSelect: kinds }] : []),
        { id: 'duplicate', label: words.duplicate, onSelect: act(() => duplicateBlocks(blocks, line)) },
      ],
    },
    { items: [move('up'), move('down')] },
    { items: [{ id: 'remove', label: words.remove(facts.count), onSelect: act(() => removeBlocks(blocks, line)) }] },
  ];
}

function $facts(line: NodeKey): Facts | null {
  const units = $unitsOf(line);
  if (units === null) return null;
  const meant = units.all.slice(units.from, units.to + 1);
  const kinds = new Set(meant.map(([block]) => $kindOf(block)));
  const [kind = null] = kinds;
  return {
    count: meant.length,
    kind: kinds.size === 1 ? kind : null,
    turns: meant.every(([block]) => $isElementNode(block) && !$isTableNode(block)),
    hasWords: nodesOf(units).some((node) => node.getTextContent().trim() !== ''),
    up: $step(units, 'up') !== null,
    down: $step(units, 'down') !== null,
  };
}

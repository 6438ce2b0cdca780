import type { BlocksText } from '../blocks.ts';

export const blocksEn: BlocksText = {
  menu: 'Block menu',
  handle: 'Drag to move, click for more',
  turnInto: 'Turn into',
  duplicate: 'Duplicate',
  moveUp: 'Move up',
  moveDown: 'Move down',
  remove: (count) => (count === 1 ? 'Delete' : `Delete ${count} blocks`),

  movedAbove: (beside) => `Moved above ${beside}`,
  movedBelow: (beside) => `Moved below ${beside}`,
  first: 'Already first here',
  last: 'Already last here',
  duplicated: 'Duplicated',
  removed: (count) => (count === 1 ? 'Block deleted' : `${count} blocks deleted`),
  turnedInto: (kind) => `Turned into: ${kind}`,
  emptyLine: 'an empty line',
  quoted: (words) => `‘${words}’`,

  keys: { move: 'Move a block up or down', menu: 'Menu of a block' },
};

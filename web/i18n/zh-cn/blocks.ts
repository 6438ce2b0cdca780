import type { BlocksText } from '../blocks.ts';

export const blocksZhCN: BlocksText = {
  menu: '内容块菜单',
  handle: '拖动可移动，点击查看更多',
  turnInto: '转换为',
  duplicate: '创建副本',
  moveUp: '上移',
  moveDown: '下移',
  remove: (count) => (count === 1 ? '删除' : `删除 ${count} 个内容块`),

  movedAbove: (beside) => `已移到${beside}上方`,
  movedBelow: (beside) => `已移到${beside}下方`,
  first: '已经在最前面',
  last: '已经在最后面',
  duplicated: '已创建副本',
  removed: (count) => (count === 1 ? '已删除内容块' : `已删除 ${count} 个内容块`),
  turnedInto: (kind) => `已转换为${kind}`,
  emptyLine: '空行',
  quoted: (words) => `“${words}”`,

  keys: { move: '上移或下移内容块', menu: '内容块菜单' },
};

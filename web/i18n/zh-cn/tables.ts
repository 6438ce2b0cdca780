import type { TablesText } from '../tables.ts';

export const tablesZhCN: TablesText = {
  menu: '表格菜单',

  size: (rows, columns) => `${rows} 行 ${columns} 列`,
  row: '行',
  column: '列',
  cells: '单元格',
  rowAbove: '在上方插入行',
  rowBelow: '在下方插入行',
  removeRows: (count) => (count === 1 ? '删除行' : `删除 ${count} 行`),
  columnLeft: '在左侧插入列',
  columnRight: '在右侧插入列',
  removeColumns: (count) => (count === 1 ? '删除列' : `删除 ${count} 列`),
  headerRow: (on) => (on ? '取消标题行' : '设为标题行'),
  headerColumn: (on) => (on ? '取消标题列' : '设为标题列'),
  merge: '合并单元格',
  split: '拆分单元格',
  clear: (count) => (count === 1 ? '清空单元格' : `清空 ${count} 个单元格`),
  remove: '删除表格',

  rowAdded: '已插入行',
  columnAdded: '已插入列',
  rowsRemoved: (count) => `已删除 ${count} 行`,
  columnsRemoved: (count) => `已删除 ${count} 列`,
  merged: (count) => `已合并 ${count} 个单元格`,
  splitDone: '已拆分单元格',
  cleared: (count) => `已清空 ${count} 个单元格`,
  headerOn: '已设为标题',
  headerOff: '已取消标题',
  removed: '已删除表格',
  someoneWrites: (name) => `${name}正在其中一个单元格里输入，请稍后再合并。`,
};

import type { TablesText } from '../tables.ts';

const counted = (count: number, one: string, many: string): string => (count === 1 ? one : `${count} ${many}`);

export const tablesEn: TablesText = {
  menu: 'Table menu',
  size: (rows, columns) => `${counted(rows, '1 row', 'rows')}, ${counted(columns, '1 column', 'columns')}`,
  row: 'Row',
  column: 'Column',
  cells: 'Cells',
  rowAbove: 'Add row above',
  rowBelow: 'Add row below',
  chooseRows: (count) => `Select ${counted(count, 'row', 'rows')}`,
  removeRows: (count) => `Delete ${counted(count, 'row', 'rows')}`,
  columnLeft: 'Add column left',
  columnRight: 'Add column right',
  chooseColumns: (count) => `Select ${counted(count, 'column', 'columns')}`,
  removeColumns: (count) => `Delete ${counted(count, 'column', 'columns')}`,
  headerRow: (on) => (on ? 'Turn header row off' : 'Turn header row on'),
  headerColumn: (on) => (on ? 'Turn header column off' : 'Turn header column on'),
  merge: 'Merge cells',
  split: 'Split cell',
  clear: (count) => `Clear ${counted(count, 'cell', 'cells')}`,
  remove: 'Delete table',

  rowAdded: 'Row added',
  columnAdded: 'Column added',
  rowsRemoved: (count) => `${counted(count, 'Row', 'rows')} deleted`,
  columnsRemoved: (count) => `${counted(count, 'Column', 'columns')} deleted`,
  merged: (count) => `${count} cells merged`,
  splitDone: 'Cell split',
  cleared: (count) => `${counted(count, 'Cell', 'cells')} cleared`,
  chosen: (count) => `${counted(count, '1 cell', 'cells')} selected`,
  headerOn: 'Header on',
  headerOff: 'Header off',
  removed: 'Table deleted',
  someoneWrites: (name) => `${name} is writing in one of these cells. Merge them a little later.`,
};

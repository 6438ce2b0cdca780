import type { DeedsText } from '../deeds.ts';

export const deedsZhCN: DeedsText = {
  undo: '撤销',
  undone: '已撤销。',
  close: '关闭',
};

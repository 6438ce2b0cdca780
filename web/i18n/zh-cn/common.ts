import type { CommonText } from '../common.ts';

export const commonZhCN: CommonText = {
  undo: '撤销',
  undone: '已撤销。',
  close: '关闭',
  cancel: '取消',
  retry: '重试',
};

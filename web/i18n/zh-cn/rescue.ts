import type { RescueText } from '../rescue.ts';

export const rescueZhCn: RescueText = {
  label: '已保留的文字',
  own: '你编辑的内容块已被他人移动或删除，你写下的文字已保留为单独的段落。',
  others: '有人在你移动或删除的内容块中写了新内容，这些文字已保留为单独的段落。',
  show: '查看',
};

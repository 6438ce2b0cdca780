import type { InsertText } from '../insert.ts';

export const insertZhCN: InsertText = {
  blocks: '插入',
  mentions: '提及',
  offered: (count) => `${count} 个选项`,
  nothing: '没有找到',
  groups: { user: '成员', task: '任务', document: '文档', texts: '文字', lists: '列表', things: '插入' },
  mention: {
    user: { name: '提及成员', hint: '对方会收到通知', words: '人员 成员 提及 chengyuan tiji mention person @' },
    task: { name: '链接任务', hint: '显示任务状态', words: '任务 卡片 看板 renwu task card' },
    document: { name: '链接文档', hint: '显示文档标题', words: '文档 页面 wendang document page' },
  },
  mentioning: '提及',
  you: '我',

  person: (name, isHere) => (isHere ? `@${name}，在线` : `@${name}`),
  task: (title, status) => `任务：${title}，${status}`,
  document: (title) => `文档：${title}`,
  deleted: (title) => `${title}，已删除`,
};

import type { InsertText } from '../insert.ts';

export const insertZhCN: InsertText = {
  blocks: '插入',
  mentions: '提及',
  offered: (count) => `${count} 个选项`,
  nothing: '没有找到',
  groups: { user: '成员', task: '任务', document: '文档' },
  mention: {
    user: { name: '提及成员', hint: '对方会收到通知', words: '人员 成员 提及 chengyuan tiji mention person @' },
    task: { name: '链接任务', hint: '显示任务状态', words: '任务 卡片 看板 renwu task card' },
    document: { name: '链接文档', hint: '显示文档标题', words: '文档 页面 wendang document page' },
  },
  mentioning: '提及',
  you: '我',

  person: (name, isHere) => (isHere ? `${name}，在线` : name),
  task: (title, status) => `任务：${title}，${status}`,
  document: (title) => `文档：${title}`,
  deleted: (title) => `${title}，已删除`,

  addBelow: '在下方插入',
  grip: '拖动以移动，点击查看更多',
  blockMenu: '内容块',
  turnInto: '转换为',
  duplicate: '复制一份',
  moveUp: '上移',
  moveDown: '下移',
  remove: '删除',
  moved: (place, count) => `已移到第 ${place} 位，共 ${count} 位。`,
  busy: (name) => `${name} 正在编辑这一块，请稍后再移动。`,
};

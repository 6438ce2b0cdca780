import type { PresenceText } from '../presence.ts';

export const presenceZhCN: PresenceText = {
  here: '当前在线',
  hereIn: (project) => `${project} 当前在线`,
  hereNow: (names) => `当前在线：${names}`,
  more: (count) => `另有 ${count} 人`,
  others: (count) => `另外 ${count} 人`,
  you: '（你）',
  status: { online: '在线', away: '离开', busy: '忙碌', offline: '离线' },
  places: {
    board: '在看板上',
    task: (title) => `在看任务「${title}」`,
    document: (title) => `在文档「${title}」中`,
    here: '在这里',
  },
  untitled: '无标题',
  documents: '文档中的人',
  absent: '当前不在线',
  alone: '现在这里只有你。',
  nobody: '现在没有人在线。',
  unseen: '你已离线，恢复连接后会显示其他在线的人。',
};

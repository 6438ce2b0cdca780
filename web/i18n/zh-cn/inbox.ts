import type { InboxText } from '../inbox.ts';
import { boardZhCN } from './board.ts';

const { todo, in_progress, done } = boardZhCN.firstColumns;
/** The columns that every board begins with are called as they are on the board. */
const COLUMNS = new Map([
  ['To do', todo],
  ['In progress', in_progress],
  ['Done', done],
]);

const ROLES = new Map([
  ['owner', '所有者'],
  ['editor', '编辑者'],
  ['commenter', '评论者'],
  ['viewer', '查看者'],
]);

const as = (role: string | undefined): string => ROLES.get(role ?? '') ?? '成员';
const column = (title: string): string => `“${COLUMNS.get(title) ?? title}”`;
const quoted = (quote: string | undefined): string => (quote === undefined ? '' : `：“${quote}”`);

export const inboxZhCN: InboxText = {
  title: '收件箱',
  bell: (unread) => (unread === 0 ? '收件箱' : `收件箱，${unread} 条未读`),
  close: '关闭收件箱',
  readAll: '全部标为已读',

  tabs: { all: '全部', unread: '未读', mentions: '提及', archived: '已归档' },
  empty: {
    all: { what: '还没有通知', hint: '有人给你指派卡片、提到你或回复你时，会显示在这里。' },
    unread: { what: '没有未读通知', hint: '新通知会显示在这里，直到你读过。' },
    mentions: { what: '没有人提到你', hint: '有人 @ 你或回复你时，会显示在这里。' },
    archived: { what: '没有已归档的通知', hint: '处理完的通知可以归档，之后在这里查看。' },
  },
  older: (more) => `显示更早的通知（${more}）`,
  kept: (entries, days) => `没有更多了。最多保留最新的 ${entries} 条，已读通知保留 ${days} 天。`,

  unread: '未读',
  untitled: '无标题',
  somebody: '某人',
  said: {
    assigned: ({ name }) => `${name} 将此卡片指派给你`,
    status: ({ name, from, to }) =>
      to === undefined
        ? `${name} 移动了此卡片`
        : from === undefined
          ? `${name} 将此卡片移到${column(to)}`
          : `${name} 将此卡片从${column(from)}移到${column(to)}`,
    mention: ({ name, quote }) => `${name} 提到了你${quoted(quote)}`,
    reply: ({ name, quote }) => `${name} 发表了评论${quoted(quote)}`,
    invited: ({ name, role }) => `${name} 将你加入项目，角色为${as(role)}`,
    role: ({ name, role }) => `${name} 将你的角色改为${as(role)}`,
  },
  levels: { info: '提示', success: '成功', warning: '警告', error: '错误' },
  events: (count) => `${count} 条更新`,

  actions: (title) => `“${title}”的更多操作`,
  markRead: '标为已读',
  markUnread: '标为未读',
  archive: '归档',
  archiveEntry: (title) => `归档：${title}`,
  unarchive: '移回收件箱',
  unarchiveEntry: (title) => `移回收件箱：${title}`,
  mute: '不再通知',
  muteTask: '此卡片',
  muteDocument: '此文档',
  muteProject: '此项目',
  muteKind: '此类通知',

  mutedSources: (count) => `已静音（${count}）`,
  unmute: '取消静音',
  unmuteSource: (name) => `取消静音：${name}`,
  sources: {
    task: (title) => (title === '' ? '卡片' : `卡片“${title}”`),
    document: (title) => (title === '' ? '文档' : `文档“${title}”`),
    project: (title) => (title === '' ? '项目' : `项目“${title}”`),
  },
  kinds: {
    assigned: '指派给你的卡片',
    status: '卡片移动',
    mention: '提及',
    reply: '评论和回复',
    invited: '加入项目',
    role: '角色变更',
    system: '系统消息',
  },

  archived: '已归档。',
  unarchived: '已移回收件箱。',
  allRead: '已全部标为已读。',
  muted: (name) => `已静音：${name}。`,
  unmuted: (name) => `已取消静音：${name}。`,
  failed: '没有保存成功，请重试。',

  toasts: '新通知',
  open: '打开',
  dismiss: '关闭',
};

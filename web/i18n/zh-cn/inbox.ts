import type { InboxText } from '../inbox.ts';

export const inboxZhCN: InboxText = {
  title: '收件箱',
};

import type { InboxText } from '../inbox.ts';

export const inboxEn: InboxText = {
  title: 'Inbox',
};

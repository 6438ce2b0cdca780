import type { InboxText } from '../inbox.ts';

const ROLES = new Map([
  ['owner', 'an owner'],
  ['editor', 'an editor'],
  ['commenter', 'a commenter'],
  ['viewer', 'a viewer'],
]);

const as = (role: string | undefined): string => ROLES.get(role ?? '') ?? 'a member';
const quoted = (quote: string | undefined): string => (quote === undefined ? '' : `: “${quote}”`);

export const inboxEn: InboxText = {
  title: 'Inbox',
  bell: (unread) => (unread === 0 ? 'Inbox' : `Inbox, ${unread} unread`),
  close: 'Close inbox',
  readAll: 'Mark all as read',

  tabs: { all: 'All', unread: 'Unread', mentions: 'Mentions', archived: 'Archived' },
  empty: {
    all: { what: 'Nothing here yet', hint: 'When somebody assigns you a card, mentions you or answers you, it shows here.' },
    unread: { what: 'All caught up', hint: 'What is new shows here until you have read it.' },
    mentions: { what: 'No mentions', hint: 'When somebody writes @ and your name, or answers you, it shows here.' },
    archived: { what: 'Nothing archived', hint: 'Archive what is done with. You find it here again.' },
  },
  older: (more) => `Show older (${more})`,
  kept: (entries, days) => `That’s all. The newest ${entries} are kept, and those you have read for ${days} days.`,

  unread: 'Unread',
  untitled: 'Untitled',
  somebody: 'Somebody',
  said: {
    assigned: ({ name }) => `${name} assigned this to you`,
    status: ({ name, from, to }) =>
      to === undefined
        ? `${name} moved this`
        : from === undefined
          ? `${name} moved this to ${to}`
          : `${name} moved this from ${from} to ${to}`,
    mention: ({ name, quote }) => `${name} mentioned you${quoted(quote)}`,
    reply: ({ name, quote }) => `${name} commented${quoted(quote)}`,
    invited: ({ name, role }) => `${name} added you as ${as(role)}`,
    role: ({ name, role }) => `${name} made you ${as(role)}`,
  },
  levels: { info: 'Note', success: 'Success', warning: 'Warning', error: 'Error' },
  events: (count) => `${count} updates`,

  actions: (title) => `More for “${title}”`,
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  archive: 'Archive',
  archiveEntry: (title) => `Archive: ${title}`,
  unarchive: 'Move back to the inbox',
  unarchiveEntry: (title) => `Move back to the inbox: ${title}`,
  mute: 'Mute',
  muteTask: 'This card',
  muteDocument: 'This document',
  muteProject: 'This project',
  muteKind: 'All of this kind',

  mutedSources: (count) => `Muted (${count})`,
  unmute: 'Unmute',
  unmuteSource: (name) => `Unmute: ${name}`,
  sources: {
    task: (title) => (title === '' ? 'A card' : `Card “${title}”`),
    document: (title) => (title === '' ? 'A document' : `Document “${title}”`),
    project: (title) => (title === '' ? 'A project' : `Project “${title}”`),
  },
  kinds: {
    assigned: 'Cards assigned to you',
    status: 'Cards that move',
    mention: 'Mentions',
    reply: 'Comments and answers',
    invited: 'Being added to projects',
    role: 'Changes of your role',
    system: 'Messages from the system',
  },

  archived: 'Archived.',
  unarchived: 'Back in the inbox.',
  allRead: 'All marked as read.',
  muted: (name) => `Muted: ${name}.`,
  unmuted: (name) => `No longer muted: ${name}.`,
  failed: 'That couldn’t be saved. Try again.',

  toasts: 'New notifications',
  open: 'Open',
  dismiss: 'Dismiss',
};

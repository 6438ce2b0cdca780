import type { InsertText } from '../insert.ts';

export const insertEn: InsertText = {
  blocks: 'Insert',
  mentions: 'Mention',
  offered: (count) => (count === 1 ? '1 suggestion' : `${count} suggestions`),
  nothing: 'Nothing found',
  groups: { user: 'People', task: 'Tasks', document: 'Documents', texts: 'Text', lists: 'Lists', things: 'Insert' },
  mention: {
    user: { name: 'Mention a person', hint: 'They are notified', words: 'mention person people member name @' },
    task: { name: 'Link to a task', hint: 'Shows its status', words: 'mention task card board issue todo' },
    document: { name: 'Link to a document', hint: 'Shows its title', words: 'mention document page link' },
  },
  mentioning: 'Mention',
  you: 'you',

  person: (name, isHere) => (isHere ? `@${name}, online` : `@${name}`),
  task: (title, status) => `Task ${title}, ${status}`,
  document: (title) => `Document ${title}`,
  deleted: (title) => `${title}, deleted`,
};
